package io.privyseal.endpoint;

/** Identifies an enrollment endpoint; the number is the REST contract's. */
public record EndpointId(long value) {}
