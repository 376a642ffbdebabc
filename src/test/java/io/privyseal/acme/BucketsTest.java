package io.privyseal.acme;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BucketsTest {
    private static final Instant NOW = Instant.parse("2026-05-21T12:00:00Z");
    private static final int LIMIT = 4;

    private final Buckets<String> buckets = new Buckets<>(Duration.ofHours(1), 3);

    @Test
    void givesAsManyAtOnceAsTheLimitSays() {
        fill("a");
        assertThat(buckets.take("a", LIMIT, NOW)).isEqualTo(Duration.ofMinutes(15));
        assertThat(buckets.take("b", LIMIT, NOW)).isZero();
    }

    @Test
    void givesAgainAfterTheWaitThatItNames() {
        fill("a");
        Duration wait = buckets.take("a", LIMIT, NOW);
        assertThat(buckets.take("a", LIMIT, NOW.plus(wait).minusMillis(1))).isEqualTo(Duration.ofMillis(1));
        assertThat(buckets.take("a", LIMIT, NOW.plus(wait))).isZero();
        assertThat(buckets.take("a", LIMIT, NOW.plus(wait))).isEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void isEmptyAfterAPeriodOfRest() {
        fill("a");
        Instant later = NOW.plus(Duration.ofHours(1));
        for (int i = 0; i < LIMIT; i++) {
            assertThat(buckets.take("a", LIMIT, later)).isZero();
        }
        assertThat(buckets.take("a", LIMIT, later)).isPositive();
    }

    @Test
    void forgetsWhoHasBeenAwayLongest() {
        fill("a");
        fill("b");
        fill("c");
        assertThat(buckets.take("a", LIMIT, NOW)).isPositive();
        fill("d");
        assertThat(buckets.size()).isEqualTo(3);
        assertThat(buckets.take("a", LIMIT, NOW)).isPositive();
        assertThat(buckets.take("b", LIMIT, NOW)).isZero();
    }

    private void fill(String key) {
        for (int i = 0; i < LIMIT; i++) {
            assertThat(buckets.take(key, LIMIT, NOW)).isZero();
        }
    }
}
