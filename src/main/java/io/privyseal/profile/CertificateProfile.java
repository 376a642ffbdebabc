package io.privyseal.profile;

import io.privyseal.authority.AuthorityId;
import io.privyseal.organization.CertificateKind;
import io.privyseal.organization.OrganizationId;
import io.privyseal.platform.CustomerId;
import java.util.Set;

/**
 * A certificate profile: what may be issued, by which CA, to whom.
 *
 * @param issuer the issuing CA
 * @param organizations who may use it; empty for every organization of the customer
 */
public record CertificateProfile(
        ProfileId id,
        CustomerId customer,
        CertificateKind kind,
        String name,
        String description,
        boolean enabled,
        AuthorityId issuer,
        ProfileRules rules,
        Set<OrganizationId> organizations) {
    public CertificateProfile {
        organizations = Set.copyOf(organizations);
    }

    public boolean isDelegatedTo(OrganizationId organization) {
        return organizations.isEmpty() || organizations.contains(organization);
    }
}
