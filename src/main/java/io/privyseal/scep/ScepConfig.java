package io.privyseal.scep;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What holds for all SCEP endpoints. */
@ConfigMapping(prefix = "privyseal.scep")
interface ScepConfig {
    /** How far the signing time that a SCEP client states may lie from the server's; clients may state none. */
    @WithDefault("1d")
    Duration signingTimeTolerance();

    /** Whether SCEP challenge webhooks may be on this host itself; for trials on one machine. */
    @WithDefault("false")
    boolean webhooksOnLoopback();
}
