package io.privyseal.azure;

import java.net.URI;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Microsoft's clouds, by the contract's names, and where each has its services. */
public enum AzureEnvironment {
    AZURE(
            "https://login.microsoftonline.com/",
            "https://graph.microsoft.com/",
            "https://management.azure.com/",
            "https://api.manage.microsoft.com/",
            "manage.microsoft.com"),
    AZURE_US_GOVERNMENT(
            "https://login.microsoftonline.us/",
            "https://graph.microsoft.us/",
            "https://management.usgovcloudapi.net/",
            "https://api.manage.microsoft.us/",
            "manage.microsoft.us"),
    /** Closed by Microsoft, and never had Intune; in the contract. */
    AZURE_GERMANY(
            "https://login.microsoftonline.de/",
            "https://graph.microsoft.de/",
            "https://management.microsoftazure.de/",
            null,
            null),
    /** Where Intune's API has no address that is documented: it must be configured. */
    AZURE_CHINA(
            "https://login.chinacloudapi.cn/",
            "https://microsoftgraph.chinacloudapi.cn/",
            "https://management.chinacloudapi.cn/",
            null,
            "manage.microsoftonline.cn");

    private final URI authority;
    private final URI graph;
    private final URI management;
    private final @Nullable String intune;
    private final @Nullable String intuneHosts;

    AzureEnvironment(
            String authority, String graph, String management, @Nullable String intune, @Nullable String intuneHosts) {
        this.authority = URI.create(authority);
        this.graph = URI.create(graph);
        this.management = URI.create(management);
        this.intune = intune;
        this.intuneHosts = intuneHosts;
    }

    /** The environment that the contract calls so. */
    public static Optional<AzureEnvironment> named(String word) {
        return Arrays.stream(values()).filter(some -> some.name().equals(word)).findFirst();
    }

    URI authority() {
        return authority;
    }

    URI graph() {
        return graph;
    }

    URI management() {
        return management;
    }

    Optional<URI> intune() {
        return Optional.ofNullable(intune).map(URI::create);
    }

    /** The domain below which Intune has the hosts of its services. */
    Optional<String> intuneHosts() {
        return Optional.ofNullable(intuneHosts);
    }
}
