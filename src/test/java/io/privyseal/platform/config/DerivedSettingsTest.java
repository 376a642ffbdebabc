package io.privyseal.platform.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DerivedSettingsTest {
    @Test
    void acceptsThreeSpellingsOfAPostgreSqlUrl() {
        for (String url :
                new String[] {"postgresql://db:5432/x", "postgres://db:5432/x", "jdbc:postgresql://db:5432/x"}) {
            SmallRyeConfig config = config(Map.of("privyseal.db-url", url, "privyseal.db-user", "u"));
            assertThat(config.getConfigValue("quarkus.datasource.jdbc.url").getValue())
                    .isEqualTo("jdbc:postgresql://db:5432/x");
            assertThat(config.getConfigValue("quarkus.datasource.username").getValue())
                    .isEqualTo("u");
        }
    }

    @Test
    void leavesTheEmbeddedDatabaseWithoutAUrl() {
        assertThat(config(Map.of())
                        .getConfigValue("quarkus.datasource.jdbc.url")
                        .getValue())
                .isNull();
    }

    @Test
    void switchesTheLogToJson() {
        assertThat(config(Map.of("privyseal.log-format", "json"))
                        .getConfigValue("quarkus.log.console.json.enabled")
                        .getValue())
                .isEqualTo("true");
        assertThat(config(Map.of())
                        .getConfigValue("quarkus.log.console.json.enabled")
                        .getValue())
                .isNull();
    }

    @Test
    void makesTracesWhereACollectorIsNamed() {
        SmallRyeConfig config = config(Map.of("privyseal.otlp-endpoint", "http://collector:4317"));
        assertThat(config.getConfigValue("quarkus.otel.sdk.disabled").getValue())
                .isEqualTo("false");
        assertThat(config.getConfigValue("quarkus.otel.exporter.otlp.endpoint").getValue())
                .isEqualTo("http://collector:4317");
        assertThat(config(Map.of()).getConfigValue("quarkus.otel.sdk.disabled").getValue())
                .isNull();
    }

    private static SmallRyeConfig config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(settings, "test", 300))
                .withSources(new DerivedSettings())
                .build();
    }
}
