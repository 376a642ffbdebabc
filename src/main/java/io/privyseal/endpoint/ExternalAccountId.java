package io.privyseal.endpoint;

/** Identifies an external account; the number is the REST contract's. */
public record ExternalAccountId(long value) {}
