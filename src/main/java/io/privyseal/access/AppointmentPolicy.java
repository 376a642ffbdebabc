package io.privyseal.access;

import io.privyseal.organization.OrganizationId;
import io.privyseal.platform.CustomerId;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import java.util.Set;

/** Who may make whom an administrator: nobody gives what he has not. */
final class AppointmentPolicy {
    private final OrganizationTree organizations;

    AppointmentPolicy(OrganizationTree organizations) {
        this.organizations = organizations;
    }

    /** @throws RefusedException when a role stands at no such place, or a privilege belongs to none of the roles */
    void requireSound(CustomerId customer, Set<RoleAssignment> roles, Set<Privilege> privileges) {
        if (roles.isEmpty()) {
            throw new RefusedException(Refusal.MISSING_FIELD, "Value of 'credentials' must not be empty.");
        }
        for (RoleAssignment assignment : roles) {
            requirePlace(customer, assignment);
        }
        for (Privilege privilege : privileges) {
            if (roles.stream().noneMatch(assignment -> privilege.appliesTo(assignment.role()))) {
                throw new RefusedException(
                        Refusal.ROLE_NOT_ASSIGNABLE,
                        "Privilege '" + privilege.wireName() + "' does not apply to any of the roles.");
            }
        }
    }

    /** @throws RefusedException when the administrator may not appoint, or would give more than it has */
    void requireMayGrant(Administrator by, Set<RoleAssignment> roles, Set<Privilege> privileges) {
        boolean peers = roles.contains(RoleAssignment.master());
        // A MRAO always appoints the officers below; peers, at any tier, take the privilege.
        if (peers || !by.isMaster()) {
            by.require(Privilege.ALLOW_CREATE);
        }
        for (RoleAssignment assignment : roles) {
            if (!by.covers(assignment)) {
                throw new RefusedException(
                        Refusal.NOT_PERMITTED,
                        "You are not authorized to assign role " + assignment.role() + " there.");
            }
        }
        for (Privilege privilege : privileges) {
            if (!by.has(privilege)) {
                throw new RefusedException(
                        Refusal.NOT_PERMITTED,
                        "You are not authorized to grant privilege '" + privilege.wireName() + "'.");
            }
        }
    }

    private void requirePlace(CustomerId customer, RoleAssignment assignment) {
        OrganizationId organization = assignment.organization();
        if (organization == null) {
            return;
        }
        OrganizationTree.Place place = organizations
                .placeOf(customer, organization)
                .orElseThrow(() -> new RefusedException(
                        Refusal.UNKNOWN_ORGANIZATION, "Organization " + organization.value() + " not found."));
        OrganizationTree.Place wanted = switch (assignment.role().tier()) {
            case MASTER, ORGANIZATION -> OrganizationTree.Place.ORGANIZATION;
            case DEPARTMENT -> OrganizationTree.Place.DEPARTMENT;
        };
        if (place != wanted) {
            throw new RefusedException(
                    Refusal.ROLE_NOT_ASSIGNABLE,
                    "Role " + assignment.role() + " needs "
                            + (wanted == OrganizationTree.Place.DEPARTMENT ? "a department" : "an organization") + ".");
        }
    }
}
