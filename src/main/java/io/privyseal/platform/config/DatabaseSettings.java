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
 * Turns {@code privyseal.db-url}, {@code -user} and {@code -password} into the pool's settings. Accepts
 * {@code postgresql://host/db} as well as {@code jdbc:postgresql://host/db}; without a URL the embedded database in
 * {@code privyseal.home} is used.
 */
public final class DatabaseSettings implements ConfigSourceFactory {
    /**
     * RETENTION_TIME=0: space is reused at once, which the ordered file makes safe. DB_CLOSE_ON_EXIT: the pool closes the
     * database, not a hook that races with it.
     */
    static final String EMBEDDED_OPTIONS = ";RETENTION_TIME=0;DB_CLOSE_ON_EXIT=FALSE;DB_CLOSE_DELAY=-1";

    /** Below the environment and system properties, above application.properties. */
    private static final int ORDINAL = 275;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        return List.of(new PropertiesConfigSource(settings(context), "PRIVYSEAL_DB_*", ORDINAL));
    }

    private static Map<String, String> settings(ConfigSourceContext context) {
        Map<String, String> pool = new HashMap<>();
        String url = value(context, "privyseal.db-url");
        if (url == null) {
            // Tests name a database of their own; the directory of a server is made by the launcher's user.
            String home = value(context, "privyseal.home");
            if (home != null) {
                pool.put("quarkus.datasource.jdbc.url", "jdbc:h2:file:" + home + "/db/privyseal" + EMBEDDED_OPTIONS);
                pool.put("quarkus.datasource.username", "privyseal");
                pool.put("quarkus.datasource.password", "");
            }
            return pool;
        }
        pool.put("quarkus.datasource.jdbc.url", url.startsWith("jdbc:") ? url : "jdbc:" + url);
        put(pool, "quarkus.datasource.username", value(context, "privyseal.db-user"));
        put(pool, "quarkus.datasource.password", value(context, "privyseal.db-password"));
        return pool;
    }

    private static void put(Map<String, String> pool, String key, @Nullable String value) {
        if (value != null) {
            pool.put(key, value);
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
