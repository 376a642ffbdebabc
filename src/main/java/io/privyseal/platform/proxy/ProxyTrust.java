package io.privyseal.platform.proxy;

import jakarta.inject.Singleton;

/** Whether there are reverse proxies whose word counts: what clients and they agree on in TLS is not known here. */
@Singleton
public class ProxyTrust {
    private final ProxiesConfig config;

    ProxyTrust(ProxiesConfig config) {
        this.config = config;
    }

    public boolean isConfigured() {
        return config.ranges().filter(ranges -> !ranges.isEmpty()).isPresent();
    }
}
