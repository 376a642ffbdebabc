package io.privyseal.validation;

import io.privyseal.platform.AddressRange;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How long checks of control may take, how many run, and which hosts they may connect to. */
@ConfigMapping(prefix = "privyseal.validation")
interface ValidationConfig {
    /** How long one check may take, with all its attempts. */
    @WithDefault("15s")
    Duration timeout();

    /** How many attempts run at a time. */
    @WithDefault("64")
    int concurrency();

    /** How many attempts run at a time against one address. */
    @WithDefault("8")
    int concurrencyPerTarget();

    /** Addresses and networks, comma-separated; when set, only these are connected to. */
    Optional<List<AddressRange>> allow();

    /** Addresses and networks, comma-separated, that are never connected to; wins over the others. */
    Optional<List<AddressRange>> deny();
}
