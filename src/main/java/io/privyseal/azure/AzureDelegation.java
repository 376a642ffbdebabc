package io.privyseal.azure;

import io.privyseal.organization.OrganizationId;
import java.util.Set;

/**
 * Who may use an account.
 *
 * @param organizations empty for {@link Mode#GLOBAL_FOR_CUSTOMER}
 */
public record AzureDelegation(Mode mode, Set<OrganizationId> organizations) {
    /** Names as in the contract. */
    public enum Mode {
        /** All organizations and departments of the customer, now and later. */
        GLOBAL_FOR_CUSTOMER,
        /** Those that are named. */
        CUSTOMIZED
    }

    public AzureDelegation {
        organizations = mode == Mode.GLOBAL_FOR_CUSTOMER ? Set.of() : Set.copyOf(organizations);
    }

    /** Nobody's yet: an account begins so. */
    public static AzureDelegation none() {
        return new AzureDelegation(Mode.CUSTOMIZED, Set.of());
    }

    public boolean coversAll(Set<OrganizationId> some) {
        return some.stream().allMatch(this::covers);
    }

    public boolean covers(OrganizationId organization) {
        return mode == Mode.GLOBAL_FOR_CUSTOMER || organizations.contains(organization);
    }
}
