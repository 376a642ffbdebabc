package io.privyseal.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.config.spi.Converter;
import org.junit.jupiter.api.Test;

class CrlConfigTest {
    @Test
    void hasDefaults() {
        CrlConfig config = read(Map.of());

        assertThat(config.validity()).isEqualTo(Duration.ofDays(7));
        assertThat(config.interval()).isEqualTo(Duration.ofHours(24));
    }

    @Test
    void readsEveryKey() {
        CrlConfig config = read(Map.of("privyseal.crl.validity", "3d", "privyseal.crl.interval", "6h"));

        assertThat(config.validity()).isEqualTo(Duration.ofDays(3));
        assertThat(config.interval()).isEqualTo(Duration.ofHours(6));
    }

    private static CrlConfig read(Map<String, String> values) {
        Converter<Duration> durations = new DurationConverter();
        return new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, durations)
                .withDefaultValues(values)
                .withMapping(CrlConfig.class)
                .build()
                .getConfigMapping(CrlConfig.class);
    }
}
