package io.privyseal.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privyseal.platform.AddressRange;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.config.spi.Converter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValidationConfigTest {
    @Test
    void hasDefaults() {
        SmallRyeConfig config = read(Map.of());

        ValidationConfig validation = config.getConfigMapping(ValidationConfig.class);
        assertThat(validation.timeout()).isEqualTo(Duration.ofSeconds(15));
        assertThat(validation.concurrency()).isEqualTo(64);
        assertThat(validation.concurrencyPerTarget()).isEqualTo(8);
        assertThat(validation.allow()).isEmpty();
        assertThat(validation.deny()).isEmpty();
        ChallengePortConfig ports = config.getConfigMapping(ChallengePortConfig.class);
        assertThat(ports.http01Port()).isEqualTo(80);
        assertThat(ports.tlsAlpn01Port()).isEqualTo(443);
        assertThat(config.getConfigMapping(DnsConfig.class).servers()).isEmpty();
        assertThat(config.getConfigMapping(ProofConfig.class).lifetime()).isEqualTo(Duration.ofDays(30));
    }

    @Test
    void readsEveryKey() {
        SmallRyeConfig config = read(Map.of(
                "privyseal.validation.timeout", "5s",
                "privyseal.validation.concurrency", "10",
                "privyseal.validation.concurrency-per-target", "2",
                "privyseal.validation.allow", "10.0.0.0/8,fd00::/8",
                "privyseal.validation.deny", "10.9.0.1",
                "privyseal.acme.http01-port", "5002",
                "privyseal.acme.tlsalpn01-port", "5001",
                "privyseal.dns.servers", "127.0.0.1:8053,[::1]:53",
                "privyseal.proof.lifetime", "1h"));

        ValidationConfig validation = config.getConfigMapping(ValidationConfig.class);
        assertThat(validation.timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(validation.concurrency()).isEqualTo(10);
        assertThat(validation.concurrencyPerTarget()).isEqualTo(2);
        assertThat(validation.allow().orElseThrow())
                .containsExactly(AddressRange.of("10.0.0.0/8"), AddressRange.of("fd00::/8"));
        assertThat(validation.deny().orElseThrow()).containsExactly(AddressRange.of("10.9.0.1"));
        ChallengePortConfig ports = config.getConfigMapping(ChallengePortConfig.class);
        assertThat(ports.http01Port()).isEqualTo(5002);
        assertThat(ports.tlsAlpn01Port()).isEqualTo(5001);
        assertThat(config.getConfigMapping(DnsConfig.class).servers().orElseThrow())
                .containsExactly("127.0.0.1:8053", "[::1]:53");
        assertThat(config.getConfigMapping(ProofConfig.class).lifetime()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void startsWithTheDefaults() {
        start(Map.of());
    }

    @ParameterizedTest
    @CsvSource({
        "privyseal.validation.timeout, 0s",
        "privyseal.validation.concurrency, 0",
        "privyseal.validation.concurrency-per-target, -1",
        "privyseal.acme.http01-port, 0",
        "privyseal.acme.tlsalpn01-port, 65536",
        "privyseal.proof.lifetime, 0s",
        "privyseal.dns.servers, dns.example.test"
    })
    void doesNotStartWithWhatCannotWork(String key, String value) {
        assertThatThrownBy(() -> start(Map.of(key, value)))
                .isInstanceOfAny(IllegalStateException.class, IllegalArgumentException.class)
                .hasMessageContaining(key.equals("privyseal.dns.servers") ? value : key);
    }

    private static void start(Map<String, String> values) {
        SmallRyeConfig config = read(values);
        new ValidationBeans()
                .onStart(
                        new StartupEvent(),
                        config.getConfigMapping(ValidationConfig.class),
                        config.getConfigMapping(ChallengePortConfig.class),
                        config.getConfigMapping(DnsConfig.class),
                        config.getConfigMapping(ProofConfig.class));
    }

    private static SmallRyeConfig read(Map<String, String> values) {
        Converter<Duration> durations = new DurationConverter();
        return new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, durations)
                .withDefaultValues(values)
                .withMapping(ValidationConfig.class)
                .withMapping(ChallengePortConfig.class)
                .withMapping(DnsConfig.class)
                .withMapping(ProofConfig.class)
                .build();
    }
}
