package io.privyseal.azure;

/** What Entra needs to give a token to an account. */
record Credentials(
        AzureAccountId account,
        AzureEnvironment environment,
        String directoryId,
        String applicationId,
        ApplicationSecret secret) {}
