package io.privyseal.setup;

import io.privyseal.platform.AddressRange;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;

/** Whom the endpoints serve that a new installation begins with. */
@ConfigMapping(prefix = "privyseal")
interface StarterDoorsConfig {
    /** Addresses and networks that may use the starter endpoints; read when these are made, once. */
    @WithDefault("127.0.0.0/8,::1/128")
    List<AddressRange> starterDoorsFrom();
}
