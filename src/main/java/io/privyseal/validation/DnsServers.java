package io.privyseal.validation;

import io.privyseal.platform.AddressRange;
import java.net.InetSocketAddress;
import java.util.List;

/** Reads the addresses of DNS servers. */
final class DnsServers {
    private static final int PORT = 53;
    private static final int LARGEST_PORT = 65535;

    private DnsServers() {}

    /** @throws IllegalArgumentException naming the entry that is no address with or without a port */
    static List<InetSocketAddress> parse(List<String> entries) {
        return entries.stream().map(entry -> parse(entry.strip())).toList();
    }

    private static InetSocketAddress parse(String entry) {
        try {
            if (entry.startsWith("[")) {
                int end = entry.indexOf(']');
                String rest = entry.substring(end + 1);
                return address(entry.substring(1, end), rest.isEmpty() ? PORT : port(rest));
            }
            int colon = entry.indexOf(':');
            boolean v6 = colon != entry.lastIndexOf(':');
            return colon < 0 || v6
                    ? address(entry, PORT)
                    : address(entry.substring(0, colon), port(entry.substring(colon)));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("Not the address of a DNS server: " + entry, e);
        }
    }

    private static InetSocketAddress address(String literal, int port) {
        return new InetSocketAddress(AddressRange.address(literal), port);
    }

    private static int port(String colonAndDigits) {
        int port = Integer.parseInt(colonAndDigits.substring(1));
        if (colonAndDigits.charAt(0) != ':' || port < 1 || port > LARGEST_PORT) {
            throw new IllegalArgumentException("not a port");
        }
        return port;
    }
}
