package io.privyseal.rest;

/**
 * The contract's error form, sent compact: clients grep for the literal {@code "code":-183}.
 *
 * @param code negative, but for the 0 of a certificate that is still being made
 */
public record ErrorBody(int code, String description) {}
