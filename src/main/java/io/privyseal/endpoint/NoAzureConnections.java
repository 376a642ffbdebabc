package io.privyseal.endpoint;

import io.privyseal.platform.CustomerId;
import io.quarkus.arc.DefaultBean;
import jakarta.inject.Singleton;

/** What there is in a server that knows nothing of Microsoft. */
@DefaultBean
@Singleton
class NoAzureConnections implements AzureConnections {
    @Override
    public boolean exists(CustomerId customer, long azureAccount) {
        return false;
    }
}
