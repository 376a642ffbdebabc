package io.privyseal.organization;

/** A domain in a list. */
public record DomainSummary(DomainId id, DomainName name) {}
