package io.privyseal.platform.config;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * Turns our settings into the framework's where an expression in application.properties cannot: {@code privyseal.db-url}
 * (as {@code postgresql://host/db} or {@code jdbc:postgresql://host/db}), its login, the format of the log, and traces.
 */
public final class DerivedSettings implements ConfigSourceFactory {
    /** Below the environment and system properties, above application.properties. */
    private static final int ORDINAL = 275;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        return List.of(new PropertiesConfigSource(settings(context), "derived from PRIVYSEAL_*", ORDINAL));
    }

    private static Map<String, String> settings(ConfigSourceContext context) {
        Map<String, String> settings = new HashMap<>();
        if ("json".equals(value(context, "privyseal.log-format"))) {
            settings.put("quarkus.log.console.json.enabled", "true");
        }
        String collector = value(context, "privyseal.otlp-endpoint");
        if (collector != null) {
            settings.put("quarkus.otel.sdk.disabled", "false");
            settings.put("quarkus.otel.exporter.otlp.endpoint", collector);
        }
        String url = value(context, "privyseal.db-url");
        if (url == null) {
            return settings;
        }
        settings.put("quarkus.datasource.jdbc.url", jdbc(url));
        put(settings, "quarkus.datasource.username", value(context, "privyseal.db-user"));
        put(settings, "quarkus.datasource.password", value(context, "privyseal.db-password"));
        return settings;
    }

    private static String jdbc(String url) {
        if (url.startsWith("postgres://")) {
            return "jdbc:postgresql://" + url.substring("postgres://".length());
        }
        return url.startsWith("jdbc:") ? url : "jdbc:" + url;
    }

    private static void put(Map<String, String> settings, String key, @Nullable String value) {
        if (value != null) {
            settings.put(key, value);
        }
    }

    private static @Nullable String value(ConfigSourceContext context, String key) {
        ConfigValue value = context.getValue(key);
        return value == null || value.getValue() == null || value.getValue().isEmpty() ? null : value.getValue();
    }

    @Override
    public OptionalInt getPriority() {
        return OptionalInt.of(ORDINAL);
    }
}
