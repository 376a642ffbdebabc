package io.privyseal.organization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DomainNameTest {
    @ParameterizedTest
    @CsvSource({
        "abc,               DOMAIN_NAME_LENGTH",
        ".example.test,     DOMAIN_NAME_DOTS",
        "example.test.,     DOMAIN_NAME_DOTS",
        "example..test,     DOMAIN_NAME_DOTS",
        "*..example.test,   DOMAIN_NAME_DOTS",
        "exa mple.test,     DOMAIN_NAME_INVALID",
        "bücher.test,       DOMAIN_NAME_INVALID",
        "www.*.test,        DOMAIN_NAME_INVALID",
        "*.*.test,          DOMAIN_NAME_INVALID",
        "w*.test,           DOMAIN_NAME_INVALID",
        "-a.test,           DOMAIN_NAME_INVALID",
        "10.0.0.1,          DOMAIN_NAME_INVALID",
        "a_b.test,          DOMAIN_NAME_INVALID",
    })
    void refusesWhatIsNoDomainName(String name, Refusal reason) {
        assertRefused(name, reason);
    }

    @Test
    void refusesNamesAndLabelsThatAreTooLong() {
        assertRefused("a".repeat(64) + ".test", Refusal.DOMAIN_NAME_INVALID);
        assertRefused("a.".repeat(130) + "test", Refusal.DOMAIN_NAME_LENGTH);
        assertRefused("a.".repeat(125) + "test", Refusal.DOMAIN_NAME_INVALID);
    }

    @Test
    void refusesControlCharacters() {
        assertRefused("exam\u0000ple.test", Refusal.INVALID_FIELD);
        assertRefused(null, Refusal.MISSING_FIELD);
        assertRefused("  ", Refusal.MISSING_FIELD);
    }

    @ParameterizedTest
    @CsvSource({
        "Example.TEST,      example.test,      false, false",
        "*.Example.test,    *.example.test,    true,  false",
        "localhost,         localhost,         false, true",
        "xn--bcher-kva.test,xn--bcher-kva.test,false, false",
        "*.test,            *.test,            true,  true",
    })
    void readsNamesInLowerCase(String text, String value, boolean wildcard, boolean singleLabel) {
        DomainName name = DomainName.parse(text);
        assertThat(name.value()).isEqualTo(value);
        assertThat(name.isWildcard()).isEqualTo(wildcard);
        assertThat(name.isSingleLabel()).isEqualTo(singleLabel);
    }

    private static void assertRefused(@Nullable String name, Refusal reason) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> DomainName.parse(name))
                .satisfies(refused -> assertThat(refused.reason()).isEqualTo(reason));
    }
}
