package io.privyseal.azure;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Keeps an account from asking while Microsoft is away: after a few failures in a row it lets one question through every
 * half minute, and all again after the first that is answered.
 */
final class CircuitBreaker {
    static final int MOST_FAILURES = 3;
    static final Duration PAUSE = Duration.ofSeconds(30);

    private final Clock clock;
    private int failures;
    private Instant closedUntil = Instant.MIN;

    CircuitBreaker(Clock clock) {
        this.clock = clock;
    }

    /** Asks to go ahead: empty for yes, otherwise when to ask again. Who may try is alone for the length of a pause. */
    synchronized Optional<Instant> refusedUntil() {
        Instant now = clock.instant();
        if (now.isBefore(closedUntil)) {
            return Optional.of(closedUntil);
        }
        if (failures >= MOST_FAILURES) {
            closedUntil = now.plus(PAUSE);
        }
        return Optional.empty();
    }

    synchronized void succeeded() {
        failures = 0;
        closedUntil = Instant.MIN;
    }

    synchronized void failed() {
        failures++;
        if (failures >= MOST_FAILURES) {
            closedUntil = clock.instant().plus(PAUSE);
        }
    }

    /** Microsoft itself asks for a pause. */
    synchronized void pause(Duration wanted) {
        Instant until = clock.instant().plus(wanted);
        if (until.isAfter(closedUntil)) {
            closedUntil = until;
        }
    }
}
