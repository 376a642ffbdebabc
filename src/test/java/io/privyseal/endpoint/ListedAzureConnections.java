package io.privyseal.endpoint;

import io.privyseal.platform.CustomerId;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The Azure accounts that a test says there are. */
@Alternative
@Singleton
public class ListedAzureConnections implements AzureConnections {
    public final Map<Long, CustomerId> accounts = new ConcurrentHashMap<>();

    @Override
    public boolean exists(CustomerId customer, long azureAccount) {
        return customer.equals(accounts.get(azureAccount));
    }
}
