package io.privyseal.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"a\u0000b", "a\nb", "a\u007fb", "a\u0085b", "\u0000", "a\ud83d", "\ude00a", "too long a text"})
    void refusesControlCharactersHalfPairsAndExcessLength(String value) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> Text.optionalClean("name", value, 10))
                .satisfies(refused -> assertThat(refused.reason()).isEqualTo(Refusal.INVALID_FIELD));
    }

    @Test
    void keepsEverythingElse() {
        assertThat(Text.requireClean("name", " Müller 😀 ", 20)).isEqualTo("Müller 😀");
        assertThat(Text.optionalClean("name", "  ", 20)).isNull();
        assertThat(Text.optionalClean("name", null, 20)).isNull();
    }

    @Test
    void refusesAMissingRequiredValue() {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> Text.requireClean("name", null, 20))
                .withMessage("Value of 'name' must not be null.");
    }
}
