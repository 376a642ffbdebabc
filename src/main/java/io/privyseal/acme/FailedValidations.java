package io.privyseal.acme;

import io.privyseal.audit.Actor;
import io.privyseal.audit.AuditEvent;
import io.privyseal.audit.AuditTrail;
import io.privyseal.endpoint.AcmePause;
import io.privyseal.endpoint.AcmePauses;
import io.privyseal.endpoint.EndpointId;
import io.privyseal.endpoint.Endpoints;
import io.privyseal.endpoint.EnrollmentEndpoint;
import io.privyseal.endpoint.RateLimits;
import io.privyseal.organization.CertificateKind;
import io.privyseal.organization.Reach;
import io.privyseal.platform.CustomerId;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.platform.StorableTime;
import io.privyseal.protocol.acme.Identifier;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Validations that failed, per account and name: who fails too often waits, and who always fails is paused. */
@Singleton
class FailedValidations implements AcmePauses {
    static final Duration RECENT = Duration.ofHours(1);

    /** What a paused client is told: an administrator decides, so it need not ask again soon. */
    private static final Duration RETRY_PAUSED = Duration.ofDays(1);

    private final FailureRepository repository;
    private final Endpoints endpoints;
    private final AuditTrail audit;
    private final Clock clock;

    FailedValidations(FailureRepository repository, Endpoints endpoints, AuditTrail audit, Clock clock) {
        this.repository = repository;
        this.endpoints = endpoints;
        this.audit = audit;
        this.clock = clock;
    }

    /** @throws RateLimitedException when the account failed too often for one of the names */
    @Transactional
    void requireFew(EnrollmentEndpoint endpoint, Account account, Collection<Identifier> identifiers) {
        RateLimits limits = endpoint.acme().limits();
        if (!areCounted(limits)) {
            return;
        }
        Instant now = StorableTime.now(clock);
        for (FailureRow row : repository.of(account.customer(), account.id(), names(identifiers))) {
            if (row.pausedAt != null) {
                throw new RateLimitedException(
                        "Validation of " + row.identifier + " failed " + row.inARow + " times in a row. The account is"
                                + " paused for this name until an administrator of this server lifts the pause.",
                        RETRY_PAUSED);
            }
            Instant over = row.recentSince.plus(RECENT);
            int limit = limits.failedValidationsPerHour();
            if (limit > 0 && row.recent >= limit && now.isBefore(over)) {
                throw new RateLimitedException(
                        "Validation of " + row.identifier + " failed " + row.recent + " times within an hour.",
                        Duration.between(now, over));
            }
        }
    }

    private static List<String> names(Collection<Identifier> identifiers) {
        return identifiers.stream()
                .map(Identifier::withoutWildcard)
                .map(Identifier::value)
                .distinct()
                .toList();
    }

    private static boolean areCounted(RateLimits limits) {
        return limits.failedValidationsPerHour() > 0 || limits.pauseAfterFailures() > 0;
    }

    /** Counts a failure in the caller's transaction, and pauses the account when it was one too many. */
    @Transactional
    void failed(EnrollmentEndpoint endpoint, Account account, Identifier identifier) {
        RateLimits limits = endpoint.acme().limits();
        if (!areCounted(limits)) {
            return;
        }
        Instant now = StorableTime.now(clock);
        CustomerId customer = account.customer();
        String name = identifier.value();
        repository.beginAnew(customer, account.id(), name, now, now.minus(RECENT));
        if (!repository.count(customer, account.id(), name, now)) {
            repository.add(endpoint.id(), customer, account.id(), name, now);
        }
        int most = limits.pauseAfterFailures();
        if (most > 0 && repository.pause(customer, account.id(), name, most, now)) {
            audit.record(new AuditEvent(
                    customer,
                    Actor.system("acme"),
                    "acme-account.pause",
                    "acme-account",
                    Long.toString(account.id()),
                    Map.of(),
                    Map.of("identifier", name, "failures", Integer.toString(most))));
        }
    }

    /** What failed before counts no more, in the caller's transaction. */
    @Transactional
    void succeeded(EnrollmentEndpoint endpoint, Account account, Identifier identifier) {
        if (areCounted(endpoint.acme().limits())) {
            repository.forget(account.customer(), account.id(), identifier.value());
        }
    }

    @Override
    @Transactional
    public List<AcmePause> list(CustomerId customer, Reach reach) {
        Map<EndpointId, Boolean> managed = new HashMap<>();
        return repository.paused(customer).stream()
                .filter(pause -> managed.computeIfAbsent(
                        pause.endpoint(),
                        id -> reach.covers(
                                CertificateKind.SSL,
                                endpoints.require(customer, id).organization())))
                .toList();
    }

    @Override
    @Transactional
    public void lift(CustomerId customer, Reach reach, long id, Actor actor) {
        AcmePause pause = repository.findPause(customer, id).orElseThrow(() -> unknown(id));
        // Refuses in the words of an endpoint that the caller does not see.
        endpoints.require(customer, reach, pause.endpoint());
        if (!repository.lift(customer, id)) {
            throw unknown(id);
        }
        audit.record(new AuditEvent(
                customer,
                actor,
                "acme-account.resume",
                "acme-account",
                Long.toString(pause.account()),
                Map.of("identifier", pause.identifier(), "failures", Integer.toString(pause.failures())),
                Map.of()));
    }

    private static RefusedException unknown(long id) {
        return new RefusedException(Refusal.UNKNOWN_OBJECT, "There is no pause with id " + id + ".");
    }
}
