package io.privyseal.audit;

import org.jspecify.annotations.Nullable;

/**
 * Who does something, and from where.
 *
 * @param name login, account name, or the job's name: what an auditor reads
 * @param administratorId the administrator's number where the actor is one
 * @param address the caller's network address where the actor is remote
 */
public record Actor(
        Kind kind,
        String name,
        @Nullable Long administratorId,
        @Nullable String address) {
    /** What kind of party acts. */
    public enum Kind {
        /** An administrator, by REST. */
        ADMINISTRATOR,
        /** An account of an enrollment endpoint, by ACME, SCEP or EST. */
        ACCOUNT,
        /** A holder of a certificate or passphrase, without an account. */
        HOLDER,
        /** Privyseal itself: set-up, recovery, scheduled jobs. */
        SYSTEM
    }

    /** Privyseal itself, doing the named job. */
    public static Actor system(String job) {
        return new Actor(Kind.SYSTEM, job, null, null);
    }
}
