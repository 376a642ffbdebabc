package io.privyseal.platform;

/** Names this server among those that share a database; the same after each restart. */
public record NodeIdentity(String value) {}
