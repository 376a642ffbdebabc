package io.privyseal.acme;

import io.privyseal.authority.WantedValidity;
import io.privyseal.endpoint.EnrollmentEndpoint;
import io.privyseal.endpoint.ExternalAccount;
import io.privyseal.endpoint.ExternalAccounts;
import io.privyseal.endpoint.OfferedProfile;
import io.privyseal.enrollment.EnrollmentPipeline;
import io.privyseal.inventory.Certificate;
import io.privyseal.inventory.CertificateId;
import io.privyseal.organization.CertificateKind;
import io.privyseal.organization.DomainId;
import io.privyseal.organization.Domains;
import io.privyseal.organization.OrganizationId;
import io.privyseal.platform.RefusedException;
import io.privyseal.platform.StorableTime;
import io.privyseal.profile.CertificateProfile;
import io.privyseal.profile.Profiles;
import io.privyseal.protocol.acme.AuthorizationStatus;
import io.privyseal.protocol.acme.CertificateIdentifier;
import io.privyseal.protocol.acme.Identifier;
import io.privyseal.protocol.acme.IdentifierType;
import io.privyseal.protocol.acme.NewOrderRequest;
import io.privyseal.protocol.acme.Problem;
import io.privyseal.protocol.acme.ProblemException;
import io.privyseal.protocol.acme.ProblemType;
import io.privyseal.validation.ControlProofs;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The transactions of orders: what they must be to be taken, and how they move on. */
@Singleton
class OrderRecords {
    private static final CertificateKind KIND = CertificateKind.SSL;

    private final OrderRepository repository;
    private final Authorizations authorizations;
    private final ExternalAccounts externalAccounts;
    private final Domains domains;
    private final Profiles profiles;
    private final ControlProofs proofs;
    private final IssuedCertificates issued;
    private final EnrollmentPipeline pipeline;
    private final RequestLimits requestLimits;
    private final CertificateLimits certificateLimits;
    private final FailedValidations failures;
    private final Clock clock;

    OrderRecords(
            OrderRepository repository,
            Authorizations authorizations,
            ExternalAccounts externalAccounts,
            Domains domains,
            Profiles profiles,
            ControlProofs proofs,
            IssuedCertificates issued,
            EnrollmentPipeline pipeline,
            RequestLimits requestLimits,
            CertificateLimits certificateLimits,
            FailedValidations failures,
            Clock clock) {
        this.repository = repository;
        this.authorizations = authorizations;
        this.externalAccounts = externalAccounts;
        this.domains = domains;
        this.profiles = profiles;
        this.proofs = proofs;
        this.issued = issued;
        this.pipeline = pipeline;
        this.requestLimits = requestLimits;
        this.certificateLimits = certificateLimits;
        this.failures = failures;
        this.clock = clock;
    }

    /**
     * Takes an order, with its authorizations.
     *
     * @throws RateLimitedException when the account or its address ask for too much
     */
    @Transactional
    Orders.Current create(EnrollmentEndpoint endpoint, Account account, NewOrderRequest request, ClientInfo client) {
        requestLimits.newOrder(endpoint, account, client);
        ExternalAccount external = externalOf(account);
        OfferedProfile offered = offered(endpoint, external, request.profile());
        CertificateProfile profile = requireProfile(endpoint, organizationOf(endpoint, external), offered);
        Map<String, DomainId> covering = requireAllowed(endpoint, external, request.identifiers());
        failures.requireFew(endpoint, account, request.identifiers());
        Instant now = StorableTime.now(clock);
        requireReplaceable(account, request, now);
        WantedValidity validity = validity(request, profile, offered, now);
        List<String> countedAs = request.replaces() == null
                ? certificateLimits.require(endpoint, request.identifiers(), covering)
                : List.of();
        Instant expires = now.plus(endpoint.acme().lifetimes().order());
        List<Authorization> needed = authorizations.forOrder(endpoint, account, request.identifiers(), expires);
        OrderRow row = new OrderRow();
        row.customerId = account.customer().value();
        row.accountId = account.id();
        row.profile = offered.name();
        row.identifiers = Stored.identifiers(request.identifiers());
        row.authorizations =
                Stored.numbers(needed.stream().map(Authorization::id).toList());
        row.state = Order.State.OPEN;
        row.notBefore = validity == null ? null : validity.notBefore();
        row.notAfter = validity == null ? null : validity.notAfter();
        row.replaces = request.replaces() == null ? null : request.replaces().value();
        row.countedAs = Stored.texts(countedAs);
        row.createdAt = now;
        row.expiresAt = expires;
        row.endsAt = expires;
        return Orders.Current.of(repository.add(row), statuses(needed, now), now);
    }

    /** RFC 8555 §7.4: what cannot be fulfilled as specified must be refused. */
    private @Nullable WantedValidity validity(
            NewOrderRequest request, CertificateProfile profile, OfferedProfile offered, Instant now) {
        if (request.notBefore() == null && request.notAfter() == null) {
            return null;
        }
        WantedValidity validity = new WantedValidity(request.notBefore(), request.notAfter(), now);
        try {
            pipeline.requirePossible(profile, offered.termIn(profile.rules()), validity);
        } catch (RefusedException e) {
            throw Problem.malformed(e.detail()).asException();
        }
        return validity;
    }

    /** What an account may be authorized for at all, order or not. */
    @Transactional
    void requireAllowed(EnrollmentEndpoint endpoint, Account account, Identifier identifier) {
        requireAllowed(endpoint, externalOf(account), List.of(identifier));
        failures.requireFew(endpoint, account, List.of(identifier));
    }

    private Map<String, DomainId> requireAllowed(
            EnrollmentEndpoint endpoint, @Nullable ExternalAccount external, List<Identifier> identifiers) {
        Map<String, DomainId> delegated = domains.coveringDelegations(
                endpoint.customer(),
                organizationOf(endpoint, external),
                KIND,
                identifiers.stream()
                        .filter(one -> one.type() == IdentifierType.DNS)
                        .map(Identifier::value)
                        .toList());
        List<Problem> faults = new ArrayList<>();
        for (Identifier identifier : identifiers) {
            fault(endpoint, external, delegated.keySet(), identifier)
                    .ifPresent(fault -> faults.add(fault.about(identifier.asRequested())));
        }
        if (!faults.isEmpty()) {
            throw Problem.ofSubproblems("Some names cannot be certified here.", faults)
                    .asException();
        }
        return delegated;
    }

    private static Optional<Problem> fault(
            EnrollmentEndpoint endpoint,
            @Nullable ExternalAccount external,
            Set<String> delegated,
            Identifier identifier) {
        if (!Orders.isServed(endpoint.acme(), identifier.type())) {
            return Optional.of(Problem.of(
                    ProblemType.UNSUPPORTED_IDENTIFIER,
                    "This endpoint serves no identifiers of type "
                            + identifier.type().wireName() + "."));
        }
        boolean covered = external == null || external.covers(identifier.value());
        if (!covered || (identifier.type() == IdentifierType.DNS && !delegated.contains(identifier.value()))) {
            return Optional.of(Problem.of(
                    ProblemType.REJECTED_IDENTIFIER,
                    identifier.value() + " is not among the domains of this endpoint or account."));
        }
        return Optional.empty();
    }

    private static OfferedProfile offered(
            EnrollmentEndpoint endpoint, @Nullable ExternalAccount external, @Nullable String asked) {
        String limit = external == null ? null : external.profileName();
        if (limit != null && asked != null && !limit.equals(asked)) {
            throw invalidProfile("The account is limited to the profile \"" + limit + "\".");
        }
        String name = asked != null ? asked : limit;
        if (name == null) {
            return endpoint.acme().defaultProfile();
        }
        return endpoint.acme()
                .profile(name)
                .orElseThrow(() -> invalidProfile("This endpoint does not offer the profile."));
    }

    private static RuntimeException invalidProfile(String detail) {
        return Problem.of(ProblemType.INVALID_PROFILE, detail).asException();
    }

    /** The certificate profile behind an offered one, if it may be used now. */
    private CertificateProfile requireProfile(
            EnrollmentEndpoint endpoint, OrganizationId organization, OfferedProfile offered) {
        try {
            return profiles.requireUsable(endpoint.customer(), offered.profile(), KIND, organization);
        } catch (RefusedException e) {
            throw invalidProfile(e.detail());
        }
    }

    /** RFC 9773 §5: the same account, a name in common, and only once. */
    private void requireReplaceable(Account account, NewOrderRequest request, Instant now) {
        CertificateIdentifier replaces = request.replaces();
        if (replaces == null) {
            return;
        }
        Certificate predecessor = issued.find(account.customer(), replaces)
                .filter(found -> repository
                        .accountOf(account.customer(), found.id())
                        .filter(owner -> owner == account.id())
                        .isPresent())
                .orElseThrow(
                        () -> Problem.of(ProblemType.UNAUTHORIZED, "\"replaces\" names no certificate of this account.")
                                .asException());
        if (IssuedCertificates.identifiers(predecessor).stream().noneMatch(request.identifiers()::contains)) {
            throw Problem.malformed("The certificate to be replaced has no name of the order.")
                    .asException();
        }
        if (repository.isReplaced(account.customer(), replaces, now)) {
            throw Problem.of(ProblemType.ALREADY_REPLACED, "Another order replaces the certificate already.")
                    .asException();
        }
    }

    @Transactional
    Order require(Account account, long id) {
        return repository
                .find(account.customer(), account.id(), id)
                .orElseThrow(() -> Problem.of(ProblemType.MALFORMED, "The account has no such order.")
                        .withStatus(404)
                        .asException());
    }

    /** The order as it stands now, unless it is being processed: whoever asks has to see to that. */
    @Transactional
    Orders.Current current(Account account, long id) {
        return current(require(account, id));
    }

    @Transactional
    Orders.Current current(Order order) {
        Instant now = StorableTime.now(clock);
        List<AuthorizationStatus> states = order.state() == Order.State.OPEN ? states(order, now) : List.of();
        return Orders.Current.of(order, states, now);
    }

    private List<AuthorizationStatus> states(Order order, Instant now) {
        List<AuthorizationStatus> states = new ArrayList<>(statuses(authorizations.of(order), now));
        // What has been purged had expired.
        while (states.size() < order.authorizations().size()) {
            states.add(AuthorizationStatus.EXPIRED);
        }
        return states;
    }

    private static List<AuthorizationStatus> statuses(List<Authorization> authorizations, Instant now) {
        return authorizations.stream()
                .map(authorization -> authorization.status(now))
                .toList();
    }

    /**
     * An order that is taken to be fulfilled.
     *
     * @param organization for which
     */
    record Claim(Order order, OrganizationId organization, CertificateProfile profile) {}

    /**
     * Takes a ready order with its CSR; empty when somebody else was first.
     *
     * @throws ProblemException when its profile cannot be used now
     */
    @Transactional
    Optional<Claim> claim(
            EnrollmentEndpoint endpoint, Account account, Order order, OfferedProfile offered, String csrSha256) {
        OrganizationId organization = organizationOf(endpoint, externalOf(account));
        CertificateProfile profile = requireProfile(endpoint, organization, offered);
        return repository.claim(order, csrSha256)
                ? Optional.of(new Claim(order.claimed(csrSha256), organization, profile))
                : Optional.empty();
    }

    /** What is wrong with an order, which is invalid then, whose names have not all a proof that counts now. */
    @Transactional
    Optional<Problem> failUnproven(EnrollmentEndpoint endpoint, Account account, Order order) {
        if (!endpoint.acme().namesNeedProof()) {
            return Optional.empty();
        }
        Instant oldest =
                StorableTime.now(clock).minus(endpoint.acme().lifetimes().authorization());
        for (Identifier identifier : order.identifiers()) {
            if (proofs.findLive(
                            order.customer(),
                            account.proofOwner(),
                            Authorizations.controlled(identifier),
                            identifier.isWildcard(),
                            oldest)
                    .isEmpty()) {
                Problem lapsed = Problem.of(
                                ProblemType.UNAUTHORIZED,
                                "The proof of control over " + identifier.value() + " counts no more.")
                        .about(identifier.asRequested());
                repository.fail(order, "", lapsed);
                return Optional.of(lapsed);
            }
        }
        return Optional.empty();
    }

    @Transactional
    Order complete(Account account, Order order, CertificateId certificate) {
        return complete(account, order, certificate, issued.endOf(order.customer(), certificate))
                ? order.completed(certificate)
                : require(account, order.id());
    }

    /** PROCESSING → VALID; false when it is no more being processed. */
    @Transactional
    boolean complete(Account account, Order order, CertificateId certificate, Instant notAfter) {
        if (!repository.complete(order, certificate, notAfter)) {
            return false;
        }
        certificateLimits.issued(account, order);
        return true;
    }

    @Transactional
    Order fail(Account account, Order order, String csrSha256, Problem why) {
        repository.fail(order, csrSha256, why);
        return require(account, order.id());
    }

    /** A page of the account's orders, the newest first, that come before a number. */
    @Transactional
    List<Long> list(Account account, long before, int limit) {
        return repository.list(account.customer(), account.id(), before, limit, StorableTime.now(clock));
    }

    /** For whom an account orders. */
    private static OrganizationId organizationOf(EnrollmentEndpoint endpoint, @Nullable ExternalAccount external) {
        return external == null ? endpoint.organization() : external.organization();
    }

    private @Nullable ExternalAccount externalOf(Account account) {
        if (account.externalAccount() == null) {
            return null;
        }
        return externalAccounts
                .find(account.customer(), account.externalAccount())
                .filter(external -> external.status() == ExternalAccount.Status.ACTIVE)
                .orElseThrow(() -> Problem.of(ProblemType.UNAUTHORIZED, "The external account has been revoked.")
                        .asException());
    }
}
