package io.privyseal.endpoint;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which clients a list shows; null for no condition.
 *
 * @param userAgent part of it, whatever the case
 * @param address part of its text
 * @param statuses empty for all
 * @param activeSince with activity at or after that time
 * @param contacts part of a contact, whatever the case
 */
public record AcmeClientFilter(
        @Nullable String userAgent,
        @Nullable String address,
        Set<AcmeClient.Status> statuses,
        @Nullable Instant activeSince,
        @Nullable String contacts) {
    public AcmeClientFilter {
        statuses = Set.copyOf(statuses);
    }
}
