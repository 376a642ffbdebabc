package io.privyseal.access;

import java.util.Optional;

/** The logins on record. */
interface LoginDirectory {
    /** Finds a login by the customer's URI and the login name in any case. */
    Optional<Login> find(String customerUri, String login);
}
