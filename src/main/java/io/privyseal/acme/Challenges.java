package io.privyseal.acme;

import io.privyseal.endpoint.EnrollmentEndpoint;
import io.privyseal.platform.StorableTime;
import io.privyseal.protocol.acme.AccountStatus;
import io.privyseal.protocol.acme.KeyAuthorization;
import io.privyseal.protocol.acme.Problem;
import io.privyseal.protocol.acme.ProblemType;
import io.privyseal.validation.ControlCheck;
import io.privyseal.validation.ControlMethod;
import io.privyseal.validation.ControlResult;
import io.privyseal.validation.ControlResult.Fault;
import io.privyseal.validation.ControlValidator;
import io.privyseal.validation.TargetPolicy;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.virtual.threads.VirtualThreads;
import jakarta.inject.Singleton;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.jboss.logging.Logger;

/**
 * Checks of challenges (RFC 8555 §7.5.1), each on a thread of its own after the client's answer is on record.
 *
 * <p>What a server was checking when it stopped is checked again, by whichever server sees it first.
 */
@Singleton
class Challenges {
    private static final Logger LOG = Logger.getLogger(Challenges.class);

    /** Longer than a check takes. */
    private static final Duration ABANDONED = Duration.ofSeconds(45);

    private static final int SOME = 200;

    private final ChallengeOutcomes outcomes;
    private final ControlValidator validator;
    private final TransactionSynchronizationRegistry transactions;
    private final ExecutorService threads;
    private final Clock clock;

    Challenges(
            ChallengeOutcomes outcomes,
            ControlValidator validator,
            TransactionSynchronizationRegistry transactions,
            @VirtualThreads ExecutorService threads,
            Clock clock) {
        this.outcomes = outcomes;
        this.validator = validator;
        this.transactions = transactions;
        this.threads = threads;
        this.clock = clock;
    }

    /**
     * Takes the client's answer, and begins with the check when that is committed; a repetition, or an answer for what is
     * decided already, changes nothing.
     */
    @Transactional
    Authorization respond(EnrollmentEndpoint endpoint, Account account, Authorization authorization, String type) {
        if (!authorization.shownChallenges().contains(type)) {
            throw Problem.of(ProblemType.MALFORMED, "The authorization has no such challenge.")
                    .withStatus(404)
                    .asException();
        }
        ChallengeOutcomes.Begun begun = outcomes.begin(endpoint, account, authorization, type, StorableTime.now(clock));
        if (begun.isNew()) {
            afterCommit(() -> check(endpoint, account, begun.authorization(), type));
        }
        return begun.authorization();
    }

    private void afterCommit(Runnable check) {
        transactions.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    threads.execute(check);
                }
            }
        });
    }

    private void check(EnrollmentEndpoint endpoint, Account account, Authorization authorization, String type) {
        try {
            ControlCheck check = checkOf(endpoint, account, authorization, type);
            switch (validator.validate(check)) {
                case ControlResult.Proven proven -> outcomes.proven(endpoint, account, authorization, check, proven);
                case ControlResult.NotProven notProven ->
                    outcomes.failed(endpoint, account, authorization, problem(notProven));
            }
        } catch (RuntimeException e) {
            // It stays in processing, and is taken up again.
            LOG.errorf(e, "Challenge %s of authorization %d could not be checked", type, authorization.id());
        }
    }

    private static ControlCheck checkOf(
            EnrollmentEndpoint endpoint, Account account, Authorization authorization, String type) {
        return new ControlCheck(
                Authorizations.controlled(authorization.identifier()),
                authorization.wildcard(),
                ControlMethod.ofLabel(type).orElseThrow(),
                authorization.token(),
                KeyAuthorization.of(authorization.token(), account.key()).value(),
                endpoint.acme().loopbackTargets() ? TargetPolicy.OTHER_HOSTS_AND_LOOPBACK : TargetPolicy.OTHER_HOSTS);
    }

    private static Problem problem(ControlResult.NotProven result) {
        return Problem.of(problemType(result.fault()), result.detail());
    }

    static ProblemType problemType(Fault fault) {
        return switch (fault) {
            case CONNECTION, FORBIDDEN_TARGET -> ProblemType.CONNECTION;
            case DNS -> ProblemType.DNS;
            case TLS -> ProblemType.TLS;
            case INCORRECT_RESPONSE -> ProblemType.INCORRECT_RESPONSE;
            case UNAUTHORIZED -> ProblemType.UNAUTHORIZED;
            case NOT_CHECKED -> ProblemType.SERVER_INTERNAL;
        };
    }

    @Scheduled(every = "15s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void takeUpAbandoned() {
        Instant now = StorableTime.now(clock);
        List<Authorization> abandoned = outcomes.abandoned(now.minus(ABANDONED), now, SOME);
        for (Authorization authorization : abandoned) {
            String type = authorization.attempted();
            if (type != null && outcomes.retake(authorization, now)) {
                outcomes.ownerOf(authorization)
                        .filter(owner -> owner.account().status() == AccountStatus.VALID)
                        .ifPresent(owner ->
                                threads.execute(() -> check(owner.endpoint(), owner.account(), authorization, type)));
            }
        }
    }
}
