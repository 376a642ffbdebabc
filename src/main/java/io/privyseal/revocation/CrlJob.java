package io.privyseal.revocation;

import io.privyseal.authority.AuthorityId;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Makes CRLs: a second after this node has revoked, and every ten seconds whatever is due, by whichever node.
 *
 * <p>Many revocations in a row share a CRL.
 */
@Singleton
class CrlJob {
    private static final Logger LOG = Logger.getLogger(CrlJob.class);
    private static final Duration BETWEEN_CRLS = Duration.ofSeconds(5);

    private final Crls crls;
    private final Clock clock;
    private final Set<AuthorityId> revoked = ConcurrentHashMap.newKeySet();
    private final ConcurrentHashMap<AuthorityId, Instant> refreshed = new ConcurrentHashMap<>();

    CrlJob(Crls crls, Clock clock) {
        this.crls = crls;
        this.clock = clock;
    }

    // An impossible configuration stops the start, not the first CRL.
    void onStart(@Observes StartupEvent event, CrlConfig config) {
        if (config.validity().compareTo(config.interval()) <= 0
                || !config.interval().isPositive()) {
            throw new IllegalStateException("privyseal.crl.validity must be longer than privyseal.crl.interval");
        }
    }

    void onRevoked(@Observes(during = TransactionPhase.AFTER_SUCCESS) CertificateRevoked event) {
        revoked.add(event.issuer());
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void refreshRevoked() {
        Instant now = clock.instant();
        for (AuthorityId issuer : List.copyOf(revoked)) {
            Instant last = refreshed.getOrDefault(issuer, Instant.EPOCH);
            if (now.isBefore(last.plus(BETWEEN_CRLS))) {
                continue;
            }
            // Before the build, so that a revocation during it asks again.
            revoked.remove(issuer);
            refreshed.put(issuer, now);
            try {
                crls.refresh(issuer);
            } catch (RuntimeException e) {
                LOG.errorf(e, "Cannot make a CRL of CA %d", issuer.value());
            }
        }
    }

    @Scheduled(every = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void refreshDue() {
        crls.refreshAll();
    }
}
