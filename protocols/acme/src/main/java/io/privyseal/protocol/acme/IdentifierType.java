package io.privyseal.protocol.acme;

import java.util.Optional;

/** The types of identifier that an order can name. */
public enum IdentifierType {
    /** RFC 8555 §9.7.7. */
    DNS("dns"),
    /** RFC 8738 §3. */
    IP("ip");

    private final String wireName;

    IdentifierType(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    public static Optional<IdentifierType> ofWireName(String wireName) {
        for (IdentifierType type : values()) {
            if (type.wireName.equals(wireName)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
