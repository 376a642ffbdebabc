package io.privyseal.endpoint;

import io.privyseal.organization.OrganizationId;
import io.privyseal.platform.CustomerId;
import java.time.Instant;
import java.util.Collections;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An account that exists outside ACME, to which ACME clients bind theirs (RFC 8555 §7.3.4).
 *
 * @param organization for which its clients' certificates are requested
 * @param accountId a name for it that says nothing
 * @param macId the key's id, which a client sends
 * @param profileName the one profile of the endpoint that its clients get; null where they may choose
 * @param validationLevel kept for the contract's sake
 * @param singleUse whether only one client may ever bind to it
 * @param uses how many clients have bound to it
 * @param limited whether the domains limit what its clients may order; from the first domain on, and for good, so that
 *     taking the last one back does not open everything
 * @param domains names that its clients may order, with all names under them
 */
public record ExternalAccount(
        ExternalAccountId id,
        CustomerId customer,
        EndpointId endpoint,
        OrganizationId organization,
        String name,
        String accountId,
        String macId,
        MacKey macKey,
        @Nullable String profileName,
        @Nullable ValidationLevel validationLevel,
        boolean singleUse,
        long uses,
        @Nullable Instant firstUsed,
        Status status,
        boolean limited,
        SortedSet<String> domains,
        Instant created) {
    /** Whether its clients are served. */
    public enum Status {
        ACTIVE,
        REVOKED
    }

    public ExternalAccount {
        domains = Collections.unmodifiableSortedSet(new TreeSet<>(domains));
    }

    /**
     * Whether its clients may order the name: one of its domains, or one under it, plain or as a wildcard. Addresses lie
     * under no domain, so that a limited account has none.
     */
    public boolean covers(String name) {
        if (!limited) {
            return true;
        }
        String lower = name.toLowerCase(Locale.ROOT);
        String host = lower.startsWith("*.") ? lower.substring(2) : lower;
        return domains.stream().anyMatch(domain -> host.equals(domain) || host.endsWith('.' + domain));
    }
}
