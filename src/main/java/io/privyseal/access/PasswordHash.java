package io.privyseal.access;

/** A slow, salted one-way function for passwords. */
interface PasswordHash {
    /** A string that holds algorithm, parameters, salt and result. */
    String hash(String password);

    /** Whether the password leads to the same result, compared in constant time. */
    boolean matches(String encoded, String password);
}
