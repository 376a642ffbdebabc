package io.privyseal.platform.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
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

    /** Where traces go by OTLP over gRPC, such as {@code http://localhost:4317}; without it none are made. */
    Optional<URI> otlpEndpoint();

    /** How long a stopping server goes on serving while its readiness says no. */
    @WithDefault("0S")
    Duration shutdownDelay();
}
