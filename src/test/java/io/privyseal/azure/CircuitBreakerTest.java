package io.privyseal.azure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {
    private final IntuneRig.SetClock clock = new IntuneRig.SetClock();
    private final CircuitBreaker breaker = new CircuitBreaker(clock);

    @Test
    void letsAllThroughUntilSomeFailInARow() {
        for (int i = 0; i < 10; i++) {
            breaker.failed();
            breaker.failed();
            breaker.succeeded();
        }

        assertThat(breaker.refusedUntil()).isEmpty();
    }

    @Test
    void letsOneThroughAfterAPauseAndAllAfterASuccess() {
        failRepeatedly();
        assertThat(breaker.refusedUntil()).contains(clock.instant().plus(CircuitBreaker.PAUSE));

        clock.goAhead(CircuitBreaker.PAUSE);
        assertThat(breaker.refusedUntil()).isEmpty();
        assertThat(breaker.refusedUntil()).isPresent();
        breaker.succeeded();

        assertThat(breaker.refusedUntil()).isEmpty();
        assertThat(breaker.refusedUntil()).isEmpty();
    }

    @Test
    void pausesAgainWhenTheOneFails() {
        failRepeatedly();
        clock.goAhead(CircuitBreaker.PAUSE);
        assertThat(breaker.refusedUntil()).isEmpty();

        clock.goAhead(Duration.ofSeconds(10));
        breaker.failed();

        assertThat(breaker.refusedUntil()).contains(clock.instant().plus(CircuitBreaker.PAUSE));
    }

    @Test
    void letsAnotherTryWhenTheOneNeverComesBack() {
        failRepeatedly();
        clock.goAhead(CircuitBreaker.PAUSE);
        assertThat(breaker.refusedUntil()).isEmpty();

        clock.goAhead(CircuitBreaker.PAUSE);

        assertThat(breaker.refusedUntil()).isEmpty();
    }

    @Test
    void pausesForAsLongAsMicrosoftWants() {
        breaker.pause(Duration.ofMinutes(2));
        breaker.pause(Duration.ofSeconds(1));

        clock.goAhead(Duration.ofSeconds(119));
        assertThat(breaker.refusedUntil()).isPresent();
        clock.goAhead(Duration.ofSeconds(1));
        assertThat(breaker.refusedUntil()).isEmpty();
    }

    private void failRepeatedly() {
        for (int i = 0; i < CircuitBreaker.MOST_FAILURES; i++) {
            breaker.failed();
        }
    }
}
