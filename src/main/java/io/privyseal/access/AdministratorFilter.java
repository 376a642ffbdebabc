package io.privyseal.access;

import io.privyseal.organization.OrganizationId;
import org.jspecify.annotations.Nullable;

/**
 * Which administrators to list; null means any.
 *
 * @param login part of the login, in any case
 * @param email part of the address, in any case
 */
public record AdministratorFilter(
        @Nullable AdministratorType type,
        @Nullable String login,
        @Nullable String email,
        @Nullable Boolean active,
        @Nullable OrganizationId organization,
        @Nullable Role role) {
    /** All of them. */
    public static final AdministratorFilter ALL = new AdministratorFilter(null, null, null, null, null, null);
}
