package io.privyseal.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DateFormatTest {
    private static final Instant TIME = Instant.parse("2026-03-04T15:06:07.089Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "ISO|2026-03-04",
                "iso_hms|2026-03-04T15:06:07.089Z",
                "EU|04.03.2026",
                "EU_HMS|04.03.2026 15:06:07",
                "US|03/04/2026",
                "Us_Hms|03/04/2026 15:06:07",
                "UK|04/03/2026",
                "UK_HMS|04/03/2026 15:06:07",
                "JP|2026/03/04",
                "JP_HMS|2026/03/04 15:06:07",
                "dd.mm.YYYY|04.03.2026",
                "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'|2026-03-04T15:06:07.089Z",
            })
    void isChosenByNameOrPatternWhateverTheCase(String query, String expected) {
        assertThat(DateFormat.of(query, DateFormat.US).format(TIME)).isEqualTo(expected);
    }

    @Test
    void fallsBackToTheResourcesOwn() {
        assertThat(DateFormat.of(null, DateFormat.US)).isEqualTo(DateFormat.US);
        assertThat(DateFormat.of(" ", DateFormat.ISO)).isEqualTo(DateFormat.ISO);
        assertThat(DateFormat.ISO.formatIfSet(null)).isNull();
    }

    @Test
    void refusesOtherPatterns() {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> DateFormat.of("yyyy", DateFormat.US))
                .satisfies(refused -> assertThat(refused.reason()).isEqualTo(Refusal.INVALID_FIELD));
    }
}
