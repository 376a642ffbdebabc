package io.privyseal.access;

/** Identifies an administrator. */
public record AdministratorId(long value) {}
