package io.privyseal.platform;

import java.net.InetAddress;

/**
 * A range of IP addresses in prefix notation, such as {@code 10.0.0.0/8} or {@code 2001:db8::/32}.
 *
 * @param network the first address; host bits are cleared
 */
public record AddressRange(InetAddress network, int prefixLength) {
    public AddressRange {
        byte[] bytes = network.getAddress();
        if (prefixLength < 0 || prefixLength > bytes.length * 8) {
            throw new IllegalArgumentException("prefix length out of range: " + prefixLength);
        }
        network = masked(bytes, prefixLength);
    }

    /**
     * Reads a range, or a single address.
     *
     * @throws IllegalArgumentException when the text is neither
     */
    public static AddressRange of(String text) {
        String trimmed = text.strip();
        int slash = trimmed.indexOf('/');
        if (slash < 0) {
            InetAddress address = address(trimmed);
            return new AddressRange(address, address.getAddress().length * 8);
        }
        return new AddressRange(address(trimmed.substring(0, slash)), prefixLength(trimmed.substring(slash + 1)));
    }

    /**
     * Reads an address as it is written, with no look-up of names. An IPv4 address needs its four parts, and an
     * IPv4-mapped IPv6 address is the IPv4 address.
     *
     * @throws IllegalArgumentException when the text is no such address
     */
    public static InetAddress address(String text) {
        // The JDK also reads "10.1" as 10.0.0.1; in an access list that is a typing error.
        if (text.indexOf(':') < 0 && text.chars().filter(c -> c == '.').count() != 3) {
            throw new IllegalArgumentException("not an IP address: " + text);
        }
        if (text.indexOf('%') >= 0) {
            throw new IllegalArgumentException("an IPv6 zone means nothing here: " + text);
        }
        return InetAddress.ofLiteral(text);
    }

    public boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == network.getAddress().length
                && masked(bytes, prefixLength).equals(network);
    }

    /** The range in prefix notation. */
    @Override
    public String toString() {
        return network.getHostAddress() + "/" + prefixLength;
    }

    private static int prefixLength(String digits) {
        if (digits.isEmpty() || digits.length() > 3 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException("not a prefix length: " + digits);
        }
        return Integer.parseInt(digits);
    }

    private static InetAddress masked(byte[] address, int prefixLength) {
        byte[] network = address.clone();
        for (int i = 0; i < network.length; i++) {
            int kept = Math.clamp(prefixLength - i * 8L, 0, 8);
            network[i] &= (byte) (0xFF00 >> kept);
        }
        try {
            return InetAddress.getByAddress(network);
        } catch (java.net.UnknownHostException impossible) {
            throw new IllegalArgumentException("not an IP address", impossible);
        }
    }
}
