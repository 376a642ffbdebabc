package io.privyseal.endpoint;

import java.util.Arrays;
import java.util.Optional;

/** What an ACME order may ask a certificate for. */
public enum IdentifierType {
    /** RFC 8555 §9.7.7. */
    DNS("dns"),
    /** RFC 8738. */
    IP("ip");

    private final String wireName;

    IdentifierType(String wireName) {
        this.wireName = wireName;
    }

    /** The name that ACME and REST use. */
    public String wireName() {
        return wireName;
    }

    /** The type under its wire name, in any case. */
    public static Optional<IdentifierType> named(String name) {
        return Arrays.stream(values())
                .filter(type -> type.wireName.equalsIgnoreCase(name))
                .findFirst();
    }
}
