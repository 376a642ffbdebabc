package io.privyseal.protocol.acme;

import java.util.Optional;
import java.util.regex.Pattern;

/** A request to revoke a certificate (RFC 8555 §7.6). */
public final class RevocationRequest {
    // RFC 5280 §5.3.1: 0 to 10, of which 7 is not used.
    private static final Pattern REASON = Pattern.compile("[0-6]|[89]|10");
    private static final Pattern INTEGER = Pattern.compile("-?[0-9]+");

    private final byte[] certificate;
    private final int reason;

    private RevocationRequest(byte[] certificate, int reason) {
        this.certificate = certificate;
        this.reason = reason;
    }

    /** @throws ProblemException with {@link ProblemType#MALFORMED} or {@link ProblemType#BAD_REVOCATION_REASON} */
    public static RevocationRequest parse(byte[] payload) {
        JsonObject object = JsonReader.payload(payload);
        Optional<String> reason = object.findNumeral("reason");
        return new RevocationRequest(
                object.requireOctets("certificate"),
                reason.map(RevocationRequest::reason).orElse(0));
    }

    /** What the client says is a certificate in DER. */
    public byte[] certificate() {
        return certificate.clone();
    }

    /** The number of a reason (RFC 5280 §5.3.1); 0, unspecified, when none was given. */
    public int reason() {
        return reason;
    }

    private static int reason(String numeral) {
        if (!INTEGER.matcher(numeral).matches()) {
            throw Problem.malformed("The member \"reason\" must be a whole number.")
                    .asException();
        }
        if (!REASON.matcher(numeral).matches()) {
            throw Problem.of(
                            ProblemType.BAD_REVOCATION_REASON,
                            "The reason " + Quoted.text(numeral)
                                    + " is none of RFC 5280 §5.3.1, which are 0 to 6 and 8 to 10.")
                    .asException();
        }
        return Integer.parseInt(numeral);
    }
}
