package io.privyseal.audit;

import io.privyseal.platform.OfflineCommand;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import javax.sql.DataSource;

/** Takes checkpoints: often enough that no entry waits a minute for one, and one when the server stops. */
@Singleton
public final class AuditCheckpointJob {
    private final AuditCheckpoints checkpoints;

    AuditCheckpointJob(DataSource dataSource, Clock clock, AuditCheckpointSigner signer) {
        checkpoints = new AuditCheckpoints(dataSource, clock, signer);
    }

    @Scheduled(
            identity = "audit-checkpoint",
            every = "30s",
            delayed = "30s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void onSchedule() {
        checkpoints.take();
    }

    // An offline command that writes takes its own; the others leave the database alone.
    void onStop(@Observes ShutdownEvent stop) {
        if (System.getProperty(OfflineCommand.PROPERTY) == null) {
            checkpoints.take();
        }
    }

    /** Covers what was written since the last checkpoint, where no schedule runs. */
    public void takeNow() {
        checkpoints.take();
    }
}
