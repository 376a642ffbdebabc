package io.privyseal.protocol.est;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BasicCredentialsTest {
    private static String header(String credentials, Charset charset) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(charset));
    }

    @Test
    void splitsAtTheFirstColon() {
        assertThat(BasicCredentials.parse(header("device:a:b", StandardCharsets.UTF_8)))
                .contains(new BasicCredentials("device", "a:b"));
        assertThat(BasicCredentials.parse(header(":secret", StandardCharsets.UTF_8)))
                .contains(new BasicCredentials("", "secret"));
    }

    @Test
    void readsBothEncodings() {
        BasicCredentials wanted = new BasicCredentials("m\u00fcller", "gr\u00fc\u00df");
        assertThat(BasicCredentials.parse(header("m\u00fcller:gr\u00fc\u00df", StandardCharsets.UTF_8)))
                .contains(wanted);
        assertThat(BasicCredentials.parse(header("m\u00fcller:gr\u00fc\u00df", StandardCharsets.ISO_8859_1)))
                .contains(wanted);
    }

    @Test
    void knowsTheSchemeInAnyCase() {
        assertThat(BasicCredentials.parse("bASIC YTpi")).contains(new BasicCredentials("a", "b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Basic", "Basic YWI=", "Basic YTpi*", "Bearer YTpi", "YTpi"})
    void takesNothingElse(String header) {
        assertThat(BasicCredentials.parse(header)).isEmpty();
    }

    @Test
    void doesNotReadEndlessOnes() {
        assertThat(BasicCredentials.parse(header("a:" + "b".repeat(2000), StandardCharsets.UTF_8)))
                .isEmpty();
    }

    @Test
    void doesNotShowThePassword() {
        assertThat(new BasicCredentials("device", "secret")).asString().doesNotContain("secret");
    }
}
