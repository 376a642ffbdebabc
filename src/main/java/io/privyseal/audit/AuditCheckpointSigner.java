package io.privyseal.audit;

import java.security.PublicKey;

/**
 * The key that vouches for the audit trail: its own key, not a CA's, and it signs nothing but checkpoints.
 *
 * <p>Safe for concurrent use.
 */
public interface AuditCheckpointSigner {
    /** The key to pin when the trail is verified. */
    PublicKey publicKey();

    /**
     * Signs {@link CheckpointContent#message()} with {@link CheckpointSignature#algorithmFor}.
     *
     * @throws IllegalStateException when the key cannot be used
     */
    byte[] sign(CheckpointContent content);
}
