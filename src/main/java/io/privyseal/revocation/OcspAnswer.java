package io.privyseal.revocation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An OCSPResponse, successful or not.
 *
 * @param der its bytes
 * @param freshness null when no cache may keep it: errors, and answers to a nonce
 */
public record OcspAnswer(byte[] der, @Nullable Freshness freshness) {
    /** When a cacheable answer was right, and when newer information will be there. */
    public record Freshness(Instant thisUpdate, Instant nextUpdate) {}
}
