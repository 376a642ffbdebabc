package io.privyseal.platform.web;

import io.privyseal.platform.AddressRange;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;

/** The listeners of the server. */
@ConfigMapping(prefix = "privyseal")
public interface ListenerConfig {
    /** Port of the HTTPS listener, which serves everything. */
    @WithDefault("8443")
    int httpsPort();

    /** Port of the plain listener, which serves what is public by nature. */
    @WithDefault("8080")
    int httpPort();

    /** Address that both listeners bind. */
    @WithDefault("0.0.0.0")
    String bind();

    /** Addresses or networks (CIDR) that may read metrics, diagnostics and the API's documentation. */
    @WithDefault("127.0.0.0/8,::1/128")
    List<AddressRange> diagnosticsFrom();

    /** Whether the plain listener serves everything; for tests and development only. */
    @WithDefault("false")
    boolean plainHttpServesAll();
}
