package io.privyseal.endpoint;

import io.privyseal.organization.OrganizationId;
import io.privyseal.platform.CustomerId;
import io.quarkus.arc.DefaultBean;
import jakarta.inject.Singleton;
import java.util.Set;

/** What there is in a server that knows nothing of Microsoft. */
@DefaultBean
@Singleton
class NoAzureConnections implements AzureConnections {
    @Override
    public boolean isUsable(CustomerId customer, Set<OrganizationId> organizations, long azureAccount) {
        return false;
    }
}
