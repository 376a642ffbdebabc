package io.privyseal.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.privyseal.platform.AddressRange;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class GuessPacingTest {
    private final AdjustableClock clock = new AdjustableClock();
    private final GuessPacing pacing = new GuessPacing(clock);
    private final GuessPacing.Source source = source("192.0.2.1");

    @Test
    void letsTheFirstWrongSecretsPassWithoutAPause() {
        for (int i = 0; i < 4; i++) {
            assertThat(pacing.begin(source)).isTrue();
            pacing.failed(source);
            assertThat(pacing.delay(source)).isZero();
        }
    }

    @Test
    void pausesLongerWithEachWrongSecretUpToFiveSeconds() {
        fail(4);
        for (long expected : new long[] {250, 500, 1_000, 2_000, 4_000, 5_000, 5_000}) {
            pacing.failed(source);
            assertThat(pacing.delay(source)).isEqualTo(Duration.ofMillis(expected));
            clock.advance(Duration.ofMillis(expected));
            assertThat(pacing.delay(source)).isZero();
        }
    }

    @Test
    void letsOneOfManyWaitersBeginAtATime() {
        fail(6);
        assertThat(pacing.begin(source)).isFalse();
        clock.advance(Duration.ofMillis(500));
        assertThat(pacing.begin(source)).isTrue();
        assertThat(pacing.begin(source)).isFalse();
        assertThat(pacing.delay(source)).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void forgetsFailuresAfterASuccessAndAfterAQuarterOfAnHour() {
        fail(10);
        pacing.succeeded(source);
        assertThat(pacing.delay(source)).isZero();
        fail(10);
        clock.advance(Duration.ofMinutes(16));
        pacing.failed(source);
        assertThat(pacing.delay(source)).isZero();
    }

    @Test
    void leavesOtherPlacesAndNetworksAlone() {
        fail(10);
        assertThat(pacing.begin(source("192.0.2.2"))).isTrue();
        assertThat(pacing.begin(GuessPacing.Source.of("endpoint 2", AddressRange.address("192.0.2.1"))))
                .isTrue();
    }

    @Test
    void countsANetworkOfIpv6AsOneSource() {
        assertThat(source("2001:db8::1")).isEqualTo(source("2001:db8::ffff:1")).isNotEqualTo(source("2001:db8:0:1::1"));
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            pacing.failed(source);
        }
    }

    private static GuessPacing.Source source(String address) {
        return GuessPacing.Source.of("endpoint 1", AddressRange.address(address));
    }
}
