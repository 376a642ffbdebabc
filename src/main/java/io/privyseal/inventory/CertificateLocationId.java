package io.privyseal.inventory;

/** Identifies a place where a certificate is in use. */
public record CertificateLocationId(long value) {}
