package io.privyseal.validation;

import java.time.Duration;

/** A point in time that does not move when the wall clock is set. */
final class Deadline {
    private final long nanoTime;

    private Deadline(long nanoTime) {
        this.nanoTime = nanoTime;
    }

    static Deadline in(Duration duration) {
        return new Deadline(System.nanoTime() + duration.toNanos());
    }

    /** This one, or sooner: after a duration from now. */
    Deadline orIn(Duration duration) {
        Deadline other = in(duration);
        return other.nanoTime - nanoTime < 0 ? other : this;
    }

    /** What is left, never negative. */
    Duration remaining() {
        return Duration.ofNanos(Math.max(0, nanoTime - System.nanoTime()));
    }

    /** What is left as a socket's time-out, where 0 would mean forever: at least one millisecond. */
    int socketTimeout() {
        return (int) Math.clamp(remaining().toMillis(), 1L, Integer.MAX_VALUE);
    }

    boolean hasPassed() {
        return nanoTime - System.nanoTime() <= 0;
    }
}
