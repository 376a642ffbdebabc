package io.privyseal.acme;

import io.privyseal.audit.Actor;
import io.privyseal.audit.AuditEvent;
import io.privyseal.audit.AuditTrail;
import io.privyseal.endpoint.AcmeClient;
import io.privyseal.endpoint.AcmeClientFilter;
import io.privyseal.endpoint.AcmeClients;
import io.privyseal.endpoint.ExternalAccountId;
import io.privyseal.platform.CustomerId;
import io.privyseal.platform.Page;
import io.privyseal.platform.Paged;
import io.privyseal.protocol.acme.AccountStatus;
import io.privyseal.validation.ControlProofs;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Map;
import java.util.Optional;

/** The clients of external accounts, and the end of an account, whoever wants it. */
@Singleton
class BoundClients implements AcmeClients {
    private final AccountRepository repository;
    private final AuthorizationRepository authorizations;
    private final ControlProofs proofs;
    private final AuditTrail audit;

    BoundClients(
            AccountRepository repository,
            AuthorizationRepository authorizations,
            ControlProofs proofs,
            AuditTrail audit) {
        this.repository = repository;
        this.authorizations = authorizations;
        this.proofs = proofs;
        this.audit = audit;
    }

    @Override
    @Transactional
    public Paged<AcmeClient> list(CustomerId customer, ExternalAccountId account, AcmeClientFilter filter, Page page) {
        return repository.clients(customer, account, filter, page);
    }

    @Override
    @Transactional
    public boolean deactivate(CustomerId customer, ExternalAccountId account, String accountId, Actor actor) {
        if (!accountId.matches("[0-9]{1,18}")) {
            return false;
        }
        Optional<Account> found = repository.findClient(customer, account, Long.parseLong(accountId));
        found.ifPresent(client -> end(client, actor));
        return found.isPresent();
    }

    @Override
    @Transactional
    public void deactivateAll(CustomerId customer, ExternalAccountId account, Actor actor) {
        repository.validOf(customer, account).forEach(client -> end(client, actor));
    }

    /** Ends an account for good (RFC 8555 §7.3.6), with all that it has proven. */
    @Transactional
    void end(Account account, Actor actor) {
        if (repository.end(account.customer(), account.id(), AccountStatus.DEACTIVATED)) {
            authorizations.deactivateAll(account.customer(), account.id());
            proofs.expireAll(account.customer(), account.proofOwner(), actor);
            audit.record(new AuditEvent(
                    account.customer(),
                    actor,
                    "acme-account.deactivate",
                    "acme-account",
                    Long.toString(account.id()),
                    Map.of("status", AccountStatus.VALID.name()),
                    Map.of("status", AccountStatus.DEACTIVATED.name())));
        }
    }
}
