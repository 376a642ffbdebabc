package io.privyseal.revocation;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.privyseal.authority.AuthorityId;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;

/** Tells monitoring how many days are left until each CRL's nextUpdate: a falling value means that none is made. */
@Singleton
class CrlGauges {
    private static final double SECONDS_PER_DAY = Duration.ofDays(1).toSeconds();

    private final MeterRegistry meters;
    private final Clock clock;
    private final ConcurrentHashMap<AuthorityId, Instant> nextUpdates = new ConcurrentHashMap<>();

    CrlGauges(MeterRegistry meters, Clock clock) {
        this.meters = meters;
        this.clock = clock;
    }

    void published(AuthorityId authority, Instant nextUpdate) {
        if (nextUpdates.put(authority, nextUpdate) == null) {
            Gauge.builder("privyseal.crl.days.left", () -> daysLeft(authority))
                    .tag("authority", Long.toString(authority.value()))
                    .register(meters);
        }
    }

    private double daysLeft(AuthorityId authority) {
        Instant nextUpdate = nextUpdates.getOrDefault(authority, Instant.EPOCH);
        return Duration.between(clock.instant(), nextUpdate).toSeconds() / SECONDS_PER_DAY;
    }
}
