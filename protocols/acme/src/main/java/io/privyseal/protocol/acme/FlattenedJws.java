package io.privyseal.protocol.acme;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * A JWS in flattened JSON serialization (RFC 7515 §7.2.2), decoded, as RFC 8555 §6.2 wants it; whose it is and whether
 * the signature is good is not known yet.
 *
 * @param signed the signing input (RFC 7515 §5.1)
 */
record FlattenedJws(JsonObject header, byte[] payload, byte[] signature, byte[] signed) {
    /** RFC 7515 §4.1.11 and RFC 7797 §6: extensions that must be understood; RFC 8555 §6.2 rules out {@code b64}. */
    private static final Set<String> EXTENSIONS = Set.of("crit", "b64");

    private static final Set<String> MEMBERS = Set.of("protected", "payload", "signature");
    /** RFC 7515 §4.1.2, §4.1.5 to §4.1.8: other ways to name a key, which would contradict {@code jwk} or {@code kid}. */
    private static final Set<String> OTHER_KEYS = Set.of("jku", "x5u", "x5c", "x5t", "x5t#S256");

    static FlattenedJws of(JsonObject object) {
        // RFC 8555 §6.2: no unprotected header, and no "signatures".
        object.requireOnly(MEMBERS);
        String header = object.requireText("protected");
        String payload = object.requireText("payload");
        return new FlattenedJws(
                header(object),
                object.requireOctets("payload"),
                object.requireOctets("signature"),
                (header + "." + payload).getBytes(StandardCharsets.US_ASCII));
    }

    SignatureAlgorithm algorithm() {
        return SignatureAlgorithm.require(header.requireText("alg"));
    }

    /** The {@code url} (RFC 8555 §6.4.1). */
    String url() {
        return requirePrintable("url");
    }

    /** A header parameter in visible ASCII characters, as URLs are. */
    String requirePrintable(String name) {
        String text = header.requireText(name);
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) <= ' ' || text.charAt(i) >= 0x7f) {
                throw Problem.malformed(
                                "The \"" + name + "\" of the protected header has a character that is not allowed.")
                        .asException();
            }
        }
        if (text.isEmpty()) {
            throw Problem.malformed("The \"" + name + "\" of the protected header is empty.")
                    .asException();
        }
        return text;
    }

    private static JsonObject header(JsonObject object) {
        JsonObject header = JsonReader.object(object.requireOctets("protected"), "The protected header");
        for (String extension : EXTENSIONS) {
            if (header.has(extension)) {
                throw Problem.malformed("The protected header must not have \"" + extension + "\" (RFC 8555 §6.2).")
                        .asException();
            }
        }
        for (String other : OTHER_KEYS) {
            if (header.has(other)) {
                throw Problem.malformed("The protected header names a key by \"" + other
                                + "\"; only \"jwk\" and \"kid\" are possible (RFC 8555 §6.2).")
                        .asException();
            }
        }
        return header;
    }
}
