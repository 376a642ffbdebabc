package io.privyseal.acme;

import io.privyseal.endpoint.Endpoints;
import io.privyseal.endpoint.EnrollmentEndpoint;
import io.privyseal.protocol.acme.AuthorizationStatus;
import io.privyseal.protocol.acme.Problem;
import io.privyseal.protocol.acme.ProblemType;
import io.privyseal.validation.ControlCheck;
import io.privyseal.validation.ControlProofs;
import io.privyseal.validation.ControlResult;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** The transactions around the check of a challenge, none of which is open while it lasts. */
@Singleton
class ChallengeOutcomes {
    private final AuthorizationRepository authorizations;
    private final AccountRepository accounts;
    private final Endpoints endpoints;
    private final ControlProofs proofs;
    private final FailedValidations failures;

    ChallengeOutcomes(
            AuthorizationRepository authorizations,
            AccountRepository accounts,
            Endpoints endpoints,
            ControlProofs proofs,
            FailedValidations failures) {
        this.authorizations = authorizations;
        this.accounts = accounts;
        this.endpoints = endpoints;
        this.proofs = proofs;
        this.failures = failures;
    }

    /** Whose an authorization is. */
    record Owner(EnrollmentEndpoint endpoint, Account account) {}

    /** An authorization as it is now, and whether its check is to be done by whoever asked. */
    record Begun(Authorization authorization, boolean isNew) {}

    /** Takes the client's answer; a repetition, or one for what is decided already, changes nothing. */
    @Transactional
    Begun begin(EnrollmentEndpoint endpoint, Account account, Authorization authorization, String type, Instant now) {
        if (authorization.stored() == AuthorizationStatus.PENDING && authorization.attempted() == null) {
            failures.requireFew(endpoint, account, List.of(authorization.identifier()));
        }
        boolean isNew = authorizations.attempt(authorization, type, now);
        return authorizations
                .find(account.customer(), account.id(), authorization.id())
                .map(found -> new Begun(found, isNew))
                .orElseThrow(() -> new IllegalStateException("Authorization " + authorization.id() + " is gone"));
    }

    /** The proof and what it proves become true together. */
    @Transactional
    void proven(
            EnrollmentEndpoint endpoint,
            Account account,
            Authorization authorization,
            ControlCheck check,
            ControlResult.Proven proven) {
        Instant at = proven.at().truncatedTo(ChronoUnit.MILLIS);
        Duration counts = endpoint.acme().lifetimes().authorization();
        Duration longest = proofs.lifetime();
        Instant expires = at.plus(counts.compareTo(longest) < 0 ? counts : longest);
        if (authorizations.prove(authorization, at, expires)) {
            proofs.record(account.customer(), account.proofOwner(), check, proven, account.actor(account.address()));
            failures.succeeded(endpoint, account, authorization.identifier());
        }
    }

    /** The failure and what it counts for become true together. */
    @Transactional
    void failed(EnrollmentEndpoint endpoint, Account account, Authorization authorization, Problem why) {
        if (authorizations.fail(authorization, why) && why.type() != ProblemType.SERVER_INTERNAL) {
            failures.failed(endpoint, account, authorization.identifier());
        }
    }

    @Transactional
    List<Authorization> abandoned(Instant attemptedBefore, Instant now, int limit) {
        return authorizations.abandoned(attemptedBefore, now, limit);
    }

    @Transactional
    boolean retake(Authorization authorization, Instant now) {
        return authorizations.retake(authorization, now);
    }

    @Transactional
    Optional<Owner> ownerOf(Authorization authorization) {
        return accounts.find(authorization.customer(), authorization.account())
                .map(account -> new Owner(endpoints.require(authorization.customer(), account.endpoint()), account));
    }
}
