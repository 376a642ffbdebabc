package io.privyseal.organization;

/** Identifies a domain of a customer. */
public record DomainId(long value) {}
