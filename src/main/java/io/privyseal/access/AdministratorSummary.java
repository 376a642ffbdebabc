package io.privyseal.access;

import org.jspecify.annotations.Nullable;

/** An administrator in a list. */
public record AdministratorSummary(
        AdministratorId id,
        AdministratorType type,
        @Nullable String login,
        String email,
        @Nullable String forename,
        @Nullable String surname) {}
