package io.privyseal.endpoint;

import io.privyseal.access.SharedSecrets;
import io.privyseal.audit.Actor;
import io.privyseal.organization.Reach;
import io.privyseal.platform.CustomerId;
import io.privyseal.platform.Page;
import io.privyseal.platform.Paged;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The accounts at SCEP and EST endpoints. Whoever may manage the endpoint's kind of certificates for an organization
 * manages its accounts; all others do not exist for it. An access code is never told again: only its hash is kept.
 */
@Singleton
public class EndpointAccounts {
    private final EndpointAccountRepository repository;
    private final Endpoints endpoints;
    private final AccountDirectory directory;
    private final AccountChanges changes;
    private final SharedSecrets secrets;

    EndpointAccounts(
            EndpointAccountRepository repository,
            Endpoints endpoints,
            AccountDirectory directory,
            AccountChanges changes,
            SharedSecrets secrets) {
        this.repository = repository;
        this.endpoints = endpoints;
        this.directory = directory;
        this.changes = changes;
        this.secrets = secrets;
    }

    /** For doors: all accounts at an endpoint, oldest first. */
    public List<EndpointAccount> of(EnrollmentEndpoint endpoint) {
        return directory.at(endpoint.customer(), endpoint.id()).all().stream()
                .map(AccountDirectory.Entry::account)
                .toList();
    }

    /** For doors that noted an account: the account, unless it has been deleted. */
    public Optional<EndpointAccount> find(CustomerId customer, EndpointId endpoint, EndpointAccountId id) {
        return directory.at(customer, endpoint).all().stream()
                .map(AccountDirectory.Entry::account)
                .filter(account -> account.id().equals(id))
                .findFirst();
    }

    /**
     * One page of the accounts that the caller manages, oldest first.
     *
     * @throws RefusedException {@link Refusal#UNKNOWN_OBJECT} when the caller sees no such endpoint
     */
    @Transactional
    public Paged<EndpointAccount> list(CustomerId customer, Reach reach, EndpointId endpoint, Page page) {
        EnrollmentEndpoint found = endpoints.require(customer, reach, endpoint);
        return repository.list(
                customer, endpoint, Endpoints.covered(reach, found.type().kind()), page);
    }

    /** The account; {@link Refusal#UNKNOWN_OBJECT} when there is none. */
    @Transactional
    public EndpointAccount require(CustomerId customer, Reach reach, EndpointId endpoint, EndpointAccountId id) {
        EnrollmentEndpoint found = endpoints.require(customer, reach, endpoint);
        return repository
                .find(customer, endpoint, id)
                .map(EndpointAccountRow::toDomain)
                .filter(account -> reach.covers(found.type().kind(), account.organization()))
                .orElseThrow(() -> unknown(id));
    }

    /**
     * Makes an account.
     *
     * @throws RefusedException {@link Refusal#NAME_TAKEN} for a name that the endpoint has
     */
    public EndpointAccount create(
            CustomerId customer,
            Reach reach,
            EndpointId endpoint,
            AccountDraft draft,
            @Nullable AccessCode accessCode,
            Actor actor) {
        endpoints.require(customer, reach, endpoint);
        return changes.insert(customer, reach, endpoint, draft, hash(customer, endpoint, accessCode), actor);
    }

    /**
     * Applies a change to what the account is at that moment; its organization stays what it is.
     *
     * @param accessCode null to keep the one that it has
     */
    public EndpointAccount update(
            CustomerId customer,
            Reach reach,
            EndpointId endpoint,
            EndpointAccountId id,
            UnaryOperator<AccountDraft> change,
            @Nullable AccessCode accessCode,
            Actor actor) {
        require(customer, reach, endpoint, id);
        return changes.update(customer, reach, endpoint, id, change, hash(customer, endpoint, accessCode), actor);
    }

    /** Ends an account; certificates that were issued through it stay valid, and cannot be renewed through it. */
    public void delete(CustomerId customer, Reach reach, EndpointId endpoint, EndpointAccountId id, Actor actor) {
        changes.delete(customer, reach, endpoint, id, actor);
    }

    /** Slow: before the transaction that stores it. */
    private @Nullable String hash(CustomerId customer, EndpointId endpoint, @Nullable AccessCode accessCode) {
        String salt = directory.at(customer, endpoint).salt();
        return accessCode == null || salt == null ? null : secrets.hash(accessCode.value(), salt);
    }

    static RefusedException unknown(EndpointAccountId id) {
        return new RefusedException(Refusal.UNKNOWN_OBJECT, "Endpoint account " + id.value() + " does not exist.");
    }
}
