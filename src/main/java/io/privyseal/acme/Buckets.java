package io.privyseal.acme;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A leaky bucket per key: as many at once as the limit says, and as many again evenly over each period.
 *
 * <p>Memory is bounded: whoever has been away longest is forgotten, which is in the client's favour.
 */
final class Buckets<K> {
    private final Duration period;
    private final Map<K, Instant> emptyAt;

    Buckets(Duration period, int most) {
        this.period = period;
        this.emptyAt = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, Instant> eldest) {
                return size() > most;
            }
        };
    }

    /** Takes one; or takes none and says how long to wait. */
    synchronized Duration take(K key, int limit, Instant now) {
        Instant known = emptyAt.get(key);
        Instant from = known == null || known.isBefore(now) ? now : known;
        Instant until = from.plus(period.dividedBy(limit));
        Duration wait = Duration.between(now.plus(period), until);
        if (wait.isPositive()) {
            return wait;
        }
        emptyAt.put(key, until);
        return Duration.ZERO;
    }

    synchronized int size() {
        return emptyAt.size();
    }
}
