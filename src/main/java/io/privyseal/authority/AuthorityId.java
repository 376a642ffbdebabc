package io.privyseal.authority;

/** Identifies a certificate authority: a root or an issuing CA. */
public record AuthorityId(long value) {}
