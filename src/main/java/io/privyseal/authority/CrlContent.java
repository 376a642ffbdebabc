package io.privyseal.authority;

import java.time.Instant;

/** What a full CRL says (RFC 5280 §5.1.2), but for its issuer. */
public record CrlContent(long number, Instant thisUpdate, Instant nextUpdate, CrlEntries entries) {}
