package io.privyseal.profile;

/** Identifies a certificate profile; the REST contract's {@code certType}. */
public record ProfileId(long value) {}
