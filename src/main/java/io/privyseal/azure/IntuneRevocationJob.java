package io.privyseal.azure;

import io.privyseal.azure.AzureAccountRepository.Owned;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import org.jboss.logging.Logger;

/**
 * Asks Intune regularly which certificates to revoke, for accounts that have any. Several nodes that ask at the same time do
 * each other no harm: whoever comes second finds the certificate revoked for Intune.
 */
@Singleton
class IntuneRevocationJob {
    private static final Logger LOG = Logger.getLogger(IntuneRevocationJob.class);

    private final StoredCredentials accounts;
    private final IntuneCertificates certificates;
    private final IntuneRevocations revocations;
    private final AzureConfig config;
    private final Clock clock;
    private volatile Instant next = Instant.MIN;

    IntuneRevocationJob(
            StoredCredentials accounts,
            IntuneCertificates certificates,
            IntuneRevocations revocations,
            AzureConfig config,
            Clock clock) {
        this.accounts = accounts;
        this.certificates = certificates;
        this.revocations = revocations;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(every = "10s", delayed = "30s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void onSchedule() {
        Instant now = clock.instant();
        if (!config.revocationInterval().isPositive() || now.isBefore(next)) {
            return;
        }
        next = now.plus(config.revocationInterval());
        accounts.all().forEach(this::answer);
    }

    private void answer(Owned owned) {
        try {
            if (certificates.hasAny(owned.customer(), owned.account())) {
                revocations.answerAll(owned.customer(), owned.account());
            }
        } catch (AzureFault fault) {
            LOG.warnf(
                    "Intune cannot be asked for revocation requests, account=%d: %s",
                    owned.account().value(), fault.getMessage());
        } catch (RuntimeException e) {
            LOG.errorf(
                    e,
                    "Revocation requests of Intune are not answered, account=%d",
                    owned.account().value());
        }
    }
}
