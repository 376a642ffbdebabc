package io.privyseal.acme;

import io.privyseal.endpoint.EndpointDoor;
import io.privyseal.endpoint.Endpoints;
import io.privyseal.endpoint.EnrollmentEndpoint;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Optional;

/** The endpoint of an address, in a transaction of its own: remembered endpoints count within transactions only. */
@Singleton
class EndpointLookup {
    private final Endpoints endpoints;

    EndpointLookup(Endpoints endpoints) {
        this.endpoints = endpoints;
    }

    @Transactional
    Optional<EnrollmentEndpoint> find(String extension) {
        return endpoints.findByUriExtension(EndpointDoor.ACME, extension);
    }
}
