package io.privyseal.access;

import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Lets two callers hash passwords at a time: each takes 19 MiB and a core, and strangers can ask for it. */
@Singleton
final class HashingTurns {
    private static final int AT_A_TIME = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Semaphore turns = new Semaphore(AT_A_TIME, true);

    /**
     * Waits for a turn, in order of arrival.
     *
     * @throws RefusedException when the turn does not come in time
     */
    <T> T take(Supplier<T> work) {
        try {
            if (!turns.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw busy();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw busy();
        }
        try {
            return work.get();
        } finally {
            turns.release();
        }
    }

    private static RefusedException busy() {
        return new RefusedException(Refusal.TOO_MANY_REQUESTS, "Too many logins are being checked. Try again later.");
    }
}
