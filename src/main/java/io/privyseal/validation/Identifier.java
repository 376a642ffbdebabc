package io.privyseal.validation;

import io.privyseal.platform.name.DnsName;
import io.privyseal.platform.name.IpAddress;

/** What can be proven to be under somebody's control (RFC 8555 §9.7.7, RFC 8738 §3). */
public sealed interface Identifier {
    /** A domain, without a wildcard: whether {@code *.} stands before it is told beside it (RFC 8555 §7.1.4). */
    record Dns(DnsName name) implements Identifier {
        /** @throws IllegalArgumentException for a wildcard */
        public Dns {
            if (name.isWildcard()) {
                throw new IllegalArgumentException("an identifier has no wildcard: " + name);
            }
        }

        @Override
        public String value() {
            return name.value();
        }

        @Override
        public String toString() {
            return "dns:" + name;
        }
    }

    /** An address. */
    record Ip(IpAddress address) implements Identifier {
        @Override
        public String value() {
            return address.value();
        }

        @Override
        public String toString() {
            return "ip:" + address;
        }
    }

    /** The identifier in canonical text, as an authorization names it. */
    String value();

    /**
     * The domain in the form of a certificate.
     *
     * @throws io.privyseal.platform.RefusedException when the text is no DNS name
     * @throws IllegalArgumentException for a wildcard
     */
    static Identifier dns(String name) {
        return new Dns(new DnsName(name));
    }

    /**
     * The address in any valid spelling.
     *
     * @throws io.privyseal.platform.RefusedException when the text is no address
     */
    static Identifier ip(String address) {
        return new Ip(new IpAddress(address));
    }
}
