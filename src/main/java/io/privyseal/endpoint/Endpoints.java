package io.privyseal.endpoint;

import static java.util.stream.Collectors.joining;

import io.privyseal.access.SharedSecrets;
import io.privyseal.audit.Actor;
import io.privyseal.audit.AuditEvent;
import io.privyseal.audit.AuditTrail;
import io.privyseal.authority.Authorities;
import io.privyseal.authority.AuthorityId;
import io.privyseal.authority.CertificateAuthority;
import io.privyseal.organization.CertificateKind;
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
import io.privyseal.platform.configuration.ConfigurationVersion;
import io.privyseal.platform.configuration.Remembered;
import io.privyseal.profile.CertificateProfile;
import io.privyseal.profile.Profiles;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The enrollment endpoints of a customer. Whoever may manage a kind of certificates for an organization sees the endpoints
 * for that kind at which the organization can have accounts, and manages those that are delegated to nobody else; all
 * others do not exist for it. What is delegated to everybody is an MRAO's.
 */
@Singleton
public class Endpoints {
    private final EndpointRepository repository;
    private final ExternalAccountRepository externalAccounts;
    private final EndpointAccountRepository accounts;
    private final Organizations organizations;
    private final Profiles profiles;
    private final Authorities authorities;
    private final AzureConnections azure;
    private final ChannelBindings channelBindings;
    private final SharedSecrets secrets;
    private final AuditTrail audit;
    private final Clock clock;
    private final Remembered<Address, Optional<EnrollmentEndpoint>> byAddress;

    Endpoints(
            EndpointRepository repository,
            ExternalAccountRepository externalAccounts,
            EndpointAccountRepository accounts,
            Organizations organizations,
            Profiles profiles,
            Authorities authorities,
            AzureConnections azure,
            ChannelBindings channelBindings,
            SharedSecrets secrets,
            AuditTrail audit,
            Clock clock,
            ConfigurationVersion version) {
        this.repository = repository;
        this.externalAccounts = externalAccounts;
        this.accounts = accounts;
        this.organizations = organizations;
        this.profiles = profiles;
        this.authorities = authorities;
        this.azure = azure;
        this.channelBindings = channelBindings;
        this.secrets = secrets;
        this.audit = audit;
        this.clock = clock;
        this.byAddress = new Remembered<>(version);
    }

    private record Address(EndpointDoor door, String uriKey) {}

    /** The endpoint at this address of a door, enabled or not, whoever's it is. */
    @Transactional(Transactional.TxType.SUPPORTS)
    public Optional<EnrollmentEndpoint> findByUriExtension(EndpointDoor door, String uriExtension) {
        // Addresses that cannot exist must not fill what is remembered.
        return Settings.isToken(uriExtension)
                ? byAddress.get(
                        new Address(door, EndpointRepository.uriKey(uriExtension)),
                        address -> repository.findByUriKey(address.door(), address.uriKey()))
                : Optional.empty();
    }

    /** The endpoint for a door that knows its number; {@link Refusal#UNKNOWN_OBJECT} when there is none. */
    @Transactional(Transactional.TxType.SUPPORTS)
    public EnrollmentEndpoint require(CustomerId customer, EndpointId id) {
        return repository.find(customer, id).orElseThrow(() -> unknown(id));
    }

    /** As {@link #require(CustomerId, EndpointId)}, for an administrator who sees only a part. */
    @Transactional
    public EnrollmentEndpoint require(CustomerId customer, Reach reach, EndpointId id) {
        return repository
                .find(customer, id)
                .filter(found -> isVisible(customer, reach, found.type(), found.organizations()))
                .orElseThrow(() -> unknown(id));
    }

    /** One page of the endpoints that the caller sees, oldest first. */
    @Transactional
    public Paged<EnrollmentEndpoint> list(CustomerId customer, Reach reach, EndpointFilter filter, Page page) {
        return repository.list(customer, visible(customer, reach), filter, page);
    }

    /** All open ACME endpoints at which the caller may make external accounts, oldest first. */
    @Transactional
    public List<EnrollmentEndpoint> usable(CustomerId customer, Reach reach) {
        Map<CertificateKind, Set<OrganizationId>> visible = visible(customer, reach);
        return repository.enabled(customer, EndpointDoor.ACME).stream()
                .filter(endpoint -> visible == null
                        || visible.getOrDefault(endpoint.type().kind(), Set.of())
                                .contains(endpoint.organization()))
                .toList();
    }

    /**
     * Opens an endpoint.
     *
     * @throws RefusedException {@link Refusal#NAME_TAKEN} for an extension that anybody on this server has at the door
     */
    @Transactional
    public EnrollmentEndpoint create(CustomerId customer, Reach reach, EndpointDraft draft, Actor actor) {
        requireDelegable(customer, reach, draft.type(), draft.organizations());
        if (allowsLoopback(draft.settings())) {
            requireMaster(reach);
        }
        String uriKey = EndpointRepository.uriKey(draft.uriExtension());
        if (repository.isTaken(draft.type().door(), uriKey)) {
            throw EndpointRepository.extensionTaken(draft.uriExtension());
        }
        EndpointRow row = new EndpointRow();
        row.customerId = customer.value();
        row.type = draft.type();
        row.door = draft.type().door();
        row.uriExtension = draft.uriExtension();
        row.uriKey = uriKey;
        row.accessCodeSalt = row.door == EndpointDoor.ACME ? null : secrets.newSalt();
        row.createdAt = StorableTime.now(clock);
        fill(row, customer, draft, null);
        repository.persist(row);
        repository.flush(draft);
        record(row, actor, "endpoint.create", Map.of(), describe(row));
        return repository.toDomain(row);
    }

    /** Applies a change to what the endpoint is at that moment; its type and address stay what they are. */
    @Transactional
    public EnrollmentEndpoint update(
            CustomerId customer, Reach reach, EndpointId id, UnaryOperator<EnrollmentEndpoint> change, Actor actor) {
        EndpointRow row = lock(customer, reach, id);
        EnrollmentEndpoint old = repository.toDomain(row);
        EnrollmentEndpoint changed = change.apply(old);
        requireSame("endpointType", changed.type() == old.type());
        requireDelegationChange(customer, reach, old, changed.organizations());
        EndpointDraft draft = EndpointDraft.of(changed);
        // Account and order addresses contain it, and clients keep those.
        requireSame("uriExtension", draft.uriExtension().equals(old.uriExtension()));
        if (allowsLoopback(draft.settings()) && !allowsLoopback(old.settings())) {
            requireMaster(reach);
        }
        if (draft.settings() instanceof AcmeSettings acme) {
            requireLimitsKept(customer, id, acme);
        }
        Map<String, String> before = describe(row);
        byte[] webhookKey = row.sealedWebhookKey;
        fill(row, customer, draft, old.settings());
        repository.flush(draft);
        Map<String, String> after = describe(row);
        if (row.sealedWebhookKey != null && webhookKey != null && !Arrays.equals(row.sealedWebhookKey, webhookKey)) {
            after.put("webhookKey", "replaced");
        }
        record(row, actor, "endpoint.update", before, after);
        return repository.toDomain(row);
    }

    /**
     * Says which organizations and departments may have accounts at an endpoint.
     *
     * @param delegated empty for all, now and later
     * @throws RefusedException {@link Refusal#IN_USE} when an account is of an organization that would have none
     */
    @Transactional
    public EnrollmentEndpoint delegate(
            CustomerId customer, Reach reach, EndpointId id, Set<OrganizationId> delegated, Actor actor) {
        return update(customer, reach, id, old -> old.withOrganizations(delegated), actor);
    }

    /**
     * Deletes an endpoint without accounts.
     *
     * @throws RefusedException {@link Refusal#UNKNOWN_OBJECT}, {@link Refusal#IN_USE}
     */
    @Transactional
    public void delete(CustomerId customer, Reach reach, EndpointId id, Actor actor) {
        EndpointRow row = lock(customer, reach, id);
        Map<String, String> before = describe(row);
        externalAccounts.removeRevoked(customer, id);
        accounts.removeDeleted(customer, id);
        repository.remove(row);
        record(row, actor, "endpoint.delete", before, Map.of());
    }

    /** For changes of its accounts, in their transaction: held back from other changes until that ends. */
    EnrollmentEndpoint lockVisible(CustomerId customer, Reach reach, EndpointId id) {
        return repository.toDomain(lockVisibleRow(customer, reach, id));
    }

    private EndpointRow lock(CustomerId customer, Reach reach, EndpointId id) {
        EndpointRow row = lockVisibleRow(customer, reach, id);
        requireManaged(reach, row.type, row.organizationIds());
        return row;
    }

    private EndpointRow lockVisibleRow(CustomerId customer, Reach reach, EndpointId id) {
        return repository
                .lock(customer, id)
                .filter(found -> isVisible(customer, reach, found.type, found.organizationIds()))
                .orElseThrow(() -> unknown(id));
    }

    /** @param old null for a new endpoint: what a change leaves alone is not judged again */
    private void fill(EndpointRow row, CustomerId customer, EndpointDraft draft, @Nullable EndpointSettings old) {
        switch (draft.settings()) {
            case AcmeSettings acme -> {
                OrganizationId organization = draft.organizations().iterator().next();
                acme.profiles()
                        .forEach(offered -> requireUsable(customer, draft.type().kind(), organization, offered));
                row.profiles = acme.profiles().stream()
                        .map(offered -> offered.profile().value())
                        .collect(Collectors.toCollection(HashSet::new));
            }
            case ScepSettings scep -> {
                requireAzureAccount(customer, draft.organizations(), scep, old);
                requireNextIssuer(customer, scep, old);
            }
            case EstSettings est -> requireChannelBinding(est, old);
        }
        row.name = draft.name();
        row.enabled = draft.enabled();
        row.organizations = draft.organizations().stream()
                .map(OrganizationId::value)
                .collect(Collectors.toCollection(HashSet::new));
        row.setPage(draft.page());
        repository.fillSettings(row, draft.settings());
        row.updatedAt = StorableTime.now(clock);
    }

    private void requireUsable(
            CustomerId customer, CertificateKind kind, OrganizationId organization, OfferedProfile offered) {
        CertificateProfile profile = profiles.requireUsable(customer, offered.profile(), kind, organization);
        Integer term = offered.termDays();
        if (term != null) {
            requireTerm(profile, term);
        }
    }

    static void requireTerm(CertificateProfile profile, int days) {
        if (!profile.rules().terms().contains(days)) {
            throw new RefusedException(
                    Refusal.TERM_NOT_IN_PROFILE,
                    "The profile '" + profile.name() + "' has no term of " + days + " days.");
        }
    }

    private void requireAzureAccount(
            CustomerId customer, Set<OrganizationId> delegated, ScepSettings scep, @Nullable EndpointSettings old) {
        Long account = scep.azureAccount();
        boolean isKept = old instanceof ScepSettings before && Objects.equals(before.azureAccount(), account);
        if (account != null && !isKept && !azure.isUsable(customer, delegated, account)) {
            throw Settings.invalid(
                    "scep.azureAccountId",
                    "is the number of no Azure account that is delegated to all its organizations");
        }
    }

    private void requireNextIssuer(CustomerId customer, ScepSettings scep, @Nullable EndpointSettings old) {
        AuthorityId next = scep.nextIssuer();
        boolean isKept = old instanceof ScepSettings before && Objects.equals(before.nextIssuer(), next);
        if (next == null || isKept) {
            return;
        }
        boolean canFollow = authorities.list(customer).stream()
                .filter(authority -> authority.id().equals(next))
                .anyMatch(authority -> authority.kind() == CertificateAuthority.Kind.ISSUING
                        && authority.certificate() != null
                        && authority.state() != CertificateAuthority.State.RETIRED);
        if (!canFollow) {
            throw Settings.invalid("scep.nextIssuerId", "is the number of no issuing CA that can follow");
        }
    }

    private void requireChannelBinding(EstSettings est, @Nullable EndpointSettings old) {
        boolean isKept = old instanceof EstSettings before && before.channelBinding() == est.channelBinding();
        if (est.channelBinding() == EstSettings.ChannelBinding.REQUIRED && !isKept && !channelBindings.areAvailable()) {
            throw Settings.invalid(
                    "est.channelBinding", "cannot be 'required': this server does not see the TLS sessions of clients");
        }
    }

    private void requireLimitsKept(CustomerId customer, EndpointId id, AcmeSettings acme) {
        Set<String> names = acme.profiles().stream().map(OfferedProfile::name).collect(Collectors.toSet());
        if (externalAccounts.anyLimitedToOtherThan(customer, id, names)) {
            throw new RefusedException(
                    Refusal.IN_USE, "An account is limited to a profile that the endpoint would no longer offer.");
        }
    }

    private void requireDelegationChange(
            CustomerId customer, Reach reach, EnrollmentEndpoint old, Set<OrganizationId> delegated) {
        if (delegated.equals(old.organizations())) {
            return;
        }
        // Its clients' orders and accounts are for the organization.
        requireSame("orgDelegations", old.door() != EndpointDoor.ACME);
        requireDelegable(customer, reach, old.type(), delegated);
        EnrollmentEndpoint changed = old.withOrganizations(delegated);
        for (EndpointAccountRow account : accounts.all(customer, old.id())) {
            if (!changed.serves(organizations.require(customer, new OrganizationId(account.organizationId)))) {
                throw new RefusedException(
                        Refusal.IN_USE,
                        "The account '" + account.name + "' is of an organization that would have no access.");
            }
        }
    }

    /** Nobody delegates to whom he cannot see, or to more than what is his. */
    private void requireDelegable(CustomerId customer, Reach reach, EndpointType type, Set<OrganizationId> delegated) {
        delegated.forEach(organization -> organizations.require(customer, reach, organization));
        requireManaged(reach, type, delegated);
    }

    private static void requireManaged(Reach reach, EndpointType type, Set<OrganizationId> delegated) {
        if (delegated.isEmpty() && !reach.isEverything()) {
            throw new RefusedException(
                    Refusal.NOT_PERMITTED, "You are not authorized for an endpoint of all organizations.");
        }
        delegated.forEach(organization -> requireCovered(reach, type.kind(), organization));
    }

    private boolean isVisible(CustomerId customer, Reach reach, EndpointType type, Set<OrganizationId> delegated) {
        Map<CertificateKind, Set<OrganizationId>> visible = visible(customer, reach);
        if (visible == null) {
            return true;
        }
        Set<OrganizationId> some = visible.getOrDefault(type.kind(), Set.of());
        return !some.isEmpty() && (delegated.isEmpty() || delegated.stream().anyMatch(some::contains));
    }

    /** Delegated to which organizations the caller sees an endpoint: his, and those above his departments; null for all. */
    private @Nullable Map<CertificateKind, Set<OrganizationId>> visible(CustomerId customer, Reach reach) {
        return switch (reach) {
            case Reach.Everything() -> null;
            case Reach.Only(var reached) -> {
                Map<OrganizationId, OrganizationId> above = new HashMap<>();
                for (Organization some : organizations.all(customer)) {
                    Organization.Parent parent = some.parent();
                    if (parent != null) {
                        above.put(some.id(), parent.id());
                    }
                }
                Map<CertificateKind, Set<OrganizationId>> visible = new EnumMap<>(CertificateKind.class);
                reached.forEach((kind, covered) -> {
                    Set<OrganizationId> some = new HashSet<>(covered);
                    covered.stream().filter(above::containsKey).map(above::get).forEach(some::add);
                    visible.put(kind, some);
                });
                yield visible;
            }
        };
    }

    private void record(
            EndpointRow row, Actor actor, String action, Map<String, String> before, Map<String, String> after) {
        audit.record(new AuditEvent(
                new CustomerId(row.customerId), actor, action, "endpoint", Long.toString(row.id), before, after));
    }

    private static Map<String, String> describe(EndpointRow row) {
        Map<String, String> fields = new HashMap<>();
        fields.put("type", row.type.name());
        fields.put("name", row.name);
        fields.put("uriExtension", row.uriExtension);
        fields.put(
                "organizations",
                row.organizations.stream().sorted().map(String::valueOf).collect(joining(" ")));
        fields.put("enabled", Boolean.toString(row.enabled));
        fields.put("settings", row.settings);
        EndpointPage page = row.page();
        if (!page.equals(EndpointPage.NOTHING)) {
            fields.put("page", page.toString());
        }
        if (row.azureAccountId != null) {
            fields.put("azureAccount", Long.toString(row.azureAccountId));
        }
        if (row.sealedWebhookKey != null) {
            fields.put("webhookKey", "set");
        }
        return fields;
    }

    private static boolean allowsLoopback(EndpointSettings settings) {
        return settings instanceof AcmeSettings acme && acme.loopbackTargets();
    }

    /** The organizations for whose certificates of a kind the caller may act; null for all. */
    static @Nullable Set<OrganizationId> covered(Reach reach, CertificateKind kind) {
        return switch (reach) {
            case Reach.Everything() -> null;
            case Reach.Only(var reached) -> reached.getOrDefault(kind, Set.of());
        };
    }

    static void requireCovered(Reach reach, CertificateKind kind, OrganizationId organization) {
        if (!reach.covers(kind, organization)) {
            throw new RefusedException(
                    Refusal.NOT_PERMITTED, "You are not authorized for organization " + organization.value() + ".");
        }
    }

    /** What listens on the server's own host is not an organization's to ask. */
    private static void requireMaster(Reach reach) {
        if (!reach.isEverything()) {
            throw new RefusedException(
                    Refusal.NOT_PERMITTED, "You are not authorized to allow the validation of loopback addresses.");
        }
    }

    private static void requireSame(String field, boolean isSame) {
        if (!isSame) {
            throw Settings.invalid(field, "cannot be changed");
        }
    }

    private static RefusedException unknown(EndpointId id) {
        return new RefusedException(Refusal.UNKNOWN_OBJECT, "Endpoint " + id.value() + " does not exist.");
    }
}
