package io.privyseal.scep;

import io.privyseal.endpoint.OneTimeChallenges;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/** Deletes transactions and challenges that have ended; the audit trail tells of them. */
@Singleton
class ScepPurgeJob {
    static final int BATCH = 500;

    private static final Logger LOG = Logger.getLogger(ScepPurgeJob.class);

    /** A client that comes late is still told why it is refused. */
    private static final Duration KEPT = Duration.ofDays(30);

    private final ScepTransactions transactions;
    private final OneTimeChallenges challenges;
    private final Clock clock;

    ScepPurgeJob(ScepTransactions transactions, OneTimeChallenges challenges, Clock clock) {
        this.transactions = transactions;
        this.challenges = challenges;
        this.clock = clock;
    }

    private interface Deletion {
        int some(Instant before, int limit);
    }

    @Scheduled(every = "1h", delayed = "7m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void purge() {
        Instant before = clock.instant().minus(KEPT);
        all("transactions", transactions::deleteEnded, before);
        all("challenges", challenges::deleteExpired, before);
    }

    private static void all(String what, Deletion deletion, Instant before) {
        try {
            // Each batch is a transaction of its own.
            int deleted;
            do {
                deleted = deletion.some(before, BATCH);
            } while (deleted == BATCH);
        } catch (RuntimeException e) {
            LOG.errorf(e, "Cannot purge SCEP %s", what);
        }
    }
}
