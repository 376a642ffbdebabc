package io.privyseal.enrollment;

/** Identifies a request for a certificate; the REST contract's {@code sslId}. */
public record RequestId(long value) {}
