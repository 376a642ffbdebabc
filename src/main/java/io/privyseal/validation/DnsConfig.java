package io.privyseal.validation;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** Whom to ask for DNS records. */
@ConfigMapping(prefix = "privyseal.dns")
interface DnsConfig {
    /** Resolvers as {@code address} or {@code address:port}, comma-separated, IPv6 in brackets; the system's by default. */
    Optional<List<String>> servers();
}
