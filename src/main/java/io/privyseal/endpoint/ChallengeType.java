package io.privyseal.endpoint;

import java.util.Arrays;
import java.util.Optional;

/** How an ACME client may prove that it controls a name. */
public enum ChallengeType {
    /** RFC 8555 §8.3. */
    HTTP_01("http-01"),
    /** RFC 8555 §8.4. */
    DNS_01("dns-01"),
    /** RFC 8737. */
    TLS_ALPN_01("tls-alpn-01");

    private final String wireName;

    ChallengeType(String wireName) {
        this.wireName = wireName;
    }

    /** The name that ACME and REST use. */
    public String wireName() {
        return wireName;
    }

    /** The type under its wire name, in any case. */
    public static Optional<ChallengeType> named(String name) {
        return Arrays.stream(values())
                .filter(type -> type.wireName.equalsIgnoreCase(name))
                .findFirst();
    }
}
