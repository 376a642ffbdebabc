package io.privyseal.endpoint;

import io.privyseal.audit.Actor;
import io.privyseal.audit.AuditEvent;
import io.privyseal.audit.AuditTrail;
import io.privyseal.organization.Reach;
import io.privyseal.platform.CustomerId;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.platform.Sha256;
import io.privyseal.platform.StorableTime;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Secrets for SCEP requests that each let one in. They are long and random, so a plain hash is all that need be kept. */
@Singleton
public class OneTimeChallenges {
    private static final int SECRET_BYTES = 24;

    private final OneTimeChallengeRepository repository;
    private final EndpointRepository endpoints;
    private final EndpointAccounts accounts;
    private final AuditTrail audit;
    private final SecureRandom random;
    private final Clock clock;

    OneTimeChallenges(
            OneTimeChallengeRepository repository,
            EndpointRepository endpoints,
            EndpointAccounts accounts,
            AuditTrail audit,
            SecureRandom random,
            Clock clock) {
        this.repository = repository;
        this.endpoints = endpoints;
        this.accounts = accounts;
        this.audit = audit;
        this.random = random;
        this.clock = clock;
    }

    /** A challenge that was just issued; its secret is told this once. */
    public record Issued(long id, String secret, Instant expires) {
        @Override
        public String toString() {
            return "Issued[" + id + "]";
        }
    }

    /**
     * Issues a challenge.
     *
     * @throws RefusedException {@link Refusal#UNKNOWN_OBJECT} for an account that the caller does not manage; {@link
     *     Refusal#FEATURE_DISABLED} at an Intune endpoint, where Microsoft issues them
     */
    @Transactional
    public Issued issue(CustomerId customer, Reach reach, NewOneTimeChallenge wanted, Actor actor) {
        EnrollmentEndpoint endpoint = endpoints
                .find(customer, wanted.endpoint())
                .filter(found -> found.door() == EndpointDoor.SCEP)
                .orElseThrow(() -> unknown("SCEP endpoint", wanted.endpoint().value()));
        EndpointAccount account = accounts.find(customer, endpoint.id(), wanted.account())
                .filter(found -> reach.covers(endpoint.type().kind(), found.organization()))
                .orElseThrow(() -> unknown("account", wanted.account().value()));
        if (endpoint.type().isIntune()) {
            throw new RefusedException(Refusal.FEATURE_DISABLED, "Challenges of this endpoint are Intune's to issue.");
        }
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        // Without padding and plus signs, which some devices' configuration cannot hold.
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        Instant now = StorableTime.now(clock);
        OneTimeChallengeRow row = new OneTimeChallengeRow();
        row.customerId = customer.value();
        row.endpointId = endpoint.id().value();
        row.accountId = account.id().value();
        row.secretHash = hash(secret);
        row.subject = wanted.subject();
        row.createdAt = now;
        row.expiresAt = now.plus(wanted.expiresIn());
        long id = repository.add(row);
        audit.record(new AuditEvent(
                customer,
                actor,
                "scep-challenge.issue",
                "endpoint-account",
                Long.toString(account.id().value()),
                Map.of(),
                Map.of("challenge", Long.toString(id), "expires", row.expiresAt.toString())));
        return new Issued(id, secret, row.expiresAt);
    }

    /**
     * For the door: the challenge with this secret, if it can let the request in.
     *
     * @param request the request's name for {@link #claim}
     */
    @Transactional
    public Optional<OneTimeChallenge> find(EnrollmentEndpoint endpoint, String secret, String request) {
        Instant now = clock.instant();
        return repository
                .find(endpoint.customer(), endpoint.id(), hash(secret))
                .filter(found -> found.expires().isAfter(now))
                .filter(found -> isFor(found.usedBy(), request));
    }

    /**
     * Uses the challenge up, in the transaction that records the request.
     *
     * @return false when another request was faster
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean claim(OneTimeChallenge challenge, String request) {
        return request.equals(challenge.usedBy()) || repository.claim(challenge, request, clock.instant());
    }

    /** Gives back what a request has used up that led to nothing. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void release(CustomerId customer, EndpointId endpoint, String request) {
        repository.release(customer, endpoint, request);
    }

    /** Deletes some that have expired. */
    @Transactional
    public int deleteExpired(Instant before, int limit) {
        return repository.deleteExpired(before, limit);
    }

    private static boolean isFor(@Nullable String usedBy, String request) {
        return usedBy == null || usedBy.equals(request);
    }

    private static String hash(String secret) {
        return Sha256.hex(secret.getBytes(StandardCharsets.UTF_8));
    }

    private static RefusedException unknown(String what, long id) {
        return new RefusedException(Refusal.UNKNOWN_OBJECT, "There is no " + what + " " + id + ".");
    }
}
