package io.privyseal.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CollectFormatTest {
    @ParameterizedTest
    @CsvSource({
        "x509, root issuing leaf",
        "pem, root issuing leaf",
        "x509R, leaf issuing root",
        "pemia, leaf issuing root",
        "x509CO, leaf",
        "pemco, leaf",
        "x509IO, root issuing",
        "x509IOR, issuing root",
        "X509ior, issuing root",
    })
    void putsPemInTheOrderOfTheContract(String name, String order) {
        byte[] encoded = CollectFormat.named(name).encode(bytes("leaf"), List.of(bytes("issuing"), bytes("root")));
        StringBuilder expected = new StringBuilder();
        for (String each : order.split(" ", -1)) {
            expected.append("-----BEGIN CERTIFICATE-----\n")
                    .append(Base64.getEncoder().encodeToString(bytes(each)))
                    .append("\n-----END CERTIFICATE-----\n");
        }
        assertThat(new String(encoded, StandardCharsets.US_ASCII)).isEqualTo(expected.toString());
    }

    @Test
    void foldsPemAt64Characters() {
        byte[] encoded = CollectFormat.PEMCO.encode(new byte[200], List.of());
        assertThat(new String(encoded, StandardCharsets.US_ASCII).lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(64));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "pkcs12", "der", "x509\u0000", "x509 ", "ＰＥＭ"})
    void knowsNoOtherNames(String name) {
        assertThatThrownBy(() -> CollectFormat.named(name))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.reason()).isEqualTo(Refusal.UNKNOWN_FORMAT));
    }

    @Test
    void namesFilesByTheirContent() {
        assertThat(CollectFormat.X509CO.extension()).isEqualTo("cer");
        assertThat(CollectFormat.BASE64.extension()).isEqualTo("p7b");
        assertThat(CollectFormat.BIN.extension()).isEqualTo("p7b");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
