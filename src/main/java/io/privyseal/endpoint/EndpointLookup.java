package io.privyseal.endpoint;

import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.stream.Stream;

/** For doors: the endpoint of an address. */
@Singleton
public class EndpointLookup {
    /** The extension of the endpoint that an administrator wants to be the default of its door. */
    public static final String DEFAULT_EXTENSION = "default";

    /** The extension of the endpoints that a new installation begins with. */
    public static final String STARTER_EXTENSION = "starter";

    private final Endpoints endpoints;

    EndpointLookup(Endpoints endpoints) {
        this.endpoints = endpoints;
    }

    /** The endpoint at this address of the door, whoever's it is; none when it is disabled. */
    public Optional<EnrollmentEndpoint> find(String uriExtension, EndpointDoor door) {
        return endpoints.findByUriExtension(door, uriExtension).filter(EnrollmentEndpoint::enabled);
    }

    /** The endpoint for clients whose address names none: the one called {@code default}, or else the starter. */
    public Optional<EnrollmentEndpoint> findDefault(EndpointDoor door) {
        return Stream.of(DEFAULT_EXTENSION, STARTER_EXTENSION)
                .flatMap(extension -> find(extension, door).stream())
                .findFirst();
    }
}
