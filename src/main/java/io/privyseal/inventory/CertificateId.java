package io.privyseal.inventory;

/** Identifies a certificate on record. */
public record CertificateId(long value) {}
