package io.privyseal.azure;

import io.privyseal.platform.CustomerId;

/**
 * An application that is registered at Entra, by which Privyseal uses Microsoft's services. Its secret is not among what
 * anybody sees.
 *
 * @param directoryId the tenant: a GUID or a domain name
 * @param applicationId the client id
 */
public record AzureAccount(
        AzureAccountId id,
        CustomerId customer,
        String name,
        AzureEnvironment environment,
        String directoryId,
        String applicationId,
        AzureDelegation delegation) {}
