package io.privyseal.platform;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times that read back from every database as they were written. */
public final class StorableTime {
    private StorableTime() {}

    /** Now, to the millisecond. */
    public static Instant now(Clock clock) {
        return of(clock.instant());
    }

    public static Instant of(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS);
    }
}
