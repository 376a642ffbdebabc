package io.privyseal.access;

import io.privyseal.platform.AddressRange;
import jakarta.inject.Singleton;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Makes the guessing of a password slower with each wrong one, per login and address: someone elsewhere can guess
 * without end and never keep the owner out. Kept in memory: a restart forgives, which no outsider can cause, and the
 * two hashes at a time bound what several nodes add up to.
 */
@Singleton
final class LoginBackoff {
    private static final int FREE_FAILURES = 5;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);
    private static final int CAPACITY = 20_000;

    private final Clock clock;
    private final Map<Source, Failures> failures = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Source, Failures> eldest) {
            return size() > CAPACITY;
        }
    };

    LoginBackoff(Clock clock) {
        this.clock = clock;
    }

    /** Who guesses from where; an IPv6 subscriber has a whole /64 to come from (RFC 6177), so that counts as one. */
    record Source(String customerUri, String login, InetAddress network) {
        static Source of(String customerUri, String login, InetAddress address) {
            InetAddress network = address instanceof Inet6Address ? new AddressRange(address, 64).network() : address;
            return new Source(customerUri, login.toLowerCase(Locale.ROOT), network);
        }
    }

    private record Failures(int count, Instant blockedUntil) {}

    synchronized boolean isBlocked(Source source) {
        Failures known = failures.get(source);
        return known != null && clock.instant().isBefore(known.blockedUntil());
    }

    synchronized void failed(Source source) {
        Failures known = failures.get(source);
        int count = known == null ? 1 : known.count() + 1;
        failures.put(source, new Failures(count, clock.instant().plus(pauseAfter(count))));
    }

    synchronized void succeeded(Source source) {
        failures.remove(source);
    }

    private static Duration pauseAfter(int count) {
        if (count < FREE_FAILURES) {
            return Duration.ZERO;
        }
        int doublings = Math.min(count - FREE_FAILURES, 10);
        Duration pause = FIRST_PAUSE.multipliedBy(1L << doublings);
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }
}
