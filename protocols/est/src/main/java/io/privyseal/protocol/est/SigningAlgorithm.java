package io.privyseal.protocol.est;

import java.security.PrivateKey;

/** The signature algorithm that every client has for a key. */
final class SigningAlgorithm {
    private SigningAlgorithm() {}

    static String of(PrivateKey key) {
        return switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            // The others have one.
            default -> key.getAlgorithm();
        };
    }
}
