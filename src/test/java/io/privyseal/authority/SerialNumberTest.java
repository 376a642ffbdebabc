package io.privyseal.authority;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SerialNumberTest {
    @ParameterizedTest
    @CsvSource({
        "1a2b, 1a2b",
        "1A:2B, 1a2b",
        "00:1a:2b, 1a2b",
        "0x1A2B, 1a2b",
        "'1a 2b', 1a2b",
        "0, 0",
        "00ffffffffffffffffffffffffffffffffffffffff, ffffffffffffffffffffffffffffffffffffffff",
    })
    void readsEverySpelling(String text, String hex) {
        assertThat(SerialNumber.parse(text)).contains(new SerialNumber(hex));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                " ",
                "0x",
                "xyz",
                "-1",
                "1.5",
                "\u0000",
                "１",
                "01ffffffffffffffffffffffffffffffffffffffff",
                "1234567890123456789012345678901234567890123"
            })
    void readsNothingElse(String text) {
        assertThat(SerialNumber.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, 00", "f, 0F", "1a2b, 1A:2B", "a1b2c, 0A:1B:2C"})
    void showsOctetsBetweenColons(String hex, String shown) {
        assertThat(new SerialNumber(hex).withColons()).isEqualTo(shown);
        assertThat(SerialNumber.parse(shown)).contains(new SerialNumber(hex));
    }

    @Test
    void isPositiveAndAtMost128BitsLong() {
        SecureRandom random = new SecureRandom();
        for (int i = 0; i < 1_000; i++) {
            BigInteger value = SerialNumber.random(random).value();
            assertThat(value.signum()).isEqualTo(1);
            assertThat(value.bitLength()).isLessThanOrEqualTo(128);
        }
    }
}
