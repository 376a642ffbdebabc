package io.privyseal.access;

import io.privyseal.organization.CertificateKind;
import io.privyseal.organization.OrganizationId;
import io.privyseal.platform.CustomerId;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An administrator and what it may do, as of the moment it was read.
 *
 * @param login null for administrators that sign in elsewhere
 * @param departments the departments below each organization where it is a RAO
 */
public record Administrator(
        AdministratorId id,
        CustomerId customer,
        AdministratorType type,
        @Nullable String login,
        @Nullable String forename,
        @Nullable String surname,
        String email,
        boolean active,
        Set<RoleAssignment> roles,
        Set<Privilege> privileges,
        Map<OrganizationId, Set<OrganizationId>> departments) {
    public Administrator {
        roles = Set.copyOf(roles);
        privileges = Set.copyOf(privileges);
        departments = Map.copyOf(departments);
    }

    /** Whether it is a MRAO, whose roles hold everywhere in the customer. */
    public boolean isMaster() {
        return roles.contains(RoleAssignment.master());
    }

    public boolean has(Privilege privilege) {
        return privileges.contains(privilege);
    }

    /** Where it may manage certificates of this kind: a RAO its organizations and their departments, a DRAO its departments. */
    public Scope scope(CertificateKind kind) {
        if (isMaster()) {
            return new Scope.All();
        }
        Set<OrganizationId> ids = new HashSet<>();
        for (RoleAssignment assignment : roles) {
            if (assignment.role().kind() == kind) {
                addCovered(assignment, ids);
            }
        }
        return new Scope.Organizations(ids);
    }

    /** Where it may manage certificates of any kind. */
    public Scope scope() {
        if (isMaster()) {
            return new Scope.All();
        }
        Set<OrganizationId> ids = new HashSet<>();
        for (RoleAssignment assignment : roles) {
            addCovered(assignment, ids);
        }
        return new Scope.Organizations(ids);
    }

    public boolean mayManage(CertificateKind kind, OrganizationId organization) {
        return scope(kind).includes(organization);
    }

    /** @throws RefusedException when the organization is out of its scope for this kind */
    public void require(CertificateKind kind, OrganizationId organization) {
        if (!mayManage(kind, organization)) {
            throw new RefusedException(
                    Refusal.NOT_PERMITTED,
                    "You are not authorized to manage " + kind.wireName() + " certificates of this organization.");
        }
    }

    /** @throws RefusedException when it lacks the privilege */
    public void require(Privilege privilege) {
        if (!has(privilege)) {
            throw new RefusedException(
                    Refusal.NOT_PERMITTED,
                    "You are not authorized: privilege '" + privilege.wireName() + "' is missing.");
        }
    }

    /** @throws RefusedException when it is no MRAO */
    public void requireMaster() {
        if (!isMaster()) {
            throw new RefusedException(Refusal.NOT_PERMITTED, "You are not authorized: the MRAO role is required.");
        }
    }

    Administrator withDepartments(Map<OrganizationId, Set<OrganizationId>> known) {
        return new Administrator(id, customer, type, login, forename, surname, email, active, roles, privileges, known);
    }

    /** Whether it holds a role that covers the given one: the same kind, in or above its place, and no lower tier. */
    boolean covers(RoleAssignment other) {
        if (isMaster()) {
            return true;
        }
        OrganizationId place = other.organization();
        if (place == null) {
            return false;
        }
        for (RoleAssignment own : roles) {
            if (own.role().kind() == other.role().kind()
                    && own.role().tier().compareTo(other.role().tier()) <= 0
                    && covers(own, place)) {
                return true;
            }
        }
        return false;
    }

    private boolean covers(RoleAssignment own, OrganizationId place) {
        Set<OrganizationId> ids = new HashSet<>();
        addCovered(own, ids);
        return ids.contains(place);
    }

    private void addCovered(RoleAssignment assignment, Set<OrganizationId> ids) {
        OrganizationId organization = assignment.organization();
        if (organization == null) {
            return;
        }
        ids.add(organization);
        if (assignment.role().tier() == Tier.ORGANIZATION) {
            ids.addAll(departments.getOrDefault(organization, Set.of()));
        }
    }
}
