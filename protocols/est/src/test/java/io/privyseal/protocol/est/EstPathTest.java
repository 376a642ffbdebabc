package io.privyseal.protocol.est;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EstPathTest {
    @ParameterizedTest
    @EnumSource(EstOperation.class)
    void readsEachOperationWithAndWithoutLabel(EstOperation operation) {
        assertThat(EstPath.parse("/.well-known/est/" + operation.segment())).isEqualTo(new EstPath(null, operation));
        assertThat(EstPath.parse("/.well-known/est/factory-2/" + operation.segment()))
                .isEqualTo(new EstPath("factory-2", operation));
    }

    @Test
    void decodesEscapesOfPlainCharactersOnce() {
        assertThat(EstPath.parse("/.well-known/est/f%61ctory/%63acerts"))
                .isEqualTo(new EstPath("factory", EstOperation.CA_CERTIFICATES));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/.well-known/est",
                "/.well-known/est/",
                "/.well-known/est//cacerts",
                "/.well-known/est/cacerts/",
                "/.well-known/est/CACERTS",
                "/.well-known/est/a/b/cacerts",
                "/.well-known/est/a%2fb/cacerts",
                "/.well-known/est/a%2Fcacerts",
                "/.well-known/est/a%5cb/cacerts",
                "/.well-known/est/../cacerts",
                "/.well-known/est/%2e%2e/cacerts",
                "/.well-known/est/./cacerts",
                "/.well-known/est/a;v=1/cacerts",
                "/.well-known/est/a%3bv/cacerts",
                "/.well-known/est/a%00/cacerts",
                "/.well-known/est/a%252f/cacerts",
                "/.well-known/est/a%c3%a9/cacerts",
                "/.well-known/est/a%4/cacerts",
                "/.well-known/est/a%/cacerts",
                "/.well-known/est/a%-1/cacerts",
                "/.well-known/est/a b/cacerts",
                "/.well-known/est/cacerts;x",
                "/.well-known/est/cacerts%00",
                "/other/cacerts"
            })
    void refusesAddressesThatTwoReadersCouldReadInTwoWays(String path) {
        Refused.with(EstFailure.UNKNOWN_ADDRESS, "The address", () -> EstPath.parse(path));
    }

    @ParameterizedTest
    @EnumSource(EstOperation.class)
    void takesNoOperationForALabel(EstOperation operation) {
        assertThat(EstPath.isLabel(operation.segment())).isFalse();
        Refused.with(
                EstFailure.UNKNOWN_ADDRESS,
                "a label that no endpoint can have",
                () -> EstPath.parse("/.well-known/est/" + operation.segment() + "/cacerts"));
    }

    @Test
    void limitsTheLengthOfLabels() {
        assertThat(EstPath.isLabel("a".repeat(128))).isTrue();
        assertThat(EstPath.isLabel("a".repeat(129))).isFalse();
        assertThat(EstPath.isLabel("")).isFalse();
    }
}
