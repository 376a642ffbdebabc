package io.privyseal.access;

import io.privyseal.organization.OrganizationId;
import java.util.Set;

/** The organizations and departments that an administrator may see and manage, for one kind of certificates. */
public sealed interface Scope {
    /** Whether the organization or department is inside. */
    boolean includes(OrganizationId organization);

    /** Everything that the customer has. */
    record All() implements Scope {
        @Override
        public boolean includes(OrganizationId organization) {
            return true;
        }
    }

    /** These and no others; departments of a RAO's organizations are listed, and the set may be empty. */
    record Organizations(Set<OrganizationId> ids) implements Scope {
        public Organizations {
            ids = Set.copyOf(ids);
        }

        @Override
        public boolean includes(OrganizationId organization) {
            return ids.contains(organization);
        }
    }
}
