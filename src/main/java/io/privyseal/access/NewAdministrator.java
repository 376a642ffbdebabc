package io.privyseal.access;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An administrator to be.
 *
 * @param password null for one that signs in by certificate, or not yet
 * @param certificateSerial hexadecimal serial number of a certificate of this customer, to sign in with
 */
public record NewAdministrator(
        AdministratorType type,
        @Nullable String login,
        @Nullable String password,
        @Nullable String certificateSerial,
        @Nullable String forename,
        @Nullable String surname,
        String email,
        Contact contact,
        boolean active,
        Set<RoleAssignment> roles,
        Set<Privilege> privileges) {
    public NewAdministrator {
        roles = Set.copyOf(roles);
        privileges = Set.copyOf(privileges);
    }

    /** A MRAO with a password and all privileges: the one of a first start. */
    public static NewAdministrator master(String login, String password, String email) {
        return new NewAdministrator(
                AdministratorType.STANDARD,
                login,
                password,
                null,
                null,
                null,
                email,
                Contact.UNKNOWN,
                true,
                Set.of(RoleAssignment.master()),
                Set.of(Privilege.values()));
    }

    /** Without the password, which must not reach a log. */
    @Override
    public String toString() {
        return "NewAdministrator[" + type + " " + login + "]";
    }
}
