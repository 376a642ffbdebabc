package io.privyseal.validation;

import java.util.Arrays;
import java.util.Optional;

/** How control is proven; the labels are those of the ACME registry (RFC 8555 §9.7.8). */
public enum ControlMethod {
    /** A file under a well-known path (RFC 8555 §8.3, RFC 8738 §4). */
    HTTP_01("http-01"),
    /** A TXT record under a well-known label (RFC 8555 §8.4). */
    DNS_01("dns-01"),
    /** A certificate shown to a TLS client that asks for a protocol of its own (RFC 8737, RFC 8738 §5). */
    TLS_ALPN_01("tls-alpn-01");

    private final String label;

    ControlMethod(String label) {
        this.label = label;
    }

    /** The method of a label; empty when there is none. */
    public static Optional<ControlMethod> ofLabel(String label) {
        return Arrays.stream(values())
                .filter(method -> method.label.equals(label))
                .findFirst();
    }

    /** Such as {@code http-01}. */
    public String label() {
        return label;
    }

    /** Whether this method can prove control over an identifier, and over all names right below it for a wildcard. */
    public boolean proves(Identifier identifier, boolean wildcard) {
        return switch (this) {
            // RFC 8555 §8.3, RFC 8737 §3: a host says nothing about the names below its own.
            case HTTP_01, TLS_ALPN_01 -> !wildcard;
            // RFC 8738 §7: dns-01 must not be used for addresses.
            case DNS_01 -> identifier instanceof Identifier.Dns;
        };
    }
}
