package io.privyseal.revocation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long CRLs are good for, and how often they are made. */
@ConfigMapping(prefix = "privyseal.crl")
public interface CrlConfig {
    /** From a CRL's thisUpdate to its nextUpdate; longer than the interval. */
    @WithDefault("7d")
    Duration validity();

    /** After how long a new CRL is made although nothing was revoked. */
    @WithDefault("24h")
    Duration interval();
}
