package io.privyseal.validation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** What dns-01 and tls-alpn-01 publish instead of the key authorization (RFC 8555 §8.4, RFC 8737 §3). */
final class KeyAuthorizationDigest {
    private KeyAuthorizationDigest() {}

    static byte[] of(String keyAuthorization) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(keyAuthorization.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("The platform has no SHA-256", e);
        }
    }
}
