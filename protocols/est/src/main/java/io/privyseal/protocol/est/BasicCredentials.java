package io.privyseal.protocol.est;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * User and password of HTTP Basic (RFC 7617).
 *
 * @param user empty from clients that leave it out (RFC 7030 §3.2.3)
 */
public record BasicCredentials(String user, String password) {
    private static final String SCHEME = "basic ";
    private static final int LONGEST = 2048;

    /** Reads the value of an Authorization header; empty when it is of another scheme, broken or too long. */
    public static Optional<BasicCredentials> parse(String header) {
        if (header.length() > LONGEST || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        try {
            String text = text(
                    Base64.getDecoder().decode(header.substring(SCHEME.length()).strip()));
            int colon = text.indexOf(':');
            return colon < 0
                    ? Optional.empty()
                    : Optional.of(new BasicCredentials(text.substring(0, colon), text.substring(colon + 1)));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** RFC 7617 §2: in UTF-8 from those who know it, in ISO 8859-1 from the others. */
    private static String text(byte[] octets) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
        } catch (CharacterCodingException _) {
            return new String(octets, StandardCharsets.ISO_8859_1);
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "BasicCredentials[user=" + user + "]";
    }
}
