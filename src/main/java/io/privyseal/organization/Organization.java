package io.privyseal.organization;

import io.privyseal.platform.CustomerId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An organization of a customer, or a department of an organization: a tree of two levels.
 *
 * @param parent the organization that this department belongs to; null for an organization
 */
public record Organization(
        OrganizationId id,
        CustomerId customer,
        @Nullable Parent parent,
        OrganizationDetails details,
        KeyRecovery keyRecovery,
        Instant created) {
    /** The organization above a department. */
    public record Parent(OrganizationId id, String name) {}

    public String name() {
        return details.name();
    }

    public Address address() {
        return details.address();
    }

    public boolean isDepartment() {
        return parent != null;
    }

    /** The legal name for certificates: a department acts for the organization above it. */
    public String legalName() {
        return parent == null ? name() : parent.name();
    }

    /** The kinds of certificates that may be issued for it. */
    public Set<CertificateKind> certificateKinds() {
        return Set.of(CertificateKind.values());
    }
}
