package io.privyseal.validation;

import io.privyseal.platform.CustomerId;
import java.time.Instant;

/**
 * A proof of control on record.
 *
 * @param wildcard whether the names right below the identifier are meant
 * @param expiresAt since when it counts no more
 */
public record ControlProof(
        ProofId id,
        CustomerId customer,
        ProofOwner owner,
        Identifier identifier,
        boolean wildcard,
        ControlMethod method,
        Instant provenAt,
        Instant expiresAt) {
    /** Whether it counts at a time. */
    public boolean isLive(Instant at) {
        return at.isBefore(expiresAt);
    }
}
