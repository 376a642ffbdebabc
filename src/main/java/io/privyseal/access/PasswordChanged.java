package io.privyseal.access;

import io.privyseal.platform.CustomerId;

/** Told when an administrator's password has been replaced; observe it after the transaction's success. */
public record PasswordChanged(CustomerId customer, AdministratorId administrator, String login) {}
