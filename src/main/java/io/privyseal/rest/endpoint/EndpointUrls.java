package io.privyseal.rest.endpoint;

import io.privyseal.endpoint.EnrollmentEndpoint;
import io.privyseal.rest.Locations;
import jakarta.inject.Singleton;

/** The addresses at which clients begin. */
@Singleton
class EndpointUrls {
    private final Locations locations;

    EndpointUrls(Locations locations) {
        this.locations = locations;
    }

    /** SCEP's is plain HTTP: its messages are protected themselves, and its clients do not yet know the root. */
    String of(EnrollmentEndpoint endpoint) {
        return (switch (endpoint.door()) {
                    case SCEP -> locations.plainUri(endpoint.path());
                    case ACME, EST -> locations.uri(endpoint.path());
                })
                .toString();
    }
}
