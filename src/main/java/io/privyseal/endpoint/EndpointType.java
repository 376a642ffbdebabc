package io.privyseal.endpoint;

import io.privyseal.organization.CertificateKind;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The kinds of enrollment endpoints that the REST contract knows, under its names. */
public enum EndpointType {
    SSL_WEB_FORM(CertificateKind.SSL, null),
    SMIME_WEB_FORM(CertificateKind.CLIENT, null),
    DEVICE_WEB_FORM(CertificateKind.DEVICE, null),
    CODE_SIGN_WEB_FORM(CertificateKind.CODE_SIGNING, null),
    BULK_ENROLLMENT_WEB_FORM(CertificateKind.SSL, null),
    PUBLIC_ACME(CertificateKind.SSL, null),
    PRIVATE_ACME(CertificateKind.SSL, EndpointDoor.ACME),
    SMIME_SCEP(CertificateKind.CLIENT, EndpointDoor.SCEP),
    DEVICE_SCEP(CertificateKind.DEVICE, EndpointDoor.SCEP),
    SMIME_SCEP_INTUNE(CertificateKind.CLIENT, EndpointDoor.SCEP),
    DEVICE_SCEP_INTUNE(CertificateKind.DEVICE, EndpointDoor.SCEP),
    SSL_EST(CertificateKind.SSL, EndpointDoor.EST),
    SMIME_EST(CertificateKind.CLIENT, EndpointDoor.EST),
    DEVICE_EST(CertificateKind.DEVICE, EndpointDoor.EST),
    SSL_REST_API(CertificateKind.SSL, null),
    CLIENT_REST_API(CertificateKind.CLIENT, null),
    DEVICE_REST_API(CertificateKind.DEVICE, null),
    CODE_SIGN_REST_API(CertificateKind.CODE_SIGNING, null),
    SSL_MAGGIE_UI(CertificateKind.SSL, null);

    private final CertificateKind kind;
    private final @Nullable EndpointDoor door;

    EndpointType(CertificateKind kind, @Nullable EndpointDoor door) {
        this.kind = kind;
        this.door = door;
    }

    /** What certificates its clients get. */
    public CertificateKind kind() {
        return kind;
    }

    /** The door of a type that {@linkplain #isServed() is served}. */
    public EndpointDoor door() {
        if (door == null) {
            throw new IllegalStateException("There is no door for the type " + this);
        }
        return door;
    }

    /** Whether this server has a door of this kind. */
    public boolean isServed() {
        return door != null;
    }

    /** Whether Microsoft Intune says yes to requests, by the challenge in each of them. */
    public boolean isIntune() {
        return this == SMIME_SCEP_INTUNE || this == DEVICE_SCEP_INTUNE;
    }

    /** The types whose clients get such certificates. */
    static Set<EndpointType> of(CertificateKind kind) {
        return Arrays.stream(values()).filter(type -> type.kind == kind).collect(Collectors.toUnmodifiableSet());
    }

    /** The type under its wire name, in any case. */
    public static Optional<EndpointType> named(String name) {
        return Arrays.stream(values())
                .filter(type -> type.name().equalsIgnoreCase(name))
                .findFirst();
    }
}
