package io.privyseal.audit;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.privyseal.platform.BeforeListening;
import io.privyseal.platform.OfflineCommand;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import javax.sql.DataSource;

/**
 * Takes checkpoints: often enough that no entry waits a minute for one, one when the server stops, and one before the
 * server's start writes anything.
 */
@Singleton
@Priority(50)
public final class AuditCheckpointJob implements BeforeListening {
    private final AuditCheckpoints checkpoints;

    AuditCheckpointJob(
            DataSource dataSource, Clock clock, AuditCheckpointSigner signer, AuditHead head, MeterRegistry meters) {
        checkpoints = new AuditCheckpoints(dataSource, clock, signer, head);
        Gauge.builder("privyseal.audit.checkpoints.refused", checkpoints, taken -> taken.isRefused() ? 1 : 0)
                .description("1 while no audit checkpoint is signed because the database lost one")
                .register(meters);
    }

    /** Covers what a server that was killed has left, before a later entry makes it look overdue. */
    @Override
    public void beforeListening() {
        checkpoints.take();
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
