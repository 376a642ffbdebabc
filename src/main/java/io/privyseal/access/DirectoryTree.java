package io.privyseal.access;

import io.privyseal.organization.OrganizationId;
import io.privyseal.organization.Organizations;
import io.privyseal.platform.CustomerId;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;

/** The tree as the tenancy keeps it. */
@Singleton
class DirectoryTree implements OrganizationTree {
    private final Organizations organizations;

    DirectoryTree(Organizations organizations) {
        this.organizations = organizations;
    }

    @Override
    public Set<OrganizationId> departmentsOf(CustomerId customer, OrganizationId organization) {
        return organizations.departmentsOf(customer, organization);
    }

    @Override
    public Optional<Place> placeOf(CustomerId customer, OrganizationId organization) {
        return organizations
                .find(customer, organization)
                .map(found -> found.isDepartment() ? Place.DEPARTMENT : Place.ORGANIZATION);
    }
}
