package io.privyseal.validation;

import java.net.InetAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a check found. */
public sealed interface ControlResult {
    /**
     * Control is proven.
     *
     * @param at when
     * @param seenAt the address that answered; null where none was connected to (dns-01)
     */
    record Proven(Instant at, @Nullable InetAddress seenAt) implements ControlResult {}

    /**
     * Control is not proven within the time there was.
     *
     * @param detail a sentence for the requester; quotes nothing that a target answered but its status code
     */
    record NotProven(Fault fault, String detail) implements ControlResult {}

    /** Why control is not proven; each door maps these to its protocol's own words. */
    enum Fault {
        /** No connection, or it broke or took too long (ACME: connection). */
        CONNECTION,
        /** A name that must be looked up has no address, or its servers fail (ACME: dns). */
        DNS,
        /** The TLS handshake failed (ACME: tls). */
        TLS,
        /** An answer came, but not the one that was asked for (ACME: incorrectResponse). */
        INCORRECT_RESPONSE,
        /** Nothing is published where it was expected: a status code other than 200, or no record (ACME: unauthorized). */
        UNAUTHORIZED,
        /** The target, or a redirect's, is one that this server does not connect to (ACME: connection or rejectedIdentifier). */
        FORBIDDEN_TARGET,
        /** Not checked: too many checks at once, or the server stops. Says nothing about the requester (ACME: rateLimited or serverInternal). */
        NOT_CHECKED
    }
}
