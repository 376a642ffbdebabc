package io.privyseal.acme;

import io.privyseal.endpoint.AcmeSettings;
import io.privyseal.endpoint.ChallengeType;
import io.privyseal.endpoint.EnrollmentEndpoint;
import io.privyseal.platform.StorableTime;
import io.privyseal.protocol.acme.AuthorizationStatus;
import io.privyseal.protocol.acme.Identifier;
import io.privyseal.protocol.acme.IdentifierType;
import io.privyseal.protocol.acme.Problem;
import io.privyseal.protocol.acme.ProblemType;
import io.privyseal.validation.ControlMethod;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;

/** Authorizations of accounts for identifiers (RFC 8555 §7.1.4, §7.5). */
@Singleton
class Authorizations {
    /** RFC 8555 §8.1: at least 128 bits. */
    private static final int TOKEN_BYTES = 32;

    private final AuthorizationRepository repository;
    private final SecureRandom random;
    private final Clock clock;

    Authorizations(AuthorizationRepository repository, SecureRandom random, Clock clock) {
        this.repository = repository;
        this.random = random;
        this.clock = clock;
    }

    /** One for each identifier of an order: valid ones where they may be reused, otherwise new ones. */
    @Transactional
    List<Authorization> forOrder(
            EnrollmentEndpoint endpoint, Account account, List<Identifier> identifiers, Instant orderExpires) {
        AcmeSettings settings = endpoint.acme();
        List<Authorization> reusable = settings.lifetimes().authorizationsAreReused()
                ? repository.valid(
                        account.customer(),
                        account.id(),
                        identifiers.stream()
                                .map(Identifier::withoutWildcard)
                                .map(Identifier::value)
                                .toList(),
                        clock.instant())
                : List.of();
        List<Authorization> all = new ArrayList<>(identifiers.size());
        for (Identifier identifier : identifiers) {
            all.add(reusable.stream()
                    .filter(valid -> covers(valid, identifier))
                    .findFirst()
                    .orElseGet(() -> add(endpoint, account, identifier, orderExpires)));
        }
        return all;
    }

    /** Before there is an order (RFC 8555 §7.4.1); a valid one is given again. */
    @Transactional
    Authorization beforehand(EnrollmentEndpoint endpoint, Account account, Identifier identifier) {
        Instant expires =
                StorableTime.now(clock).plus(endpoint.acme().lifetimes().order());
        return forOrder(endpoint, account, List.of(identifier), expires).getFirst();
    }

    static boolean covers(Authorization authorization, Identifier identifier) {
        return authorization.wildcard() == identifier.isWildcard()
                && authorization.identifier().equals(identifier.withoutWildcard());
    }

    private Authorization add(
            EnrollmentEndpoint endpoint, Account account, Identifier identifier, Instant orderExpires) {
        Instant now = StorableTime.now(clock);
        boolean granted = !endpoint.acme().namesNeedProof();
        AuthorizationRow row = new AuthorizationRow();
        row.customerId = account.customer().value();
        row.accountId = account.id();
        row.type = identifier.type();
        row.identifier = identifier.withoutWildcard().value();
        row.wildcard = identifier.isWildcard();
        row.token = token();
        row.challenges = Stored.texts(challenges(endpoint, identifier));
        row.status = granted ? AuthorizationStatus.VALID : AuthorizationStatus.PENDING;
        row.createdAt = now;
        row.expiresAt = granted ? now.plus(endpoint.acme().lifetimes().authorization()) : orderExpires;
        return repository.add(row);
    }

    private static List<String> challenges(EnrollmentEndpoint endpoint, Identifier identifier) {
        if (!endpoint.acme().namesNeedProof()) {
            return List.of();
        }
        List<String> offered = Arrays.stream(ChallengeType.values())
                .filter(endpoint.acme().challenges()::contains)
                .map(ChallengeType::wireName)
                .filter(type -> proves(type, identifier))
                .toList();
        if (offered.isEmpty()) {
            throw Problem.of(
                            ProblemType.REJECTED_IDENTIFIER,
                            "This endpoint has no challenge that can prove " + identifier.value() + ".")
                    .about(identifier.asRequested())
                    .asException();
        }
        return offered;
    }

    private static boolean proves(String type, Identifier identifier) {
        return ControlMethod.ofLabel(type)
                .filter(method -> method.proves(controlled(identifier), identifier.isWildcard()))
                .isPresent();
    }

    /** What is proven, in the words of the checks. */
    static io.privyseal.validation.Identifier controlled(Identifier identifier) {
        String value = identifier.withoutWildcard().value();
        return identifier.type() == IdentifierType.DNS
                ? io.privyseal.validation.Identifier.dns(value)
                : io.privyseal.validation.Identifier.ip(value);
    }

    @Transactional
    Authorization require(Account account, long id) {
        return repository
                .find(account.customer(), account.id(), id)
                .orElseThrow(() -> Problem.of(ProblemType.MALFORMED, "The account has no such authorization.")
                        .withStatus(404)
                        .asException());
    }

    @Transactional
    List<Authorization> of(Order order) {
        return inOrder(order, repository.list(order.customer(), order.account(), order.authorizations()));
    }

    private static List<Authorization> inOrder(Order order, Collection<Authorization> found) {
        return order.authorizations().stream()
                .flatMap(id -> found.stream().filter(one -> one.id() == id))
                .toList();
    }

    /** RFC 8555 §7.5.2. */
    @Transactional
    Authorization deactivate(Account account, long id) {
        boolean isDone = repository.deactivate(account.customer(), account.id(), id);
        // Read afterwards only: what a transaction has read before does not notice the update.
        Authorization authorization = require(account, id);
        if (!isDone) {
            throw Problem.malformed("The authorization is "
                            + authorization.status(clock.instant()).wireName() + " and cannot be deactivated.")
                    .asException();
        }
        return authorization;
    }

    /** Whether the account is authorized for all of these now. */
    @Transactional
    boolean holdsAll(Account account, Collection<Identifier> identifiers) {
        List<Authorization> valid = repository.valid(
                account.customer(),
                account.id(),
                identifiers.stream()
                        .map(Identifier::withoutWildcard)
                        .map(Identifier::value)
                        .toList(),
                clock.instant());
        return identifiers.stream().allMatch(identifier -> valid.stream().anyMatch(one -> covers(one, identifier)));
    }

    private String token() {
        byte[] token = new byte[TOKEN_BYTES];
        random.nextBytes(token);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }
}
