package io.privyseal.validation;

import io.privyseal.platform.AddressRange;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/** The IPv4 address to which an IPv6 address leads in the end, where it carries one. */
final class EmbeddedAddress {
    // RFC 4291 §2.5.5: IPv4-compatible and IPv4-mapped; RFC 2765 §2.1: IPv4-translated.
    private static final AddressRange COMPATIBLE = AddressRange.of("::/96");
    private static final AddressRange TRANSLATED = AddressRange.of("::ffff:0:0:0/96");
    // RFC 6052 §2.1, the well-known prefix of NAT64.
    private static final AddressRange NAT64 = AddressRange.of("64:ff9b::/96");
    // RFC 3056 §2: 6to4. RFC 4380 §4: Teredo.
    private static final AddressRange SIX_TO_FOUR = AddressRange.of("2002::/16");
    private static final AddressRange TEREDO = AddressRange.of("2001::/32");
    // RFC 5214 §6.1: ISATAP, below any prefix; the bit of global uniqueness may be set.
    private static final byte[] ISATAP = {0, 0, 0x5e, (byte) 0xfe};
    private static final byte[] ISATAP_UNIQUE = {2, 0, 0x5e, (byte) 0xfe};
    // The JDK hands a mapped address out as IPv4, but a resolver library may not.
    private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xff, (byte) 0xff};
    private static final byte[] ONE = {0, 0, 0, 1};

    private EmbeddedAddress() {}

    static Optional<InetAddress> of(InetAddress address) {
        byte[] octets = address.getAddress();
        if (octets.length != 16) {
            return Optional.empty();
        }
        byte[] last = Arrays.copyOfRange(octets, 12, 16);
        if (COMPATIBLE.contains(address)) {
            // "::" and "::1" are addresses of their own.
            return Arrays.equals(last, new byte[4]) || Arrays.equals(last, ONE) ? Optional.empty() : v4(last);
        }
        if (TRANSLATED.contains(address)
                || NAT64.contains(address)
                || startsWith(octets, 0, MAPPED)
                || startsWith(octets, 8, ISATAP)
                || startsWith(octets, 8, ISATAP_UNIQUE)) {
            return v4(last);
        }
        if (SIX_TO_FOUR.contains(address)) {
            return v4(Arrays.copyOfRange(octets, 2, 6));
        }
        return TEREDO.contains(address) ? v4(inverted(last)) : Optional.empty();
    }

    /** RFC 4380 §4: Teredo hides the client's address from translators that look for addresses. */
    private static byte[] inverted(byte[] octets) {
        byte[] inverted = new byte[octets.length];
        for (int i = 0; i < octets.length; i++) {
            inverted[i] = (byte) ~octets[i];
        }
        return inverted;
    }

    private static boolean startsWith(byte[] octets, int from, byte[] prefix) {
        return Arrays.equals(octets, from, from + prefix.length, prefix, 0, prefix.length);
    }

    private static Optional<InetAddress> v4(byte[] octets) {
        try {
            return Optional.of(InetAddress.getByAddress(octets));
        } catch (UnknownHostException impossible) {
            throw new IllegalArgumentException("not an IP address", impossible);
        }
    }
}
