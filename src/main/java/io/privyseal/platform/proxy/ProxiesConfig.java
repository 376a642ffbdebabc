package io.privyseal.platform.proxy;

import io.privyseal.platform.AddressRange;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.util.List;
import java.util.Optional;

/** Which reverse proxies are believed. */
@ConfigMapping(prefix = "privyseal.proxies")
interface ProxiesConfig {
    /** Addresses and ranges, comma-separated, whose forwarding headers are believed; none by default. */
    @WithParentName
    Optional<List<AddressRange>> ranges();
}
