package io.privyseal.azure;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All services at a stand-in. */
class StandInConfig implements AzureConfig {
    private final String origin;
    private final String trust;

    List<String> hosts;
    Duration timeout = Duration.ofSeconds(20);
    Duration budget = Duration.ofSeconds(60);
    Duration revocationInterval = Duration.ofMinutes(5);

    @Nullable
    URI proxy;

    StandInConfig(MicrosoftStandIn standIn, TestAuthority authority) {
        this.origin = standIn.origin();
        this.trust = authority.pem();
        this.hosts = List.of("localhost:" + standIn.port());
    }

    @Override
    public Optional<URI> authority() {
        return Optional.of(URI.create(origin));
    }

    @Override
    public Optional<URI> graph() {
        return Optional.of(URI.create(origin + "/"));
    }

    @Override
    public Optional<URI> intune() {
        return Optional.of(URI.create(origin));
    }

    @Override
    public Optional<URI> management() {
        return Optional.of(URI.create(origin));
    }

    @Override
    public Optional<List<String>> serviceHosts() {
        return Optional.of(hosts);
    }

    @Override
    public Optional<URI> proxy() {
        return Optional.ofNullable(proxy);
    }

    @Override
    public Optional<String> trust() {
        return Optional.of(trust);
    }

    @Override
    public Duration timeout() {
        return timeout;
    }

    @Override
    public Duration budget() {
        return budget;
    }

    @Override
    public Duration revocationInterval() {
        return revocationInterval;
    }
}
