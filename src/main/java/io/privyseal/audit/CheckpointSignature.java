package io.privyseal.audit;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;

/** How checkpoints are signed, by kind of key. */
public final class CheckpointSignature {
    private CheckpointSignature() {}

    /**
     * The JCA name of the signature algorithm that goes with a key.
     *
     * @throws IllegalArgumentException when keys of this kind sign no checkpoints
     */
    public static String algorithmFor(PublicKey key) {
        return switch (key.getAlgorithm()) {
            case "EC", "ECDSA" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            case "EdDSA", "Ed25519" -> "Ed25519";
            case "ML-DSA", "ML-DSA-44", "ML-DSA-65", "ML-DSA-87" -> "ML-DSA";
            default ->
                throw new IllegalArgumentException("no checkpoint is signed with a key for " + key.getAlgorithm());
        };
    }

    /** SHA-256 over the key's SubjectPublicKeyInfo, in hexadecimal. */
    public static String keyId(PublicKey key) {
        return ChainHash.over(key.getEncoded()).hex();
    }

    static boolean isValid(CheckpointContent content, byte[] signature, PublicKey key) {
        try {
            Signature verifier = Signature.getInstance(algorithmFor(key));
            verifier.initVerify(key);
            verifier.update(content.message());
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            // A tampered signature need not even be DER.
            return false;
        }
    }
}
