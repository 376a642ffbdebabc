package io.privyseal.rest.acme;

import io.privyseal.endpoint.EnrollmentEndpoint;
import io.privyseal.rest.Locations;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** ACME endpoints by the address of their directory, which is what the contract calls them by. */
@Singleton
class AcmeServers {
    /** The origin is not compared: a server is reached by several names, and by addresses. */
    private static final Pattern URL =
            Pattern.compile("https?://[^/\\s]+/acme/([A-Za-z0-9._-]{1,64})(?:/directory)?/?", Pattern.CASE_INSENSITIVE);

    private final Locations locations;

    AcmeServers(Locations locations) {
        this.locations = locations;
    }

    String urlOf(EnrollmentEndpoint endpoint) {
        return locations.uri(endpoint.path()).toString();
    }

    /** The extension of the endpoint at the address; empty for what is no such address. */
    static Optional<String> extensionIn(String url) {
        Matcher matcher = URL.matcher(url.strip());
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
