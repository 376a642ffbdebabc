package io.privyseal.endpoint;

import io.privyseal.platform.CustomerId;

/** Which Azure accounts there are, as Intune endpoints need to know. */
public interface AzureConnections {
    /** Whether the customer has such an Azure account; another customer's does not exist for it. */
    boolean exists(CustomerId customer, long azureAccount);
}
