package io.privyseal.authority;

import io.privyseal.audit.AuditCheckpointSigner;
import io.privyseal.audit.CheckpointContent;
import io.privyseal.platform.SetupLock;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;

/** Signs checkpoints of the audit trail, and nothing else, with a key of their own, made when it is first needed. */
@Singleton
public class CheckpointSigner implements AuditCheckpointSigner {
    private static final KeyTemplate TEMPLATE = KeyTemplate.P_256;

    private final KeyStore keys;
    private final SigningKeyRepository repository;
    private final SetupLock lock;

    CheckpointSigner(KeyStore keys, SigningKeyRepository repository, SetupLock lock) {
        this.keys = keys;
        this.repository = repository;
        this.lock = lock;
    }

    @Override
    public PublicKey publicKey() {
        try {
            return KeyFactory.getInstance(TEMPLATE.algorithm())
                    .generatePublic(new X509EncodedKeySpec(key().publicKey().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot read the audit key", e);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot encode the audit key", e);
        }
    }

    @Override
    public byte[] sign(CheckpointContent content) {
        return keys.sign(key().id(), SignatureAlgorithm.of(TEMPLATE, SignatureHash.SHA256), content.message());
    }

    private HeldKey key() {
        KeyId known = QuarkusTransaction.joiningExisting()
                .call(() -> repository.findFirst(KeyPurpose.AUDIT).orElse(null));
        return keys.require(known == null ? make() : known);
    }

    // One node after the other, or two would make a key each: the one that commits last may have the lower number, and
    // would become the first when the other's is already pinned.
    private KeyId make() {
        lock.alone(() -> QuarkusTransaction.requiringNew().run(this::generateUnlessThere));
        return QuarkusTransaction.requiringNew()
                .call(() -> repository.findFirst(KeyPurpose.AUDIT).orElseThrow());
    }

    private void generateUnlessThere() {
        if (repository.findFirst(KeyPurpose.AUDIT).isEmpty()) {
            keys.generate(null, KeyPurpose.AUDIT, TEMPLATE);
        }
    }
}
