package io.privyseal.validation;

/** Identifies a proof of control. */
public record ProofId(long value) {}
