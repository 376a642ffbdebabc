package io.privyseal.est;

import io.privyseal.endpoint.ChannelBindings;
import io.privyseal.platform.proxy.ProxyTrust;
import jakarta.inject.Singleton;

/** The TLS engine gives tls-exporter (RFC 9266) for its own connections; behind a proxy they are not the client's. */
@Singleton
class TlsChannelBindings implements ChannelBindings {
    private final ProxyTrust proxies;

    TlsChannelBindings(ProxyTrust proxies) {
        this.proxies = proxies;
    }

    @Override
    public boolean areAvailable() {
        return !proxies.isConfigured();
    }
}
