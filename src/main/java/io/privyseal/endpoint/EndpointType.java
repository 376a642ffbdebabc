package io.privyseal.endpoint;

import java.util.Arrays;
import java.util.Optional;

/** The kinds of enrollment endpoints that the REST contract knows, under its names. */
public enum EndpointType {
    SSL_WEB_FORM,
    SMIME_WEB_FORM,
    DEVICE_WEB_FORM,
    CODE_SIGN_WEB_FORM,
    BULK_ENROLLMENT_WEB_FORM,
    PUBLIC_ACME,
    PRIVATE_ACME,
    SMIME_SCEP,
    DEVICE_SCEP,
    SMIME_SCEP_INTUNE,
    DEVICE_SCEP_INTUNE,
    SSL_EST,
    SMIME_EST,
    DEVICE_EST,
    SSL_REST_API,
    CLIENT_REST_API,
    DEVICE_REST_API,
    CODE_SIGN_REST_API,
    SSL_MAGGIE_UI;

    /** Whether this server has a door of this kind. */
    public boolean isServed() {
        return this == PRIVATE_ACME;
    }

    /** The type under its wire name, in any case. */
    public static Optional<EndpointType> named(String name) {
        return Arrays.stream(values())
                .filter(type -> type.name().equalsIgnoreCase(name))
                .findFirst();
    }
}
