package io.privyseal.protocol.acme;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request for a certificate (RFC 8555 §7.4).
 *
 * @param identifiers without repetitions
 * @param profile by draft-ietf-acme-profiles
 * @param replaces the certificate that this one is to replace (RFC 9773 §5)
 */
public record NewOrderRequest(
        List<Identifier> identifiers,
        @Nullable Instant notBefore,
        @Nullable Instant notAfter,
        @Nullable String profile,
        @Nullable CertificateIdentifier replaces) {
    /** The largest number of identifiers where nothing else is set. */
    public static final int MOST_IDENTIFIERS = 100;

    public NewOrderRequest {
        identifiers = List.copyOf(identifiers);
    }

    public static NewOrderRequest parse(byte[] payload) {
        return parse(payload, MOST_IDENTIFIERS);
    }

    /**
     * @throws ProblemException with {@link ProblemType#MALFORMED}, or with a subproblem for each identifier that is at fault
     */
    public static NewOrderRequest parse(byte[] payload, int mostIdentifiers) {
        JsonObject object = JsonReader.payload(payload);
        Optional<Instant> notBefore = time(object, "notBefore");
        Optional<Instant> notAfter = time(object, "notAfter");
        if (notBefore.isPresent() && notAfter.isPresent() && !notAfter.get().isAfter(notBefore.get())) {
            throw Problem.malformed("\"notAfter\" is not after \"notBefore\".").asException();
        }
        return new NewOrderRequest(
                Identifiers.parse(object.requireArray("identifiers"), mostIdentifiers),
                notBefore.orElse(null),
                notAfter.orElse(null),
                object.findText("profile").orElse(null),
                object.findText("replaces").map(CertificateIdentifier::new).orElse(null));
    }

    private static Optional<Instant> time(JsonObject object, String name) {
        return object.findText(name)
                .map(text -> Timestamps.parse(text)
                        .orElseThrow(() -> Problem.malformed("\"" + name + "\" is " + Quoted.text(text)
                                        + ", which is not a time of RFC 3339.")
                                .asException()));
    }
}
