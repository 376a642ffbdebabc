package io.privyseal.validation;

import io.privyseal.platform.AddressRange;
import io.privyseal.platform.web.ListenerConfig;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which addresses a check may connect to. Private ones are in order, a private CA is for them; what is never in order are
 * addresses that mean this host, its neighbourhood or its cloud, because a stranger decides where a name leads.
 */
@Singleton
class TargetRules {
    private static final List<AddressRange> LOOPBACK = ranges("127.0.0.0/8", "::1");

    private static final List<AddressRange> NEVER = ranges(
            // RFC 1122 §3.2.1.3 this network; RFC 3927 link-local, where most clouds keep their metadata service.
            "0.0.0.0/8",
            "169.254.0.0/16",
            // RFC 5771 multicast; RFC 1112 §4 reserved, and the limited broadcast.
            "224.0.0.0/4",
            "240.0.0.0/4",
            // RFC 4291 §2.5.2, §2.5.6, §2.7: unspecified, link-local, multicast.
            "::",
            "fe80::/10",
            "ff00::/8",
            // RFC 8215: which of its bits are an IPv4 address only its operator knows.
            "64:ff9b:1::/48",
            // Metadata services elsewhere: Alibaba, Azure, Oracle; AWS, Google and Scaleway by IPv6.
            "100.100.100.200",
            "168.63.129.16",
            "192.0.0.192",
            "fd00:ec2::254",
            "fd20:ce::254",
            "fd00:42::42");

    private final Optional<List<AddressRange>> allowed;
    private final List<AddressRange> denied;
    private final Set<Integer> ownPorts;

    @Inject
    TargetRules(ValidationConfig config, ListenerConfig listeners) {
        this(
                config.allow(),
                config.deny().orElse(List.of()),
                // Not a set literal: both are 0 where the system chooses.
                Set.copyOf(List.of(listeners.httpPort(), listeners.httpsPort())));
    }

    TargetRules(Optional<List<AddressRange>> allowed, List<AddressRange> denied, Set<Integer> ownPorts) {
        this.allowed = allowed;
        this.denied = denied;
        this.ownPorts = ownPorts;
    }

    boolean admit(InetAddress address, int port, TargetPolicy policy) {
        return admitOne(address, port, policy)
                && EmbeddedAddress.of(address)
                        .filter(inside -> !admitOne(inside, port, policy))
                        .isEmpty();
    }

    private boolean admitOne(InetAddress address, int port, TargetPolicy policy) {
        boolean loopback = isIn(LOOPBACK, address);
        if (isIn(NEVER, address) || isIn(denied, address)) {
            return false;
        }
        if (loopback && policy != TargetPolicy.OTHER_HOSTS_AND_LOOPBACK) {
            return false;
        }
        if (ownPorts.contains(port) && (loopback || isOwn(address))) {
            return false;
        }
        return allowed.isEmpty() || isIn(allowed.get(), address);
    }

    private static boolean isOwn(InetAddress address) {
        try {
            return NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException _) {
            return true;
        }
    }

    private static boolean isIn(List<AddressRange> ranges, InetAddress address) {
        for (AddressRange range : ranges) {
            if (range.contains(address)) {
                return true;
            }
        }
        return false;
    }

    private static List<AddressRange> ranges(String... texts) {
        return Stream.of(texts).map(AddressRange::of).toList();
    }
}
