package io.privyseal.access;

/** How an administrator signs in. */
public enum AdministratorType {
    /** A person with a password or a certificate. */
    STANDARD,
    /** A program with a password or a certificate. */
    API,
    /** A person known to an identity provider. */
    IDP,
    /** A person known to an outside authentication service. */
    SAS;

    boolean hasLogin() {
        return this == STANDARD || this == API;
    }
}
