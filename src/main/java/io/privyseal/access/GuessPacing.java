package io.privyseal.access;

import io.privyseal.platform.AddressRange;
import jakarta.inject.Singleton;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Spaces out the checks of secrets that many clients share, per place and network, by longer pauses with each wrong one.
 * Nobody is ever shut out: behind the address of a client with a wrong secret there may be a thousand with the right one.
 */
@Singleton
final class GuessPacing {
    private static final int FREE_FAILURES = 5;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration MEMORY = Duration.ofMinutes(15);
    private static final int CAPACITY = 20_000;

    private final Clock clock;
    private final Map<Source, Failures> failures = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Source, Failures> eldest) {
            return size() > CAPACITY;
        }
    };

    GuessPacing(Clock clock) {
        this.clock = clock;
    }

    /** Who guesses what from where; an IPv6 subscriber has a whole /64 to come from (RFC 6177), so that counts as one. */
    record Source(String place, InetAddress network) {
        static Source of(String place, InetAddress address) {
            InetAddress network = address instanceof Inet6Address ? new AddressRange(address, 64).network() : address;
            return new Source(place, network);
        }
    }

    private record Failures(int count, Instant last, Instant next) {}

    /** How long until the source may check a secret. */
    synchronized Duration delay(Source source) {
        Failures known = failures.get(source);
        Instant now = clock.instant();
        return known == null || !now.isBefore(known.next()) ? Duration.ZERO : Duration.between(now, known.next());
    }

    /**
     * Takes the source's turn, unless another has it.
     *
     * @return false when there is a {@link #delay} again
     */
    synchronized boolean begin(Source source) {
        Failures known = failures.get(source);
        Instant now = clock.instant();
        if (known == null) {
            return true;
        }
        if (now.isBefore(known.next())) {
            return false;
        }
        failures.put(source, new Failures(known.count(), known.last(), now.plus(pauseAfter(known.count()))));
        return true;
    }

    synchronized void failed(Source source) {
        Failures known = failures.get(source);
        Instant now = clock.instant();
        int count = known == null || known.last().plus(MEMORY).isBefore(now) ? 1 : known.count() + 1;
        failures.put(source, new Failures(count, now, now.plus(pauseAfter(count))));
    }

    synchronized void succeeded(Source source) {
        failures.remove(source);
    }

    private static Duration pauseAfter(int count) {
        if (count < FREE_FAILURES) {
            return Duration.ZERO;
        }
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(count - FREE_FAILURES, 10));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }
}
