package io.privyseal.azure;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What Microsoft did instead of answering; the message says so to administrators and holds no secret. */
final class AzureFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What may help. */
    enum Kind {
        /** No connection, or no answer in time: perhaps the next attempt. */
        UNREACHABLE(true, true),
        /** Too much to do (429, 503): later. */
        BUSY(true, false),
        /** An error of the server. */
        BROKEN(true, true),
        /** The service is not where it was: discovery says where it is now. */
        MOVED(true, true),
        /** The token is not good (any more). */
        UNAUTHORIZED(false, false),
        /** The account or its permissions: an administrator has to act. */
        MISCONFIGURED(false, true),
        /** This one question: another may well be answered. */
        REJECTED(false, false),
        /** An answer that is none. */
        NONSENSE(false, true),
        /** Not asked at all, because the last ones failed. */
        PAUSED(false, false);

        private final boolean passing;
        private final boolean concernsAddresses;

        Kind(boolean passing, boolean concernsAddresses) {
            this.passing = passing;
            this.concernsAddresses = concernsAddresses;
        }

        /** Whether to try again. */
        boolean isPassing() {
            return passing;
        }

        /** Whether what discovery said may be out of date. */
        boolean concernsAddresses() {
            return concernsAddresses;
        }

        /** Whether it speaks against asking anything else for a while. */
        boolean isOutage() {
            return this != REJECTED && this != PAUSED;
        }
    }

    private final Kind kind;
    private final transient @Nullable Duration retryAfter;

    AzureFault(Kind kind, String message) {
        this(kind, message, null, null);
    }

    AzureFault(Kind kind, String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.retryAfter = retryAfter;
    }

    Kind kind() {
        return kind;
    }

    /** When the server wants to be asked again; null if it does not say. */
    @Nullable
    Duration retryAfter() {
        return retryAfter;
    }
}
