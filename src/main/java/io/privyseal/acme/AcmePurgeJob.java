package io.privyseal.acme;

import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/** Deletes orders and authorizations that ended, so that the tables hold what is live; the audit trail tells of the rest. */
@Singleton
class AcmePurgeJob {
    static final int BATCH = 500;

    /** Failures in a row may lie that far apart. */
    static final Duration FAILURES_KEPT = Duration.ofDays(90);

    private static final Logger LOG = Logger.getLogger(AcmePurgeJob.class);

    private final Leftovers leftovers;
    private final OrdersConfig config;
    private final Clock clock;

    AcmePurgeJob(Leftovers leftovers, OrdersConfig config, Clock clock) {
        this.leftovers = leftovers;
        this.config = config;
        this.clock = clock;
    }

    private interface Deletion {
        int some(Instant before, int limit);
    }

    @Scheduled(every = "10m", delayed = "5m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void purge() {
        Instant now = clock.instant();
        all("orders", leftovers::orders, now.minus(config.kept()));
        all("authorizations", leftovers::authorizations, now.minus(config.kept()));
        all("failed validations", leftovers::failures, now.minus(FAILURES_KEPT));
        all("counts of certificates", leftovers::counts, now.minus(CertificateLimits.WEEK));
    }

    private static void all(String what, Deletion deletion, Instant before) {
        try {
            // Each batch is a transaction of its own.
            int deleted;
            do {
                deleted = deletion.some(before, BATCH);
            } while (deleted == BATCH);
        } catch (RuntimeException e) {
            LOG.errorf(e, "Cannot purge %s", what);
        }
    }
}
