package io.privyseal.csr;

import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The CSR's text form of the REST contract: PEM armour (RFC 7468 §7) or bare base64, with or without line breaks. */
public final class CsrDecoder {
    /** Longest CSR, as text and as DER. */
    public static final int MAXIMUM_LENGTH = 32 * 1024;

    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";
    private static final String LABEL = "CERTIFICATE REQUEST";
    // RFC 7468 §7: what older Microsoft and Netscape tools write; to be accepted.
    private static final String OLD_LABEL = "NEW CERTIFICATE REQUEST";

    private CsrDecoder() {}

    /**
     * The bytes that the text stands for, not yet looked at.
     *
     * @throws RefusedException with {@link Refusal#CSR_TOO_LARGE}, {@link Refusal#CSR_NOT_BASE64}, or {@link
     *     Refusal#CSR_UNDECODABLE} when there are none
     */
    public static byte[] decode(String text) {
        if (text.length() > MAXIMUM_LENGTH) {
            throw new RefusedException(Refusal.CSR_TOO_LARGE, "The CSR is larger than 32 KiB.");
        }
        String body = text.strip();
        byte[] der = decodeBase64(body.startsWith(BEGIN) ? unwrap(body) : body);
        if (der.length == 0) {
            throw new RefusedException(Refusal.CSR_UNDECODABLE, "The CSR is empty.");
        }
        return der;
    }

    private static String unwrap(String pem) {
        int labelEnd = pem.indexOf(DASHES, BEGIN.length());
        if (labelEnd < 0) {
            throw notBase64("The CSR's PEM header is incomplete.");
        }
        String label = pem.substring(BEGIN.length(), labelEnd);
        if (!label.equals(LABEL) && !label.equals(OLD_LABEL)) {
            throw notBase64("The PEM text is not a CERTIFICATE REQUEST.");
        }
        String footer = END + label + DASHES;
        int bodyEnd = pem.length() - footer.length();
        if (!pem.endsWith(footer) || bodyEnd < labelEnd + DASHES.length()) {
            throw notBase64("The PEM text does not end where its CERTIFICATE REQUEST ends.");
        }
        return pem.substring(labelEnd + DASHES.length(), bodyEnd);
    }

    /** The MIME decoder of the JDK would skip foreign characters; here only white space may stand between. */
    private static byte[] decodeBase64(String body) {
        byte[] dense = new byte[body.length()];
        int length = 0;
        for (int i = 0; i < body.length(); i++) {
            char c = body.charAt(i);
            if (c > 0x7f) {
                throw notBase64("The CSR is not base64.");
            }
            if (c != '\n' && c != '\r' && c != ' ' && c != '\t') {
                dense[length++] = (byte) c;
            }
        }
        try {
            return Base64.getDecoder().decode(new String(dense, 0, length, StandardCharsets.ISO_8859_1));
        } catch (IllegalArgumentException notBase64) {
            throw notBase64("The CSR is not base64.");
        }
    }

    private static RefusedException notBase64(String detail) {
        return new RefusedException(Refusal.CSR_NOT_BASE64, detail);
    }
}
