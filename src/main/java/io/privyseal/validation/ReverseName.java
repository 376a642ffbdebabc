package io.privyseal.validation;

import io.privyseal.platform.name.IpAddress;

/** The name under which reverse DNS keeps an address, without the final dot (RFC 1035 §3.5, RFC 3596 §2.5). */
final class ReverseName {
    private ReverseName() {}

    /** RFC 8738 §6: what a server name says for an address. */
    static String of(IpAddress address) {
        byte[] octets = address.octets();
        StringBuilder name = new StringBuilder(72);
        if (octets.length == 4) {
            for (int i = octets.length - 1; i >= 0; i--) {
                name.append(octets[i] & 0xff).append('.');
            }
            return name.append("in-addr.arpa").toString();
        }
        for (int i = octets.length - 1; i >= 0; i--) {
            name.append(Character.forDigit(octets[i] & 0xf, 16)).append('.');
            name.append(Character.forDigit((octets[i] >> 4) & 0xf, 16)).append('.');
        }
        return name.append("ip6.arpa").toString();
    }
}
