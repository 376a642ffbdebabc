package io.privyseal.protocol.acme;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * The name of a certificate in renewal information and in {@code replaces} (RFC 9773 §4.1).
 *
 * @param value the key identifier of its authority key identifier, a dot, and its serial number, both in base64url
 */
public record CertificateIdentifier(String value) {
    // RFC 5280 §4.1.2.2: at most 20 octets; more come from old software.
    private static final int LONGEST_SERIAL = 32;
    private static final int LONGEST_KEY_IDENTIFIER = 128;

    /** @throws ProblemException with {@link ProblemType#MALFORMED} */
    public CertificateIdentifier {
        int dot = value.indexOf('.');
        if (dot < 0) {
            throw malformed(value, "has no dot");
        }
        int length = octets(value, value.substring(0, dot)).length;
        if (length == 0 || length > LONGEST_KEY_IDENTIFIER) {
            throw malformed(value, "has a key identifier that is empty or too long");
        }
        byte[] serial = octets(value, value.substring(dot + 1));
        // X.690 §8.3.2: the fewest octets; otherwise one certificate would have many names.
        if (serial.length > LONGEST_SERIAL
                || serial.length == 0
                || !Arrays.equals(new BigInteger(serial).toByteArray(), serial)) {
            throw malformed(value, "has a serial number that is not the content of a DER integer");
        }
    }

    /**
     * @param keyIdentifier of the certificate's authority key identifier; a certificate without one has no identifier here
     */
    public static CertificateIdentifier of(byte[] keyIdentifier, BigInteger serialNumber) {
        return new CertificateIdentifier(
                Base64Url.encode(keyIdentifier) + "." + Base64Url.encode(serialNumber.toByteArray()));
    }

    public byte[] keyIdentifier() {
        return octets(value, value.substring(0, value.indexOf('.')));
    }

    public BigInteger serialNumber() {
        return new BigInteger(octets(value, value.substring(value.indexOf('.') + 1)));
    }

    @Override
    public String toString() {
        return value;
    }

    private static byte[] octets(String whole, String part) {
        return Base64Url.decode(part).orElseThrow(() -> malformed(whole, "has a part that is not base64url"));
    }

    private static ProblemException malformed(String value, String why) {
        return Problem.malformed("The certificate identifier " + Quoted.text(value) + " " + why + " (RFC 9773 §4.1).")
                .asException();
    }
}
