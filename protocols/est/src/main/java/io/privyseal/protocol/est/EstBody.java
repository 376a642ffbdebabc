package io.privyseal.protocol.est;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * The body of a request: base64 of DER (RFC 8951 §3.1), and what clients send in place of it.
 *
 * <p>Content-Transfer-Encoding is never looked at (§3.2.2 there).
 */
final class EstBody {
    /** The longest body. */
    static final int MAXIMUM_LENGTH = 64 * 1024;

    private static final int SEQUENCE = 0x30;
    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";

    private EstBody() {}

    /**
     * The DER, or BER, that the body stands for, not yet looked at.
     *
     * @param pemLabels under which the same may come in PEM (RFC 7468)
     * @throws EstException with {@link EstFailure#UNDECODABLE} or {@link EstFailure#TOO_LARGE}
     */
    static byte[] decode(byte[] body, String what, String... pemLabels) {
        if (body.length > MAXIMUM_LENGTH) {
            throw new EstException(EstFailure.TOO_LARGE, "The request is larger than 64 KiB.");
        }
        if (body.length == 0) {
            throw undecodable("The request has no body; it should be " + what + " in base64.");
        }
        // RFC 5967 knows the bare octets; base64 of a SEQUENCE begins with an M.
        if (body[0] == SEQUENCE) {
            return body.clone();
        }
        String text = new String(body, StandardCharsets.ISO_8859_1);
        int begin = text.indexOf(BEGIN);
        String base64 = begin < 0 ? text : unwrapped(text, begin, what, pemLabels);
        byte[] der = octets(base64).orElseThrow(() -> undecodable("The body is not base64."));
        if (der.length == 0) {
            throw undecodable("The request has no body; it should be " + what + " in base64.");
        }
        return der;
    }

    /** PEM by mistake is the most common one, and what is meant is clear; text in front of it too, as OpenSSL writes it. */
    private static String unwrapped(String text, int begin, String what, String... labels) {
        for (String label : labels) {
            String header = BEGIN + label + DASHES;
            int start = begin + header.length();
            // From there on: the dashes of one line are not those of the other as well.
            int end = text.indexOf(END + label + DASHES, start);
            if (text.startsWith(header, begin) && end > 0) {
                return text.substring(start, end);
            }
        }
        throw undecodable("The body is PEM text, but not of " + what + ".");
    }

    /**
     * White space is dropped. A blank can also be a plus sign that a form decoder took; it is when only then as many octets
     * are there as the first ones announce.
     */
    private static Optional<byte[]> octets(String text) {
        Optional<byte[]> dense = decoded(text.replaceAll("[ \\t\\r\\n]", ""));
        if (dense.filter(EstBody::isWhole).isPresent() || text.indexOf(' ') < 0) {
            return dense;
        }
        Optional<byte[]> repaired =
                decoded(text.replaceAll("[\\t\\r\\n]", "").strip().replace(' ', '+'));
        return repaired.filter(EstBody::isWhole).or(() -> dense);
    }

    private static Optional<byte[]> decoded(String base64) {
        try {
            return Optional.of(Base64.getDecoder().decode(base64.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static boolean isWhole(byte[] der) {
        return Asn1Shape.announcedLength(der) == der.length;
    }

    private static EstException undecodable(String detail) {
        return new EstException(EstFailure.UNDECODABLE, detail);
    }
}
