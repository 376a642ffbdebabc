package io.privyseal.authority;

/** Identifies a key that Privyseal holds. */
public record KeyId(long value) {}
