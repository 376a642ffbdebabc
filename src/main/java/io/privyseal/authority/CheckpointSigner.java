package io.privyseal.authority;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;

/**
 * Signs checkpoints of the audit trail with a key of their own, made when it is first needed.
 *
 * <p>It signs nothing that does not begin with {@link #TAG}: DER, and so any certificate, begins with another octet.
 */
@Singleton
public class CheckpointSigner {
    /** How every checkpoint begins. */
    public static final String TAG = "privyseal audit checkpoint ";

    private static final byte[] TAG_BYTES = TAG.getBytes(StandardCharsets.US_ASCII);
    private static final KeyTemplate TEMPLATE = KeyTemplate.P_256;

    private final KeyStore keys;
    private final SigningKeyRepository repository;

    CheckpointSigner(KeyStore keys, SigningKeyRepository repository) {
        this.keys = keys;
        this.repository = repository;
    }

    /** The key to pin when the trail is verified. */
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

    /**
     * Signs a checkpoint.
     *
     * @return a DER-encoded ECDSA signature with SHA-256
     * @throws IllegalArgumentException when the message does not begin with {@link #TAG}
     * @throws IllegalStateException when the key cannot be used
     */
    public byte[] sign(byte[] checkpoint) {
        if (!Arrays.equals(
                checkpoint, 0, Math.min(checkpoint.length, TAG_BYTES.length), TAG_BYTES, 0, TAG_BYTES.length)) {
            throw new IllegalArgumentException("Not a checkpoint of the audit trail");
        }
        return keys.sign(key().id(), SignatureAlgorithm.of(TEMPLATE, SignatureHash.SHA256), checkpoint);
    }

    private HeldKey key() {
        KeyId known = QuarkusTransaction.joiningExisting()
                .call(() -> repository.findFirst(KeyPurpose.AUDIT).orElse(null));
        return keys.require(known == null ? make() : known);
    }

    // Two nodes may each make one at the same time: both then read, and from then on use, the one with the lower
    // number.
    private KeyId make() {
        QuarkusTransaction.requiringNew().run(() -> keys.generate(null, KeyPurpose.AUDIT, TEMPLATE));
        return QuarkusTransaction.requiringNew()
                .call(() -> repository.findFirst(KeyPurpose.AUDIT).orElseThrow());
    }
}
