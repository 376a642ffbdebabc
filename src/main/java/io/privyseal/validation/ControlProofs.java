package io.privyseal.validation;

import io.privyseal.audit.Actor;
import io.privyseal.audit.AuditEvent;
import io.privyseal.audit.AuditTrail;
import io.privyseal.platform.CustomerId;
import io.privyseal.validation.ControlResult.Proven;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/** Keeps what has been proven, so that it need not be proven again while it counts. */
@Singleton
public class ControlProofs {
    private static final String OBJECT = "control-proof";

    private final ControlProofRepository repository;
    private final AuditTrail audit;
    private final Clock clock;
    private final Duration lifetime;

    ControlProofs(ControlProofRepository repository, AuditTrail audit, Clock clock, ProofConfig config) {
        this.repository = repository;
        this.audit = audit;
        this.clock = clock;
        this.lifetime = config.lifetime();
    }

    /** How long a proof counts. */
    public Duration lifetime() {
        return lifetime;
    }

    /** Records that a check ended with a proof; it expires after {@code privyseal.proof.lifetime}. */
    @Transactional
    public ControlProof record(CustomerId customer, ProofOwner owner, ControlCheck check, Proven proven, Actor actor) {
        ControlProofRow row = new ControlProofRow();
        row.customerId = customer.value();
        row.owner = owner.value();
        row.identifierType = ControlProofRow.IdentifierType.of(check.identifier());
        row.identifier = check.identifier().value();
        row.wildcard = check.wildcard();
        row.method = check.method();
        // What both databases keep.
        row.provenAt = proven.at().truncatedTo(ChronoUnit.MICROS);
        row.expiresAt = row.provenAt.plus(lifetime);
        ControlProof proof = repository.add(row);
        audit.record(
                new AuditEvent(customer, actor, "control.prove", OBJECT, number(proof), Map.of(), described(proof)));
        return proof;
    }

    /**
     * The newest proof that counts now.
     *
     * @param notOlderThan what was proven before is not reused
     */
    @Transactional
    public Optional<ControlProof> findLive(
            CustomerId customer, ProofOwner owner, Identifier identifier, boolean wildcard, Instant notOlderThan) {
        return repository.findLive(customer, owner, identifier, wildcard, notOlderThan, clock.instant());
    }

    /** Lets a proof count no more; false when it did not count, or is not the customer's. */
    @Transactional
    public boolean expire(CustomerId customer, ProofId id, Actor actor) {
        Instant now = now();
        if (!repository.expire(customer, id, now)) {
            return false;
        }
        audit.record(new AuditEvent(
                customer,
                actor,
                "control.expire",
                OBJECT,
                Long.toString(id.value()),
                Map.of(),
                Map.of("expiresAt", now.toString())));
        return true;
    }

    /** Lets all proofs of an owner count no more, as when an account is deactivated; returns how many did. */
    @Transactional
    public int expireAll(CustomerId customer, ProofOwner owner, Actor actor) {
        Instant now = now();
        int expired = repository.expireAll(customer, owner, now);
        if (expired > 0) {
            audit.record(new AuditEvent(
                    customer,
                    actor,
                    "control.expire",
                    "control-proof-owner",
                    owner.value(),
                    Map.of(),
                    Map.of("expiresAt", now.toString(), "proofs", Integer.toString(expired))));
        }
        return expired;
    }

    /**
     * Forgets proofs that have long expired, a few at a time so that nobody waits for the locks.
     *
     * @return how many; less than the limit when none is left
     */
    @Transactional
    public int purge(Instant expiredBy, int limit) {
        return repository.deleteExpired(expiredBy, limit);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static Map<String, String> described(ControlProof proof) {
        return Map.of(
                "owner", proof.owner().value(),
                "identifier", proof.identifier().toString(),
                "wildcard", Boolean.toString(proof.wildcard()),
                "method", proof.method().label(),
                "provenAt", proof.provenAt().toString(),
                "expiresAt", proof.expiresAt().toString());
    }

    private static String number(ControlProof proof) {
        return Long.toString(proof.id().value());
    }
}
