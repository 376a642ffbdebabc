package io.privyseal.endpoint;

import io.privyseal.audit.Actor;
import io.privyseal.audit.AuditEvent;
import io.privyseal.audit.AuditTrail;
import io.privyseal.organization.CertificateKind;
import io.privyseal.organization.DomainName;
import io.privyseal.organization.Domains;
import io.privyseal.organization.Organization;
import io.privyseal.organization.OrganizationId;
import io.privyseal.organization.Organizations;
import io.privyseal.organization.Reach;
import io.privyseal.platform.CustomerId;
import io.privyseal.platform.Page;
import io.privyseal.platform.Paged;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.platform.StorableTime;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The external accounts of a customer. Whoever may manage SSL certificates of an organization manages its accounts; all
 * others, and revoked ones, do not exist for it.
 */
@Singleton
public class ExternalAccounts {
    private static final CertificateKind KIND = CertificateKind.SSL;
    private static final int ID_BYTES = 16;
    private static final int MOST_DOMAINS = 1_000;

    private final ExternalAccountRepository repository;
    private final EndpointRepository endpoints;
    private final Organizations organizations;
    private final Domains domains;
    private final AcmeClients clients;
    private final AuditTrail audit;
    private final SecureRandom random;
    private final Clock clock;

    ExternalAccounts(
            ExternalAccountRepository repository,
            EndpointRepository endpoints,
            Organizations organizations,
            Domains domains,
            AcmeClients clients,
            AuditTrail audit,
            SecureRandom random,
            Clock clock) {
        this.repository = repository;
        this.endpoints = endpoints;
        this.organizations = organizations;
        this.domains = domains;
        this.clients = clients;
        this.audit = audit;
        this.random = random;
        this.clock = clock;
    }

    /** One page of the accounts that the caller manages, oldest first. */
    @Transactional
    public Paged<ExternalAccount> list(CustomerId customer, Reach reach, ExternalAccountFilter filter, Page page) {
        return repository.list(customer, Endpoints.covered(reach, KIND), filter, page);
    }

    /** The account; {@link Refusal#UNKNOWN_OBJECT} when there is none. */
    @Transactional
    public ExternalAccount require(CustomerId customer, Reach reach, ExternalAccountId id) {
        return repository
                .find(customer, id)
                .filter(found -> reach.covers(KIND, found.organization()))
                .orElseThrow(() -> unknown(id));
    }

    /** Makes an account with a new key. */
    @Transactional
    public ExternalAccount create(CustomerId customer, Reach reach, NewExternalAccount wanted, Actor actor) {
        Organization organization = organizations.require(customer, reach, wanted.organization());
        Endpoints.requireCovered(reach, KIND, wanted.organization());
        EnrollmentEndpoint endpoint = endpoints
                .find(customer, wanted.endpoint())
                .filter(found -> found.door() == EndpointDoor.ACME && found.serves(organization))
                .orElseThrow(() -> new RefusedException(
                        Refusal.INVALID_FIELD,
                        "The ACME server does not exist, or serves another organization than "
                                + wanted.organization().value() + "."));
        requireOffered(endpoint, wanted);
        ExternalAccount account =
                repository.add(customer, wanted, random(ID_BYTES), random(ID_BYTES), newKey(), StorableTime.now(clock));
        record(account, actor, "external-account.create", Map.of(), describe(account));
        return account;
    }

    private static void requireOffered(EnrollmentEndpoint endpoint, NewExternalAccount wanted) {
        String profile = wanted.profileName();
        if (profile != null && endpoint.acme().profile(profile).isEmpty()) {
            throw new RefusedException(
                    Refusal.INVALID_FIELD,
                    "Value of 'profileName' must be among "
                            + String.join(
                                    ", ",
                                    endpoint.acme().profiles().stream()
                                            .map(OfferedProfile::name)
                                            .toList())
                            + ".");
        }
    }

    @Transactional
    public void rename(CustomerId customer, Reach reach, ExternalAccountId id, String name, Actor actor) {
        ExternalAccountRow row = lock(customer, reach, id);
        String old = row.name;
        row.name = NewExternalAccount.requireName(name);
        if (!row.name.equals(old)) {
            record(
                    repository.toDomain(row),
                    actor,
                    "external-account.update",
                    Map.of("name", old),
                    Map.of("name", row.name));
        }
    }

    /** Revokes the account and ends all clients that bound to it; certificates that exist stay valid. */
    @Transactional
    public void delete(CustomerId customer, Reach reach, ExternalAccountId id, Actor actor) {
        ExternalAccountRow row = lock(customer, reach, id);
        ExternalAccount before = repository.toDomain(row);
        row.status = ExternalAccount.Status.REVOKED;
        clients.deactivateAll(customer, id, actor);
        record(before, actor, "external-account.delete", describe(before), Map.of());
    }

    /**
     * Limits what the account's clients may order to these names besides those it has.
     *
     * @return the names that were not added: no plain DNS names, or not delegated to the account's organization for SSL
     */
    @Transactional
    public List<String> addDomains(
            CustomerId customer, Reach reach, ExternalAccountId id, List<String> names, Actor actor) {
        ExternalAccountRow row = lock(customer, reach, id);
        Set<String> before = new TreeSet<>(row.domains);
        Map<String, String> parsed = parse(names);
        var delegated =
                domains.coveringDelegations(customer, new OrganizationId(row.organizationId), KIND, parsed.values());
        List<String> rest = new ArrayList<>();
        for (String name : names) {
            String domain = parsed.get(name);
            if (domain != null && delegated.containsKey(domain)) {
                row.domains.add(domain);
                row.limited = true;
            } else {
                rest.add(name);
            }
        }
        if (row.domains.size() > MOST_DOMAINS) {
            throw new RefusedException(
                    Refusal.INVALID_FIELD, "An account must not have more than " + MOST_DOMAINS + " domains.");
        }
        recordDomains(row, before, actor);
        return rest;
    }

    /**
     * Takes names back. With the last one, the account's clients can order nothing.
     *
     * @return the names that were not removed, because the account did not have them
     */
    @Transactional
    public List<String> removeDomains(
            CustomerId customer, Reach reach, ExternalAccountId id, List<String> names, Actor actor) {
        ExternalAccountRow row = lock(customer, reach, id);
        Set<String> before = new TreeSet<>(row.domains);
        Map<String, String> parsed = parse(names);
        List<String> rest = new ArrayList<>();
        for (String name : names) {
            String domain = parsed.get(name);
            if (domain == null || !row.domains.remove(domain)) {
                rest.add(name);
            }
        }
        recordDomains(row, before, actor);
        return rest;
    }

    /** The plain DNS names among the texts, by the text. */
    private static Map<String, String> parse(List<String> names) {
        Map<String, String> parsed = new HashMap<>();
        for (String name : names) {
            try {
                DomainName domain = DomainName.parse(name);
                if (!domain.isWildcard()) {
                    parsed.put(name, domain.value());
                }
            } catch (RefusedException _) {
                // Told to the caller as not added or not removed.
            }
        }
        return parsed;
    }

    /** One page of the clients that bound to an account. */
    @Transactional
    public Paged<AcmeClient> listClients(
            CustomerId customer, Reach reach, ExternalAccountId id, AcmeClientFilter filter, Page page) {
        return clients.list(customer, require(customer, reach, id).id(), filter, page);
    }

    /** Ends a client of an account for good. */
    @Transactional
    public void deactivateClient(
            CustomerId customer, Reach reach, ExternalAccountId id, String accountId, Actor actor) {
        if (!clients.deactivate(customer, require(customer, reach, id).id(), accountId, actor)) {
            throw new RefusedException(Refusal.UNKNOWN_OBJECT, "The account has no such client.");
        }
    }

    /** The account to which a client is bound, revoked or not. */
    @Transactional
    public Optional<ExternalAccount> find(CustomerId customer, ExternalAccountId id) {
        return repository.find(customer, id);
    }

    /** The account whose key id a client of the endpoint sends; none when it is unknown, revoked, or used up. */
    @Transactional
    public Optional<ExternalAccount> findForBinding(CustomerId customer, EndpointId endpoint, String macId) {
        return repository
                .findByMacId(customer, endpoint, macId)
                .filter(found -> !found.singleUse() || found.uses() == 0);
    }

    /**
     * Counts a binding, in the caller's transaction; of two that race for a single-use account, one is refused.
     *
     * @throws RefusedException {@link Refusal#STATE_CONFLICT} when the account is revoked or used up
     */
    @Transactional
    public void bind(ExternalAccount account, Actor actor) {
        if (!repository.use(account.customer(), account.id(), StorableTime.now(clock))) {
            throw new RefusedException(Refusal.STATE_CONFLICT, "The external account is revoked or has been used.");
        }
        record(account, actor, "external-account.bind", Map.of(), Map.of("macId", account.macId()));
    }

    private ExternalAccountRow lock(CustomerId customer, Reach reach, ExternalAccountId id) {
        return repository
                .lock(customer, id)
                .filter(row -> reach.covers(KIND, new OrganizationId(row.organizationId)))
                .orElseThrow(() -> unknown(id));
    }

    private MacKey newKey() {
        byte[] bytes = new byte[MacKey.BYTES];
        random.nextBytes(bytes);
        return new MacKey(bytes);
    }

    private String random(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private void recordDomains(ExternalAccountRow row, Set<String> before, Actor actor) {
        if (!before.equals(row.domains)) {
            record(
                    repository.toDomain(row),
                    actor,
                    "external-account.update",
                    Map.of("domains", String.join(" ", before)),
                    Map.of("domains", String.join(" ", new TreeSet<>(row.domains))));
        }
    }

    private void record(
            ExternalAccount account,
            Actor actor,
            String action,
            Map<String, String> before,
            Map<String, String> after) {
        audit.record(new AuditEvent(
                account.customer(),
                actor,
                action,
                "external-account",
                Long.toString(account.id().value()),
                before,
                after));
    }

    private static Map<String, String> describe(ExternalAccount account) {
        Map<String, String> fields = new HashMap<>();
        fields.put("name", account.name());
        fields.put("endpoint", Long.toString(account.endpoint().value()));
        fields.put("organization", Long.toString(account.organization().value()));
        fields.put("macId", account.macId());
        fields.put("singleUse", Boolean.toString(account.singleUse()));
        fields.put("domains", String.join(" ", account.domains()));
        if (account.profileName() != null) {
            fields.put("profileName", account.profileName());
        }
        return fields;
    }

    private static RefusedException unknown(ExternalAccountId id) {
        return new RefusedException(Refusal.UNKNOWN_OBJECT, "ACME account " + id.value() + " not found.");
    }
}
