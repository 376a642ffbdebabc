package io.privyseal.azure;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where Microsoft's services are, how to get there, and how patient to be. */
@ConfigMapping(prefix = "privyseal.azure")
interface AzureConfig {
    /** Where Entra gives out tokens, for all accounts; by default as each account's environment has it. */
    Optional<URI> authority();

    /** Microsoft Graph, likewise. */
    Optional<URI> graph();

    /** The resource that tokens for Intune are for, likewise. */
    Optional<URI> intune();

    /** Azure Resource Manager, likewise. */
    Optional<URI> management();

    /**
     * Hosts, comma-separated, that Intune's services may be at instead of Microsoft's: {@code host} or {@code host:port}, or
     * {@code .domain} for all below it.
     */
    Optional<List<String>> serviceHosts();

    /** HTTP proxy, such as {@code http://proxy.example.test:3128}; by default what the Java virtual machine is told. */
    Optional<URI> proxy();

    /** Certificates (PEM) that may vouch for these hosts besides those that the Java virtual machine trusts. */
    Optional<String> trust();

    /** How long one answer may take. */
    @WithDefault("10s")
    Duration timeout();

    /** How long a question may take with all that is tried again; what asks SCEP waits that long. */
    @WithDefault("25s")
    Duration budget();

    /** How often Intune is asked for certificates to revoke; {@code 0s} for never. */
    @WithDefault("5m")
    Duration revocationInterval();
}
