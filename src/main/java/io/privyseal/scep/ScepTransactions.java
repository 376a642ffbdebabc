package io.privyseal.scep;

import io.privyseal.azure.AzureAccountId;
import io.privyseal.endpoint.EndpointAccount;
import io.privyseal.endpoint.EnrollmentEndpoint;
import io.privyseal.endpoint.OneTimeChallenge;
import io.privyseal.endpoint.OneTimeChallenges;
import io.privyseal.enrollment.RequestId;
import io.privyseal.inventory.Certificate;
import io.privyseal.inventory.CertificateId;
import io.privyseal.inventory.Certificates;
import io.privyseal.platform.StorableTime;
import io.privyseal.protocol.scep.FailInfo;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The transactions of the requests that were let in: each method is one. */
@Singleton
class ScepTransactions {
    /** How long an administrator may take to decide. */
    private static final Duration LONGEST_DECISION = Duration.ofDays(366);

    private final ScepTransactionRepository repository;
    private final OneTimeChallenges challenges;
    private final Certificates certificates;
    private final Clock clock;

    ScepTransactions(
            ScepTransactionRepository repository,
            OneTimeChallenges challenges,
            Certificates certificates,
            Clock clock) {
        this.repository = repository;
        this.certificates = certificates;
        this.challenges = challenges;
        this.clock = clock;
    }

    /**
     * By what right a request is let in.
     *
     * @param challenge to be used up; null for none
     * @param azureAccount on whose word; null for nobody's
     */
    record Grant(
            EndpointAccount account,
            @Nullable OneTimeChallenge challenge,
            @Nullable AzureAccountId azureAccount) {
        static Grant of(EndpointAccount account) {
            return new Grant(account, null, null);
        }
    }

    /**
     * A request that is to be let in.
     *
     * @param generation counts those of one replay key
     */
    record Opening(EnrollmentEndpoint endpoint, Grant grant, String replayKey, int generation, String pollKey) {
        /** Under which the pipeline will know it. */
        String transactionKey() {
            return ScepTransaction.transactionKey(endpoint.id(), replayKey, generation);
        }
    }

    /** What the challenges call a request. */
    static String name(String replayKey, int generation) {
        return replayKey + ":" + generation;
    }

    @Transactional
    public Optional<ScepTransaction> findLatest(EnrollmentEndpoint endpoint, String replayKey) {
        return repository.findLatest(endpoint.customer(), endpoint.id(), replayKey);
    }

    @Transactional
    public Optional<ScepTransaction> findByPoll(EnrollmentEndpoint endpoint, String pollKey) {
        return repository.findByPoll(endpoint.customer(), endpoint.id(), pollKey);
    }

    /** The one by which a certificate was issued. */
    @Transactional
    public Optional<ScepTransaction> findByCertificate(Certificate certificate) {
        Long request = certificate.request();
        return request == null
                ? Optional.empty()
                : repository.findByRequest(certificate.customer(), new RequestId(request));
    }

    /**
     * Lets a request in, and uses its challenge up; in the caller's transaction if there is one.
     *
     * @param request the pipeline's; null when it does not have it yet
     * @param notAfter when the certificate that is about to be signed ends; null when none is
     * @throws FailureException when another request was faster to use it
     * @throws org.hibernate.exception.ConstraintViolationException when the same request is let in at the same time
     */
    @Transactional
    public ScepTransaction begin(Opening opening, @Nullable RequestId request, @Nullable Instant notAfter) {
        Grant grant = opening.grant();
        OneTimeChallenge challenge = grant.challenge();
        if (challenge != null && !challenges.claim(challenge, name(opening.replayKey(), opening.generation()))) {
            throw new FailureException(FailInfo.BAD_REQUEST, Challenges.WRONG);
        }
        AzureAccountId azureAccount = grant.azureAccount();
        Instant now = StorableTime.now(clock);
        ScepTransactionRow row = new ScepTransactionRow();
        row.customerId = opening.endpoint().customer().value();
        row.endpointId = opening.endpoint().id().value();
        row.accountId = grant.account().id().value();
        row.azureAccountId = azureAccount == null ? null : azureAccount.value();
        row.replayKey = opening.replayKey();
        row.generation = opening.generation();
        row.pollKey = opening.pollKey();
        row.requestId = request == null ? null : request.value();
        row.notified = false;
        row.createdAt = now;
        // It is kept as long as its certificate lasts.
        row.endsAt = notAfter == null ? now.plus(LONGEST_DECISION) : notAfter;
        return repository.add(row);
    }

    /** Forgets a request that led to nothing, and gives its challenge back. */
    @Transactional
    public void abandon(ScepTransaction transaction) {
        repository.remove(transaction);
        challenges.release(
                transaction.customer(),
                transaction.endpoint(),
                name(transaction.replayKey(), transaction.generation()));
    }

    @Transactional
    public void noteRequest(ScepTransaction transaction, RequestId request) {
        if (transaction.request() == null) {
            repository.noteRequest(transaction, request);
        }
    }

    /**
     * Notes what a request has led to.
     *
     * @throws FailureException for a certificate that was revoked since
     */
    @Transactional
    public Certificate noteIssued(ScepTransaction transaction, RequestId request, CertificateId id) {
        Certificate certificate = certificates.require(transaction.customer(), id);
        if (certificate.state() == Certificate.State.REVOKED) {
            throw new FailureException(FailInfo.BAD_REQUEST, "The certificate was revoked.");
        }
        repository.noteIssued(transaction, request, certificate.notAfter());
        return certificate;
    }

    @Transactional
    public void noteNotified(ScepTransaction transaction) {
        repository.noteNotified(transaction);
    }

    /** Deletes some that have ended. */
    @Transactional
    public int deleteEnded(Instant before, int limit) {
        return repository.deleteEnded(before, limit);
    }
}
