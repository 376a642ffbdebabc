package io.privyseal.organization;

import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import java.util.Set;

/**
 * A wish to delegate a domain to an organization, or to take that back.
 *
 * @param kinds for which kinds of certificates; not empty
 * @param privileges empty for {@link DomainPrivilege#defaultFor}
 */
public record DelegationRequest(
        OrganizationId organization, Set<CertificateKind> kinds, Set<DomainPrivilege> privileges) {
    public DelegationRequest {
        kinds = Set.copyOf(kinds);
        privileges = Set.copyOf(privileges);
        if (kinds.isEmpty()) {
            throw new RefusedException(Refusal.MISSING_FIELD, "Value of 'certTypes' must not be empty.");
        }
    }
}
