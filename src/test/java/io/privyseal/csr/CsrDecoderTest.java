package io.privyseal.csr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CsrDecoderTest {
    private static final byte[] DER = CsrFixture.csr().der();
    private static final String BARE = Base64.getEncoder().encodeToString(DER);

    @ParameterizedTest
    @ValueSource(strings = {"CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST"})
    void readsPemWithEitherLabelAndEitherLineEnd(String label) {
        assertThat(CsrDecoder.decode(pem(label, "\n"))).isEqualTo(DER);
        assertThat(CsrDecoder.decode(pem(label, "\r\n"))).isEqualTo(DER);
        assertThat(CsrDecoder.decode("\n  " + pem(label, "\n") + "\n\n")).isEqualTo(DER);
    }

    @Test
    void readsBareBase64WithAndWithoutLineBreaks() {
        assertThat(CsrDecoder.decode(BARE)).isEqualTo(DER);
        assertThat(CsrDecoder.decode(wrapped("\r\n"))).isEqualTo(DER);
    }

    @Test
    void refusesPemOfSomethingElse() {
        assertRefused(pem("CERTIFICATE", "\n"), Refusal.CSR_NOT_BASE64);
        assertRefused(pem("RSA PRIVATE KEY", "\n"), Refusal.CSR_NOT_BASE64);
    }

    @Test
    void refusesPemWithoutItsFooter() {
        assertRefused("-----BEGIN CERTIFICATE REQUEST-----\n" + BARE, Refusal.CSR_NOT_BASE64);
        assertRefused("-----BEGIN CERTIFICATE REQUEST", Refusal.CSR_NOT_BASE64);
    }

    @Test
    void refusesTwoRequestsAtOnce() {
        assertRefused(pem("CERTIFICATE REQUEST", "\n").repeat(2), Refusal.CSR_NOT_BASE64);
    }

    @ParameterizedTest
    @ValueSource(strings = {"!!!!", "abc\u0000", "abcdä", "a", "_-_-", "AAAA=AAA"})
    void refusesWhatIsNotBase64(String text) {
        assertRefused(text, Refusal.CSR_NOT_BASE64);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \n", "-----BEGIN CERTIFICATE REQUEST-----\n-----END CERTIFICATE REQUEST-----"})
    void refusesAnEmptyRequest(String text) {
        assertRefused(text, Refusal.CSR_UNDECODABLE);
    }

    @Test
    void refusesMoreThan32KiB() {
        assertRefused("A".repeat(32 * 1024 + 1), Refusal.CSR_TOO_LARGE);
        assertRefused("A".repeat(1024 * 1024), Refusal.CSR_TOO_LARGE);
        assertThat(CsrDecoder.decode("A".repeat(32 * 1024))).hasSize(24 * 1024);
    }

    private static String pem(String label, String lineEnd) {
        return "-----BEGIN " + label + "-----" + lineEnd + wrapped(lineEnd) + lineEnd + "-----END " + label + "-----"
                + lineEnd;
    }

    private static String wrapped(String lineEnd) {
        return Base64.getMimeEncoder(64, lineEnd.getBytes(StandardCharsets.US_ASCII))
                .encodeToString(DER);
    }

    private static void assertRefused(String text, Refusal reason) {
        assertThatThrownBy(() -> CsrDecoder.decode(text))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }
}
