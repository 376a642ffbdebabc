package io.privyseal.access;

import io.privyseal.organization.OrganizationId;
import org.jspecify.annotations.Nullable;

/**
 * A role and the place where it holds.
 *
 * @param organization the organization of a RAO or the department of a DRAO; null for a MRAO
 */
public record RoleAssignment(Role role, @Nullable OrganizationId organization) {
    public RoleAssignment {
        if ((role.tier() == Tier.MASTER) != (organization == null)) {
            throw new IllegalArgumentException(role + " at " + organization);
        }
    }

    /** The master's role, which holds everywhere. */
    public static RoleAssignment master() {
        return new RoleAssignment(Role.MRAO, null);
    }

    /** Role and place as an auditor reads them. */
    @Override
    public String toString() {
        return organization == null ? role.name() : role.name() + "@" + organization.value();
    }
}
