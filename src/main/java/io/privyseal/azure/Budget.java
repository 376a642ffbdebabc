package io.privyseal.azure;

import java.time.Duration;

/** The time that a question may take in all, whatever the wall clock does. */
final class Budget {
    private final long end;

    private Budget(long end) {
        this.end = end;
    }

    static Budget of(Duration duration) {
        return new Budget(System.nanoTime() + duration.toNanos());
    }

    /** What is left, never negative. */
    Duration remaining() {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }

    boolean has(Duration duration) {
        return remaining().compareTo(duration) > 0;
    }
}
