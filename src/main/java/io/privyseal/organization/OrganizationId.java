package io.privyseal.organization;

/** Identifies an organization, or a department of one: both share one number space, as in the REST contract. */
public record OrganizationId(long value) {}
