package io.privyseal.validation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;

/** Where the hosts that are checked listen; other ports than those of the RFCs are for trials. */
@ConfigMapping(prefix = "privyseal.acme")
interface ChallengePortConfig {
    /** Port that http-01 connects to (RFC 8555 §8.3). */
    @WithName("http01-port")
    @WithDefault("80")
    int http01Port();

    /** Port that tls-alpn-01 connects to (RFC 8737 §3). */
    @WithName("tlsalpn01-port")
    @WithDefault("443")
    int tlsAlpn01Port();
}
