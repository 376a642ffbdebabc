package io.privyseal.rest.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privyseal.endpoint.AcmeClient.Status;
import io.privyseal.platform.RefusedException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientFilterParametersTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-05-21T12:00:00Z"), ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource({"0,2026-05-22T00:00:00Z", "1,2026-05-21T00:00:00Z", "30,2026-04-22T00:00:00Z"})
    void countsDaysFromTheEndOfTheCurrentOne(String days, Instant since) {
        assertThat(parameters(List.of(), days).toFilter(CLOCK).activeSince()).isEqualTo(since);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "x", "1.5", "99999999999", "36501"})
    void refusesDaysThatAreNone(String days) {
        assertThatThrownBy(() -> parameters(List.of(), days).toFilter(CLOCK))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("lastActivityWithinPrevDays");
    }

    @Test
    void readsStatusesHoweverTheyAreListed() {
        assertThat(parameters(List.of("VALID,revoked", "", "deactivated"), null)
                        .toFilter(CLOCK)
                        .statuses())
                .containsExactlyInAnyOrder(Status.VALID, Status.REVOKED, Status.DEACTIVATED);
        assertThat(parameters(List.of(), "").toFilter(CLOCK).statuses()).isEmpty();
        assertThatThrownBy(() -> parameters(List.of("ready"), null).toFilter(CLOCK))
                .isInstanceOf(RefusedException.class);
    }

    private static ClientFilterParameters parameters(List<String> status, @Nullable String days) {
        return new ClientFilterParameters(null, null, status, days, null);
    }
}
