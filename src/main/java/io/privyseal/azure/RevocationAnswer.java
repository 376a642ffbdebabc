package io.privyseal.azure;

import org.jspecify.annotations.Nullable;

/**
 * What Intune is told about a revocation that it asked for.
 *
 * @param message null for a success
 */
record RevocationAnswer(Outcome outcome, @Nullable String message) {
    /** Microsoft's table of outcomes, as far as it applies here. */
    enum Outcome {
        DONE(0),
        FAILED_FOR_GOOD(4000),
        UNREADABLE(4002),
        UNKNOWN_CERTIFICATE(4004),
        /** Revoked already, and not because Intune asked. */
        CONFLICT(4005),
        /** Intune asks again. */
        FAILED_FOR_NOW(4100);

        private final int code;

        Outcome(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }
    }

    static RevocationAnswer done() {
        return new RevocationAnswer(Outcome.DONE, null);
    }

    boolean succeeded() {
        return outcome == Outcome.DONE;
    }
}
