package io.privyseal.platform;

/** Identifies a customer: the tenant that every other object belongs to. */
public record CustomerId(long value) {}
