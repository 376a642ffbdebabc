package io.privyseal.rest.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privyseal.audit.AuditFilter;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditFilterParametersTest {
    private static AuditFilterParameters parameters(
            @Nullable String from, @Nullable String actor, @Nullable String certificate) {
        return new AuditFilterParameters(from, null, actor, null, null, null, certificate, null);
    }

    @Test
    void nothingGivenMeansEverything() {
        assertThat(parameters(null, null, null).toFilter()).isEqualTo(AuditFilter.ALL);
        assertThat(parameters("", " ", "").toFilter()).isEqualTo(AuditFilter.ALL);
    }

    @Test
    void readsDatesAndTimes() {
        assertThat(parameters("2026-01-31", null, null).toFilter().from())
                .isEqualTo(Instant.parse("2026-01-31T00:00:00Z"));
        assertThat(parameters("2026-01-31T12:00:00Z", null, null).toFilter().from())
                .isEqualTo(Instant.parse("2026-01-31T12:00:00Z"));
        assertThat(parameters("2026-01-31T12:00:00 02:00", null, null)
                        .toFilter()
                        .from())
                .isEqualTo(Instant.parse("2026-01-31T10:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yesterday",
                "2026-02-30",
                "2026-13-01T00:00:00Z",
                "2026-01-31T12:00:00",
                "+999999999-01-01",
                "-0001-01-01",
                "2026-01-01\0"
            })
    void refusesTimesThatAreNone(String time) {
        assertRefused(parameters(time, null, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "1.5", "99999999999999999999", "1\0"})
    void refusesCertificatesThatAreNoNumbers(String certificate) {
        assertRefused(parameters(null, null, certificate));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\0b", "a\u001Bb"})
    void refusesControlCharacters(String actor) {
        assertRefused(parameters(null, actor, null));
    }

    private static void assertRefused(AuditFilterParameters parameters) {
        assertThatThrownBy(parameters::toFilter)
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Refusal.INVALID_FIELD));
    }
}
