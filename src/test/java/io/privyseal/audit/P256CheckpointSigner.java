package io.privyseal.audit;

import io.quarkus.arc.DefaultBean;
import jakarta.inject.Singleton;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;

/** A checkpoint key in memory. */
@Singleton
@DefaultBean
final class P256CheckpointSigner implements AuditCheckpointSigner {
    private final KeyPair pair;

    P256CheckpointSigner() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            pair = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public PublicKey publicKey() {
        return pair.getPublic();
    }

    @Override
    public byte[] sign(CheckpointContent content) {
        try {
            Signature signature = Signature.getInstance(CheckpointSignature.algorithmFor(pair.getPublic()));
            signature.initSign(pair.getPrivate());
            signature.update(content.message());
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
