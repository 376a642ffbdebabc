package io.privyseal.setup;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The origins under which clients reach this server; behind a proxy, the proxy's. */
@ConfigMapping(prefix = "privyseal")
interface PublicUrls {
    /** Origin of the HTTPS listener. */
    @WithDefault("https://localhost:${privyseal.https-port}")
    String baseUrl();

    /** Origin of the plain HTTP listener; CRL, OCSP and CA addresses in certificates begin with it. */
    @WithDefault("http://localhost:${privyseal.http-port}")
    String httpBaseUrl();

    /** The state directory. */
    @WithDefault("data")
    String home();
}
