package io.privyseal.access;

import io.privyseal.organization.OrganizationId;
import io.privyseal.platform.CustomerId;
import java.util.Optional;
import java.util.Set;

/** What access control needs to know of a customer's organizations; asked with each call of a RAO, so it is quick. */
public interface OrganizationTree {
    /** Where an organization stands in the tree. */
    enum Place {
        ORGANIZATION,
        DEPARTMENT
    }

    /** The departments of an organization; none where it is unknown, another customer's, or itself a department. */
    Set<OrganizationId> departmentsOf(CustomerId customer, OrganizationId organization);

    /** Which of the two it is; empty where it is unknown or another customer's. */
    Optional<Place> placeOf(CustomerId customer, OrganizationId organization);
}
