package io.privyseal.platform.proxy;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;

/**
 * Stands before every door: takes the headers that only a proxy may send from all requests that come from elsewhere,
 * and works out the client's address.
 */
@ApplicationScoped
class ProxyScreen {
    /** Before every door, so that none of them sees a forged header; the listeners' rules stand before, and judge peers alone. */
    private static final int PRIORITY = 10_000;

    private final TrustedProxies proxies;

    ProxyScreen(ProxiesConfig config) {
        this.proxies = new TrustedProxies(config.ranges().orElse(List.of()));
    }

    void register(@Observes Filters filters) {
        filters.register(this::screen, PRIORITY);
    }

    private void screen(RoutingContext context) {
        InetAddress peer = ClientAddress.ofPeer(context.request().connection().remoteAddress())
                .orElseGet(InetAddress::getLoopbackAddress);
        MultiMap headers = context.request().headers();
        boolean proxied = proxies.include(peer);
        if (!proxied) {
            removeProxyHeaders(headers);
        }
        context.put(ClientAddress.PROXIED_KEY, proxied);
        context.put(
                ClientAddress.KEY,
                proxied
                        ? proxies.origin(
                                peer, ForwardedHops.of(headers.getAll("Forwarded"), headers.getAll("X-Forwarded-For")))
                        : peer);
        context.next();
    }

    private static void removeProxyHeaders(MultiMap headers) {
        List<String> forged =
                headers.names().stream().filter(ProxyScreen::isProxyHeader).toList();
        forged.forEach(headers::remove);
    }

    private static boolean isProxyHeader(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith("x-forwarded-")
                || lower.equals("forwarded")
                || lower.equals("x-real-ip")
                // RFC 9440 §2.4: a header that the trusted proxy did not write must not be believed.
                || lower.equals("client-cert")
                || lower.equals("client-cert-chain");
    }
}
