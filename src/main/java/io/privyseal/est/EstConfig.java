package io.privyseal.est;

import io.smallrye.config.ConfigMapping;
import java.util.OptionalInt;

/** Where EST is served beside the HTTPS listener. */
@ConfigMapping(prefix = "privyseal")
interface EstConfig {
    /** A port of its own, whose TLS handshake demands a client certificate; none unless set. */
    OptionalInt estPort();
}
