package io.privyseal.access;

/** A slow, salted one-way function for passwords. */
interface PasswordHash {
    /** A string that holds algorithm, parameters, salt and result. */
    String hash(String password);

    /** A salt for several secrets that are found by one hash. */
    String newSalt();

    /** As {@link #hash(String)}, under a given salt: equal secrets have equal results. */
    String hash(String password, String salt);

    /** Whether the password leads to the same result, compared in constant time. */
    boolean matches(String encoded, String password);
}
