package io.privyseal.platform.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** Where the server keeps its state. */
@ConfigMapping(prefix = "privyseal")
public interface StateConfig {
    /** Directory of keys, the embedded database and the files of the first start. */
    @WithDefault("./data")
    Path home();

    /** PostgreSQL to use instead of the embedded database: {@code postgresql://host:5432/name}. */
    Optional<String> dbUrl();

    /** Login at PostgreSQL. */
    Optional<String> dbUser();

    /** Password at PostgreSQL. */
    Optional<String> dbPassword();

    /** {@code plain} or {@code json}. */
    @WithDefault("plain")
    String logFormat();
}
