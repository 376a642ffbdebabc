package io.privyseal.endpoint;

import io.privyseal.organization.OrganizationId;
import io.privyseal.platform.CustomerId;
import java.util.Set;

/** Which Azure accounts there are, as Intune endpoints need to know. */
public interface AzureConnections {
    /**
     * Whether all these organizations may use an Azure account; another customer's does not exist for them.
     *
     * @param organizations empty for an endpoint of all: only an MRAO makes one, and decides about the accounts, too
     */
    boolean isUsable(CustomerId customer, Set<OrganizationId> organizations, long azureAccount);
}
