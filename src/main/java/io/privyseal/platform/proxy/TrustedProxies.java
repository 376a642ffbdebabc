package io.privyseal.platform.proxy;

import io.privyseal.platform.AddressRange;
import java.net.InetAddress;
import java.util.List;

/** The reverse proxies whose word counts. */
record TrustedProxies(List<AddressRange> ranges) {
    TrustedProxies {
        ranges = List.copyOf(ranges);
    }

    boolean include(InetAddress address) {
        for (AddressRange range : ranges) {
            if (range.contains(address)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Where the request started: the nearest hop that is no trusted proxy. What stands left of that hop was written by
     * a stranger and is not read.
     *
     * @param peer the trusted proxy that the connection comes from
     * @param hops what the proxies recorded, the nearest last
     */
    InetAddress origin(InetAddress peer, List<String> hops) {
        InetAddress nearest = peer;
        for (String hop : hops.reversed()) {
            InetAddress address;
            try {
                address = AddressRange.address(hop);
            } catch (IllegalArgumentException hidden) {
                // RFC 7239 §6.2, §6.3: "unknown" or an obfuscated name ends what can be known.
                return nearest;
            }
            nearest = address;
            if (!include(address)) {
                return nearest;
            }
        }
        return nearest;
    }
}
