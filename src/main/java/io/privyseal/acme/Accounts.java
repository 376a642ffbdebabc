package io.privyseal.acme;

import io.privyseal.audit.Actor;
import io.privyseal.audit.AuditEvent;
import io.privyseal.audit.AuditTrail;
import io.privyseal.endpoint.EnrollmentEndpoint;
import io.privyseal.endpoint.ExternalAccount;
import io.privyseal.endpoint.ExternalAccountPolicy;
import io.privyseal.endpoint.ExternalAccounts;
import io.privyseal.platform.StorableTime;
import io.privyseal.protocol.acme.AccountKey;
import io.privyseal.protocol.acme.AccountStatus;
import io.privyseal.protocol.acme.AccountUpdate;
import io.privyseal.protocol.acme.ExternalAccountBinding;
import io.privyseal.protocol.acme.NewAccountRequest;
import io.privyseal.protocol.acme.Problem;
import io.privyseal.protocol.acme.ProblemType;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The accounts of ACME clients (RFC 8555 §7.3). */
@Singleton
class Accounts {
    /** Activity is noted no more often than that. */
    private static final Duration ACTIVITY = Duration.ofMinutes(1);

    private static final int LONGEST_BINDING = 8192;

    private final RequestTransaction transaction;
    private final AccountRepository repository;
    private final ExternalAccounts externalAccounts;
    private final BoundClients clients;
    private final RequestLimits limits;
    private final AuditTrail audit;
    private final Clock clock;

    Accounts(
            RequestTransaction transaction,
            AccountRepository repository,
            ExternalAccounts externalAccounts,
            BoundClients clients,
            RequestLimits limits,
            AuditTrail audit,
            Clock clock) {
        this.transaction = transaction;
        this.repository = repository;
        this.externalAccounts = externalAccounts;
        this.clients = clients;
        this.limits = limits;
        this.audit = audit;
        this.clock = clock;
    }

    /** An account, and whether it has just been made. */
    record Registered(Account account, boolean isNew) {}

    /**
     * Makes an account, or finds the one that has the key.
     *
     * @throws io.privyseal.protocol.acme.ProblemException when there is none and none may be made
     * @throws RateLimitedException when too many have been made from the client's address
     */
    Registered register(EnrollmentEndpoint endpoint, AccountKey key, NewAccountRequest request, ClientInfo client) {
        try {
            return transaction.together(() -> findOrMake(endpoint, key, request, client));
        } catch (MadeMeanwhileException _) {
            return transaction.together(() -> findOrMake(endpoint, key, request, client));
        }
    }

    /** Another request with the same key was faster; what it has made is there now. */
    private static final class MadeMeanwhileException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private Registered findOrMake(
            EnrollmentEndpoint endpoint, AccountKey key, NewAccountRequest request, ClientInfo client) {
        Optional<Account> known = repository.findByKey(endpoint.customer(), endpoint.id(), key.thumbprint());
        if (known.isPresent()) {
            return new Registered(requireValid(known.get()), false);
        }
        if (request.onlyReturnExisting()) {
            throw Problem.of(ProblemType.ACCOUNT_DOES_NOT_EXIST, "There is no account with this key.")
                    .asException();
        }
        String terms = endpoint.acme().about().termsOfService();
        // RFC 8555 §7.3.
        if (terms != null && !request.termsOfServiceAgreed()) {
            throw Problem.of(
                            ProblemType.USER_ACTION_REQUIRED,
                            "The terms of service must be agreed to: see " + terms + ".")
                    .withInstance(terms)
                    .asException();
        }
        limits.newAccount(endpoint, client);
        ExternalAccount external = externalAccount(endpoint, request.externalAccountBinding());
        Account made = add(endpoint, key, request, external, client);
        if (external != null) {
            externalAccounts.bind(external, made.actor(client.address()));
        }
        return new Registered(made, true);
    }

    private Account add(
            EnrollmentEndpoint endpoint,
            AccountKey key,
            NewAccountRequest request,
            @Nullable ExternalAccount external,
            ClientInfo client) {
        Instant now = StorableTime.now(clock);
        AccountRow row = new AccountRow();
        row.customerId = endpoint.customer().value();
        row.endpointId = endpoint.id().value();
        row.externalAccountId = external == null ? null : external.id().value();
        row.thumbprint = key.thumbprint();
        row.publicKey = key.toJson();
        row.status = AccountStatus.VALID;
        row.contacts = AccountRepository.joined(request.contact());
        row.termsAgreed = request.termsOfServiceAgreed();
        row.binding = external == null || request.externalAccountBinding() == null
                ? null
                : shown(request.externalAccountBinding().toJson());
        row.address = client.address();
        row.userAgent = client.userAgent();
        row.createdAt = now;
        row.lastActiveAt = now;
        Account made = repository.add(row).orElseThrow(MadeMeanwhileException::new);
        record(
                made,
                made.actor(client.address()),
                "acme-account.create",
                Map.of(),
                Map.of("endpoint", endpoint.name(), "contacts", row.contacts, "thumbprint", row.thumbprint));
        return made;
    }

    /** RFC 8555 §7.1.2: to show the binding again is optional; one that is padded out is not kept. */
    private static @Nullable String shown(String binding) {
        return binding.length() <= LONGEST_BINDING ? binding : null;
    }

    private @Nullable ExternalAccount externalAccount(
            EnrollmentEndpoint endpoint, @Nullable ExternalAccountBinding binding) {
        ExternalAccountPolicy policy = endpoint.acme().externalAccounts();
        if (binding == null) {
            if (policy == ExternalAccountPolicy.REQUIRED) {
                throw Problem.of(
                                ProblemType.EXTERNAL_ACCOUNT_REQUIRED,
                                "This endpoint needs an external account binding (RFC 8555 §7.3.4).")
                        .asException();
            }
            return null;
        }
        if (policy == ExternalAccountPolicy.NONE) {
            // §7.3.4: a server that supports no bindings ignores the field.
            return null;
        }
        ExternalAccount external = externalAccounts
                .findForBinding(endpoint.customer(), endpoint.id(), binding.keyIdentifier())
                .orElseThrow(() -> Problem.of(
                                ProblemType.UNAUTHORIZED,
                                "The external account is unknown, or cannot be used any more.")
                        .asException());
        binding.verify(external.macKey().value());
        return external;
    }

    /** The account of a request; its status is the caller's to judge. */
    @Transactional
    Account require(EnrollmentEndpoint endpoint, long id) {
        return repository
                .find(endpoint.customer(), endpoint.id(), id)
                .orElseThrow(() -> Problem.of(ProblemType.ACCOUNT_DOES_NOT_EXIST, "There is no such account.")
                        .asException());
    }

    /** RFC 8555 §7.3.6: after that every request of the account is refused. */
    static Account requireValid(Account account) {
        if (account.status() != AccountStatus.VALID) {
            throw Problem.of(
                            ProblemType.UNAUTHORIZED,
                            "The account is " + account.status().wireName() + ".")
                    .withStatus(401)
                    .asException();
        }
        return account;
    }

    @Transactional
    Account update(EnrollmentEndpoint endpoint, Account account, AccountUpdate update, ClientInfo client) {
        Actor actor = account.actor(client.address());
        if (update.deactivates()) {
            clients.end(account, actor);
        } else if (update.contact() != null && !update.contact().equals(account.contacts())) {
            repository.updateContacts(account.customer(), account.id(), update.contact());
            record(
                    account,
                    actor,
                    "acme-account.update",
                    Map.of("contacts", AccountRepository.joined(account.contacts())),
                    Map.of("contacts", AccountRepository.joined(update.contact())));
        }
        return require(endpoint, account.id());
    }

    /**
     * Changes the account's key (RFC 8555 §7.3.5).
     *
     * @return the account that has the new key already, when that is another one
     */
    @Transactional
    Optional<Account> changeKey(EnrollmentEndpoint endpoint, Account account, AccountKey to, ClientInfo client) {
        Optional<Account> holder = repository.findByKey(endpoint.customer(), endpoint.id(), to.thumbprint());
        if (holder.isPresent()) {
            return holder;
        }
        if (!repository.changeKey(account.customer(), account.id(), account.key(), to)) {
            throw Problem.of(ProblemType.UNAUTHORIZED, "The key of the account has been changed by another request.")
                    .withStatus(409)
                    .asException();
        }
        record(
                account,
                account.actor(client.address()),
                "acme-account.change-key",
                Map.of("thumbprint", account.key().thumbprint()),
                Map.of("thumbprint", to.thumbprint()));
        return Optional.empty();
    }

    /** Notes when and from where an account orders. */
    @Transactional
    void wasActive(Account account, ClientInfo client) {
        Instant now = StorableTime.now(clock);
        if (!now.isBefore(account.lastActive().plus(ACTIVITY))
                || !client.address().equals(account.address())
                || !client.userAgent().equals(account.userAgent())) {
            repository.wasActive(account.customer(), account.id(), client.address(), client.userAgent(), now);
        }
    }

    private void record(
            Account account, Actor actor, String action, Map<String, String> before, Map<String, String> after) {
        audit.record(new AuditEvent(
                account.customer(), actor, action, "acme-account", Long.toString(account.id()), before, after));
    }
}
