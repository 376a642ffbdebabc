package io.privyseal.status;

import io.privyseal.authority.AuthorityId;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An OCSP request in a path (RFC 6960 Appendix A.1), taken from the request line as it was sent: a framework's own decoding
 * and normalization would change slashes that belong to the base64 text.
 *
 * @param authority null when the path names none
 */
record OcspPath(@Nullable AuthorityId authority, byte[] request) {
    private static final String FOLDER = "/ocsp/";

    /** Reads the request target; empty when what should be base64 is not. */
    static Optional<OcspPath> parse(String target) {
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        String rest = path.substring(path.indexOf(FOLDER) + FOLDER.length());
        // The base64 of a SEQUENCE begins with a letter, a CA's number with a digit.
        int slash = rest.indexOf('/');
        Optional<AuthorityId> authority = slash < 0
                ? Optional.empty()
                : PathNumber.parse(rest.substring(0, slash)).map(AuthorityId::new);
        String text = authority.isPresent() ? rest.substring(slash + 1) : rest;
        return decode(text).map(request -> new OcspPath(authority.orElse(null), request));
    }

    private static Optional<byte[]> decode(String text) {
        byte[] base64 = percentDecoded(text);
        try {
            return base64 == null
                    ? Optional.empty()
                    : Optional.of(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    // In a path, '+' stands for itself. Clients that use the URL-safe alphabet are understood, too.
    private static byte @Nullable [] percentDecoded(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '%' -> {
                    if (i + 2 >= text.length()) {
                        return null;
                    }
                    int high = Character.digit(text.charAt(i + 1), 16);
                    int low = Character.digit(text.charAt(i + 2), 16);
                    if (high < 0 || low < 0) {
                        return null;
                    }
                    out.write(high << 4 | low);
                    i += 2;
                }
                case '-' -> out.write('+');
                case '_' -> out.write('/');
                default -> out.write(c);
            }
        }
        return out.toByteArray();
    }
}
