package io.privyseal.platform.proxy;

import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.util.Optional;

/** Where a request comes from, proxies seen through. */
public final class ClientAddress {
    static final String KEY = "privyseal.client-address";
    static final String PROXIED_KEY = "privyseal.through-trusted-proxy";

    private ClientAddress() {}

    /** The client's address: the connection's, or the one that a trusted proxy vouches for. */
    public static InetAddress of(RoutingContext context) {
        InetAddress address = context.get(KEY);
        if (address == null) {
            throw new IllegalStateException("The proxy screen has not seen this request.");
        }
        return address;
    }

    /** The address of a connection's other end, without an IPv6 zone; empty for a Unix domain socket. */
    public static Optional<InetAddress> ofPeer(SocketAddress peer) {
        return Optional.ofNullable(peer.hostAddress()).map(literal -> {
            int zone = literal.indexOf('%');
            return InetAddress.ofLiteral(zone < 0 ? literal : literal.substring(0, zone));
        });
    }

    /** Whether a trusted proxy stands between; the connection's own TLS certificate is then the proxy's. */
    public static boolean isProxied(RoutingContext context) {
        return Boolean.TRUE.equals(context.get(PROXIED_KEY));
    }
}
