package io.privyseal.acme;

import io.privyseal.acme.IssuedCountRepository.Count;
import io.privyseal.endpoint.EnrollmentEndpoint;
import io.privyseal.endpoint.RateLimits;
import io.privyseal.organization.DomainId;
import io.privyseal.platform.Sha256;
import io.privyseal.platform.StorableTime;
import io.privyseal.protocol.acme.Identifier;
import io.privyseal.protocol.acme.IdentifierType;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * How many certificates a week an endpoint gives for a domain, and for the same names. Counted is what was issued, wherever
 * that was; orders that replace a certificate (RFC 9773 §5) neither count nor are limited.
 */
@Singleton
class CertificateLimits {
    static final Duration WEEK = Duration.ofDays(7);

    private static final String SAME_NAMES = "names:";

    private final IssuedCountRepository counts;
    private final Clock clock;

    CertificateLimits(IssuedCountRepository counts, Clock clock) {
        this.counts = counts;
        this.clock = clock;
    }

    /**
     * Under what a certificate for these names will count; nothing where there are no limits.
     *
     * @param domains by which the names may be certified
     * @throws RateLimitedException when there were too many lately
     */
    List<String> require(EnrollmentEndpoint endpoint, List<Identifier> identifiers, Map<String, DomainId> domains) {
        RateLimits limits = endpoint.acme().limits();
        List<String> keys = new ArrayList<>();
        if (limits.certificatesPerNamePerWeek() > 0) {
            keys.addAll(registered(identifiers, domains));
        }
        if (limits.duplicatesPerWeek() > 0) {
            keys.add(SAME_NAMES + digest(identifiers));
        }
        if (keys.isEmpty()) {
            return keys;
        }
        Instant now = StorableTime.now(clock);
        for (Count count : counts.since(endpoint.id(), keys, now.minus(WEEK))) {
            boolean same = count.key().startsWith(SAME_NAMES);
            if (count.certificates() >= (same ? limits.duplicatesPerWeek() : limits.certificatesPerNamePerWeek())) {
                throw new RateLimitedException(
                        count.certificates() + " certificates have been issued within a week "
                                + (same ? "for exactly these names." : "for a domain of the order."),
                        Duration.between(now, count.first().plus(WEEK)));
            }
        }
        return keys;
    }

    /** Counts a certificate, in the transaction that makes its order valid. */
    void issued(Account account, Order order) {
        counts.add(account.endpoint(), order.id(), order.countedAs(), StorableTime.now(clock));
    }

    /** The domain that is registered here counts, and an address by itself. */
    private static Set<String> registered(List<Identifier> identifiers, Map<String, DomainId> domains) {
        Set<String> keys = new TreeSet<>();
        for (Identifier identifier : identifiers) {
            DomainId domain = domains.get(identifier.value());
            keys.add(
                    identifier.type() == IdentifierType.DNS && domain != null
                            ? "domain:" + domain.value()
                            : Stored.identifier(identifier));
        }
        return keys;
    }

    private static String digest(List<Identifier> identifiers) {
        String all = identifiers.stream().map(Stored::identifier).sorted().collect(Collectors.joining(","));
        return Sha256.hex(all.getBytes(StandardCharsets.UTF_8));
    }
}
