package io.privyseal.revocation;

import io.privyseal.authority.AuthorityId;
import java.time.Duration;
import java.time.Instant;

/**
 * A CA's current CRL.
 *
 * @param sha256 of the DER, in hexadecimal
 * @param maxAge how long a cache may keep it without asking again
 */
public record PublishedCrl(
        AuthorityId authority,
        long number,
        Instant thisUpdate,
        Instant nextUpdate,
        byte[] der,
        String sha256,
        Duration maxAge) {}
