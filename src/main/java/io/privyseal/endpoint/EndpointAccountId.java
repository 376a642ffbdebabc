package io.privyseal.endpoint;

/** Identifies an account at an enrollment endpoint; the number is the REST contract's. */
public record EndpointAccountId(long value) {}
