package io.privyseal.audit;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of the audit trail are asked for; what is null does not restrict.
 *
 * @param from the earliest time
 * @param to the first time that is too late
 * @param actor the actor's name
 * @param certificate number of the request that a certificate comes from: finds what concerns the request or the
 *     certificate, see {@link #CERTIFICATE_TYPES}
 * @param olderThan id of an entry: finds what comes after it in the list, at the same cost on each page
 */
public record AuditFilter(
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String actor,
        @Nullable String action,
        @Nullable String objectType,
        @Nullable String objectId,
        @Nullable Long certificate,
        @Nullable String olderThan) {
    /** The object types of events whose object id is the number of a certificate's request. */
    public static final Set<String> CERTIFICATE_TYPES = Set.of("certificate", "request");

    /** Everything. */
    public static final AuditFilter ALL = new AuditFilter(null, null, null, null, null, null, null, null);
}
