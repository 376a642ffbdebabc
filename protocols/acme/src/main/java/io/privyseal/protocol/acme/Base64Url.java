package io.privyseal.protocol.acme;

import java.util.Base64;
import java.util.Optional;

/** Base64url without padding (RFC 7515 §2), in its one canonical form. */
final class Base64Url {
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

    private Base64Url() {}

    static String encode(byte[] octets) {
        return ENCODER.encodeToString(octets);
    }

    /**
     * Empty unless the text is what {@link #encode} gives.
     *
     * <p>RFC 8555 §6.1: padding must be refused. RFC 4648 §3.5: so may bits behind the last octet, and with them refused
     * no two texts mean the same octets.
     */
    static Optional<byte[]> decode(String text) {
        try {
            byte[] octets = DECODER.decode(text);
            return encode(octets).equals(text) ? Optional.of(octets) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** Whether the text has characters of the alphabet only, as tokens must (RFC 8555 §8.1). */
    static boolean isAlphabetOnly(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean known =
                    (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
            if (!known) {
                return false;
            }
        }
        return !text.isEmpty();
    }
}
