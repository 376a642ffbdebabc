package io.privyseal.acme;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Instant;

/** What nobody needs any more, a few rows at a time so that nobody waits for the locks. Each method says how many it deleted. */
@Singleton
class Leftovers {
    private final OrderRepository orders;
    private final AuthorizationRepository authorizations;
    private final FailureRepository failures;
    private final IssuedCountRepository counts;

    Leftovers(
            OrderRepository orders,
            AuthorizationRepository authorizations,
            FailureRepository failures,
            IssuedCountRepository counts) {
        this.orders = orders;
        this.authorizations = authorizations;
        this.failures = failures;
        this.counts = counts;
    }

    @Transactional
    int orders(Instant endedBefore, int limit) {
        return orders.deleteEnded(endedBefore, limit);
    }

    @Transactional
    int authorizations(Instant expiredBefore, int limit) {
        return authorizations.deleteExpired(expiredBefore, limit);
    }

    @Transactional
    int failures(Instant lastBefore, int limit) {
        return failures.deleteOld(lastBefore, limit);
    }

    @Transactional
    int counts(Instant issuedBefore, int limit) {
        return counts.deleteOld(issuedBefore, limit);
    }
}
