package io.privyseal.platform.web;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Addresses and networks in CIDR form; an IPv4 address in IPv6 form counts as IPv4. */
public final class AddressList {
    private static final class Network {
        private final byte[] address;
        private final int bits;

        Network(byte[] address, int bits) {
            this.address = address;
            this.bits = bits;
        }

        boolean contains(byte[] other) {
            if (address.length != other.length) {
                return false;
            }
            int whole = bits / 8;
            if (!Arrays.equals(address, 0, whole, other, 0, whole)) {
                return false;
            }
            int rest = bits % 8;
            return rest == 0 || ((address[whole] ^ other[whole]) & 0xff) >> (8 - rest) == 0;
        }
    }

    private final List<Network> networks;

    private AddressList(List<Network> networks) {
        this.networks = List.copyOf(networks);
    }

    /**
     * Parses literal addresses, each optionally followed by a prefix length.
     *
     * @throws IllegalArgumentException naming the entry that is neither
     */
    public static AddressList of(List<String> entries) {
        List<Network> networks = new ArrayList<>();
        for (String entry : entries) {
            networks.add(network(entry.strip()));
        }
        return new AddressList(networks);
    }

    private static Network network(String entry) {
        try {
            int slash = entry.indexOf('/');
            byte[] address = InetAddress.ofLiteral(slash < 0 ? entry : entry.substring(0, slash))
                    .getAddress();
            int bits = slash < 0 ? address.length * 8 : Integer.parseInt(entry.substring(slash + 1));
            if (bits < 0 || bits > address.length * 8) {
                throw new IllegalArgumentException("prefix length");
            }
            return new Network(address, bits);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Not an address or network: " + entry, e);
        }
    }

    /** Whether the literal address is in one of the networks; false for what is no address. */
    public boolean contains(@Nullable String literal) {
        if (literal == null) {
            return false;
        }
        int zone = literal.indexOf('%');
        byte[] address;
        try {
            address = InetAddress.ofLiteral(zone < 0 ? literal : literal.substring(0, zone))
                    .getAddress();
        } catch (IllegalArgumentException _) {
            return false;
        }
        for (Network network : networks) {
            if (network.contains(address)) {
                return true;
            }
        }
        return false;
    }
}
