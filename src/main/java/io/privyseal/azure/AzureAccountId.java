package io.privyseal.azure;

/** Identifies an account for Microsoft's services, as the REST contract numbers them. */
public record AzureAccountId(long value) {}
