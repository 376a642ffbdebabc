package io.privyseal.organization;

import java.util.Set;

/**
 * What one organization may do with a domain, for one kind of certificate.
 *
 * <p>It counts for that organization alone: a department needs a delegation of its own, and lends none to the
 * organization above it.
 */
public record Delegation(
        OrganizationId organization, CertificateKind kind, Set<DomainPrivilege> privileges, Status status) {
    public Delegation {
        privileges = Set.copyOf(privileges);
    }

    /** Only an active delegation grants anything. */
    public enum Status {
        REQUESTED,
        ACTIVE
    }
}
