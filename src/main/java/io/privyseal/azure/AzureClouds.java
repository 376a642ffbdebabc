package io.privyseal.azure;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the services of an environment are: as Microsoft says, or as configured. */
@Singleton
class AzureClouds {
    private static final String HTTPS = "https";
    private static final int HTTPS_PORT = 443;

    private final AzureConfig config;

    AzureClouds(AzureConfig config) {
        this.config = config;
    }

    // An impossible configuration stops the start, not the first device.
    void onStart(@Observes StartupEvent event) {
        config.authority().ifPresent(uri -> requireOrigin("privyseal.azure.authority", uri));
        config.graph().ifPresent(uri -> requireOrigin("privyseal.azure.graph", uri));
        config.intune().ifPresent(uri -> requireOrigin("privyseal.azure.intune", uri));
        config.management().ifPresent(uri -> requireOrigin("privyseal.azure.management", uri));
    }

    // Secrets and tokens go there.
    private static void requireOrigin(String setting, URI uri) {
        if (!HTTPS.equals(uri.getScheme())
                || uri.getHost() == null
                || uri.getRawUserInfo() != null
                || uri.getRawQuery() != null
                || uri.getRawFragment() != null) {
            throw new IllegalStateException(setting + " must be an address with https, such as https://host/");
        }
    }

    /** Where an application gets its tokens. */
    URI tokenEndpoint(Credentials credentials) {
        return below(
                config.authority().orElse(credentials.environment().authority()),
                credentials.directoryId() + "/oauth2/v2.0/token");
    }

    URI graph(AzureEnvironment environment, String path) {
        return below(config.graph().orElse(environment.graph()), path);
    }

    URI management(AzureEnvironment environment, String path) {
        return below(config.management().orElse(environment.management()), path);
    }

    /** What a token shall be good for, in the words of Entra; empty for Intune where there is none. */
    Optional<String> scope(AzureEnvironment environment, Audience audience) {
        return switch (audience) {
            case GRAPH ->
                Optional.of(below(config.graph().orElse(environment.graph()), ".default")
                        .toString());
            case MANAGEMENT ->
                Optional.of(below(config.management().orElse(environment.management()), ".default")
                        .toString());
            // Two slashes: the resource's own, which the token's audience then ends in, and the scope's.
            case INTUNE ->
                config.intune()
                        .or(environment::intune)
                        .map(uri -> below(uri, "/.default").toString());
        };
    }

    private static URI below(URI base, String path) {
        String text = base.toString();
        return URI.create((text.endsWith("/") ? text : text + "/") + path);
    }

    /**
     * Whether an address that Microsoft's discovery gave is one of Microsoft's: what it says is believed only as far as that.
     */
    boolean isService(AzureEnvironment environment, URI uri) {
        String host = uri.getHost();
        if (!HTTPS.equalsIgnoreCase(uri.getScheme())
                || host == null
                || uri.getRawUserInfo() != null
                || uri.getRawQuery() != null
                || uri.getRawFragment() != null) {
            return false;
        }
        String name = host.toLowerCase(Locale.ROOT);
        int port = uri.getPort() < 0 ? HTTPS_PORT : uri.getPort();
        List<String> allowed = config.serviceHosts()
                .orElseGet(() -> environment.intuneHosts().map(domain -> "." + domain).stream()
                        .toList());
        return allowed.stream().anyMatch(some -> matches(some.strip().toLowerCase(Locale.ROOT), name, port));
    }

    private static boolean matches(String allowed, String host, int port) {
        if (allowed.startsWith(".")) {
            return port == HTTPS_PORT && host.endsWith(allowed) && host.length() > allowed.length();
        }
        return allowed.equals(host + ":" + port) || (port == HTTPS_PORT && allowed.equals(host));
    }

    /** Whether two addresses are at the same host, so that a token for one may be shown to the other. */
    static boolean isSameOrigin(URI one, @Nullable URI other) {
        return other != null
                && HTTPS.equalsIgnoreCase(other.getScheme())
                && other.getRawUserInfo() == null
                && one.getAuthority().equalsIgnoreCase(other.getAuthority());
    }
}
