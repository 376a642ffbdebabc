package io.privyseal.enrollment;

import io.privyseal.audit.Actor;
import io.privyseal.platform.NodeIdentity;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Finds requests that a stopped node left half-way and brings them to an end.
 *
 * <p>What was about to be signed is never signed again, since the key may already have been used: that serial number is
 * spent, and the request goes on under a new one.
 */
@Singleton
public class EnrollmentRecovery {
    private static final Logger LOG = Logger.getLogger(EnrollmentRecovery.class);
    private static final int BATCH = 100;
    private static final Actor RECOVERY = Actor.system("recovery");

    private final EnrollmentRepository requests;
    private final EnrollmentRecorder recorder;
    private final EnrollmentPipeline pipeline;
    private final NodeIdentity node;
    private final Clock clock;

    EnrollmentRecovery(
            EnrollmentRepository requests,
            EnrollmentRecorder recorder,
            EnrollmentPipeline pipeline,
            NodeIdentity node,
            Clock clock) {
        this.requests = requests;
        this.recorder = recorder;
        this.pipeline = pipeline;
        this.node = node;
        this.clock = clock;
    }

    /** At start-up, before the doors open: this node works on nothing yet, so whatever bears its name was left behind. */
    @ActivateRequestContext
    public int recoverOwn() {
        return recover(node.value());
    }

    @Scheduled(every = "20s", delayed = "20s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @ActivateRequestContext
    void recoverExpired() {
        recover(null);
    }

    private int recover(@Nullable String ownNode) {
        int recovered = 0;
        List<Enrollment> batch;
        do {
            batch = QuarkusTransaction.requiringNew()
                    .call(() -> requests.listAbandoned(ownNode, clock.instant(), BATCH));
            int before = recovered;
            for (Enrollment enrollment : batch) {
                if (finish(enrollment)) {
                    recovered++;
                }
            }
            if (recovered == before) {
                break;
            }
        } while (batch.size() == BATCH);
        if (recovered > 0) {
            LOG.infof("Brought %d interrupted requests to an end", recovered);
        }
        return recovered;
    }

    private boolean finish(Enrollment enrollment) {
        boolean taken =
                enrollment.state() == RequestState.ISSUING ? recorder.takeBack(enrollment) : recorder.adopt(enrollment);
        if (!taken) {
            return false;
        }
        try {
            Outcome outcome = pipeline.resume(enrollment.customer(), enrollment.id(), RECOVERY);
            LOG.debugf("Request %d after recovery: %s", enrollment.id().value(), outcome);
            return true;
        } catch (RuntimeException e) {
            // One request that cannot go on must not keep the others waiting, nor the server from starting.
            LOG.errorf(
                    e,
                    "Request %d cannot be brought to an end yet",
                    enrollment.id().value());
            return false;
        }
    }
}
