package io.privyseal.validation;

import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/** Forgets expired proofs; the audit trail still tells of them. */
@Singleton
class ProofPurgeJob {
    private static final Logger LOG = Logger.getLogger(ProofPurgeJob.class);
    private static final Duration KEPT = Duration.ofDays(1);
    private static final int BATCH = 500;

    private final ControlProofs proofs;
    private final Clock clock;

    ProofPurgeJob(ControlProofs proofs, Clock clock) {
        this.proofs = proofs;
        this.clock = clock;
    }

    @Scheduled(every = "1h", delayed = "5m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void purge() {
        Instant by = clock.instant().minus(KEPT);
        try {
            // Each batch is a transaction of its own.
            while (proofs.purge(by, BATCH) == BATCH) {}
        } catch (RuntimeException e) {
            LOG.error("Cannot purge expired proofs of control", e);
        }
    }
}
