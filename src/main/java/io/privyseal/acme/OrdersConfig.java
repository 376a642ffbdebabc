package io.privyseal.acme;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long orders are kept. */
@ConfigMapping(prefix = "privyseal.acme-orders")
interface OrdersConfig {
    /** From the end of an order or authorization to its deletion; an order with a certificate ends when that expires. */
    @WithDefault("1d")
    Duration kept();
}
