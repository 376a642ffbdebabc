package io.privyseal.platform;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells monitoring how many days the server's own certificates have left: {@code privyseal_certificate_days_left}. The
 * server renews those of OCSP responders and of its listener by itself, so a falling value there means that it cannot.
 */
@Singleton
public final class CertificateExpiry {
    private static final double SECONDS_PER_DAY = Duration.ofDays(1).toSeconds();

    private final MeterRegistry meters;
    private final Clock clock;
    private final ConcurrentHashMap<Watched, Instant> ends = new ConcurrentHashMap<>();

    CertificateExpiry(MeterRegistry meters, Clock clock) {
        this.meters = meters;
        this.clock = clock;
    }

    private record Watched(String use, String authority, String name) {}

    /**
     * Shows a certificate's end from now on, in place of the one before it.
     *
     * @param use {@code ca}, {@code ocsp} or {@code tls}
     * @param authority number of the CA that it is or belongs to; empty for the server's own
     */
    public void watch(String use, String authority, String name, Instant notAfter) {
        Watched watched = new Watched(use, authority, name);
        if (ends.put(watched, notAfter) == null) {
            Gauge.builder("privyseal.certificate.days.left", () -> daysLeft(watched))
                    .description("Days until a certificate of the server itself expires")
                    .tag("use", use)
                    .tag("authority", authority)
                    .tag("name", name)
                    .register(meters);
        }
    }

    private double daysLeft(Watched watched) {
        Instant end = ends.getOrDefault(watched, Instant.EPOCH);
        return Duration.between(clock.instant(), end).toSeconds() / SECONDS_PER_DAY;
    }
}
