package io.privyseal.endpoint;

import io.privyseal.audit.Actor;
import io.privyseal.audit.AuditEvent;
import io.privyseal.audit.AuditTrail;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The enrollment endpoints of a customer. Whoever may manage SSL certificates of an organization manages its endpoints;
 * all others do not exist for it.
 */
@Singleton
public class Endpoints {
    private static final CertificateKind KIND = CertificateKind.SSL;

    private final EndpointRepository repository;
    private final ExternalAccountRepository accounts;
    private final Organizations organizations;
    private final Profiles profiles;
    private final AuditTrail audit;
    private final Clock clock;
    private final Remembered<String, Optional<EnrollmentEndpoint>> byUriKey;

    Endpoints(
            EndpointRepository repository,
            ExternalAccountRepository accounts,
            Organizations organizations,
            Profiles profiles,
            AuditTrail audit,
            Clock clock,
            ConfigurationVersion version) {
        this.repository = repository;
        this.accounts = accounts;
        this.organizations = organizations;
        this.profiles = profiles;
        this.audit = audit;
        this.clock = clock;
        this.byUriKey = new Remembered<>(version);
    }

    /** The endpoint at this address of the server, enabled or not, whoever's it is. */
    @Transactional(Transactional.TxType.SUPPORTS)
    public Optional<EnrollmentEndpoint> findByUriExtension(String uriExtension) {
        // Addresses that cannot exist must not fill what is remembered.
        return Settings.isToken(uriExtension)
                ? byUriKey.get(EndpointRepository.uriKey(uriExtension), repository::findByUriKey)
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
                .filter(found -> reach.covers(KIND, found.organization()))
                .orElseThrow(() -> unknown(id));
    }

    /** One page of the endpoints that the caller manages, oldest first. */
    @Transactional
    public Paged<EnrollmentEndpoint> list(CustomerId customer, Reach reach, EndpointFilter filter, Page page) {
        return repository.list(customer, covered(reach), filter, page);
    }

    /** All endpoints at which the caller may make external accounts, oldest first: also those above its departments. */
    @Transactional
    public List<EnrollmentEndpoint> usable(CustomerId customer, Reach reach) {
        Set<OrganizationId> covered = covered(reach);
        if (covered == null) {
            return repository.enabled(customer);
        }
        Set<OrganizationId> usable = new HashSet<>(covered);
        for (Organization some : organizations.all(customer)) {
            Organization.Parent parent = some.parent();
            if (parent != null && covered.contains(some.id())) {
                usable.add(parent.id());
            }
        }
        return repository.enabled(customer).stream()
                .filter(endpoint -> usable.contains(endpoint.organization()))
                .toList();
    }

    /**
     * Opens an endpoint.
     *
     * @throws RefusedException {@link Refusal#NAME_TAKEN} for an extension that anybody on this server has
     */
    @Transactional
    public EnrollmentEndpoint create(CustomerId customer, Reach reach, EndpointDraft draft, Actor actor) {
        organizations.require(customer, reach, draft.organization());
        requireCovered(reach, draft.organization());
        if (draft.acme().loopbackTargets()) {
            requireMaster(reach);
        }
        if (repository.isTaken(EndpointRepository.uriKey(draft.uriExtension()))) {
            throw EndpointRepository.extensionTaken(draft.uriExtension());
        }
        EndpointRow row = new EndpointRow();
        row.customerId = customer.value();
        row.organizationId = draft.organization().value();
        row.type = draft.type();
        row.uriExtension = draft.uriExtension();
        row.uriKey = EndpointRepository.uriKey(draft.uriExtension());
        row.createdAt = StorableTime.now(clock);
        fill(row, customer, draft);
        repository.persist(row);
        repository.flush(draft);
        record(row, actor, "endpoint.create", Map.of(), describe(row));
        return repository.toDomain(row);
    }

    /** Applies a change to what the endpoint is at that moment; its type, address and organization stay what they are. */
    @Transactional
    public EnrollmentEndpoint update(
            CustomerId customer, Reach reach, EndpointId id, UnaryOperator<EnrollmentEndpoint> change, Actor actor) {
        EndpointRow row = lock(customer, reach, id);
        EnrollmentEndpoint old = repository.toDomain(row);
        EndpointDraft draft = EndpointDraft.of(change.apply(old));
        requireSame("endpointType", draft.type() == old.type());
        // Account and order addresses contain it, and clients keep those.
        requireSame("uriExtension", draft.uriExtension().equals(old.uriExtension()));
        requireSame("orgDelegations", draft.organization().equals(old.organization()));
        if (draft.acme().loopbackTargets() && !old.acme().loopbackTargets()) {
            requireMaster(reach);
        }
        Set<String> names =
                draft.acme().profiles().stream().map(OfferedProfile::name).collect(Collectors.toSet());
        if (accounts.anyLimitedToOtherThan(customer, id, names)) {
            throw new RefusedException(
                    Refusal.IN_USE, "An account is limited to a profile that the endpoint would no longer offer.");
        }
        Map<String, String> before = describe(row);
        fill(row, customer, draft);
        repository.flush(draft);
        record(row, actor, "endpoint.update", before, describe(row));
        return repository.toDomain(row);
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
        accounts.removeRevoked(customer, id);
        repository.remove(row);
        record(row, actor, "endpoint.delete", before, Map.of());
    }

    private EndpointRow lock(CustomerId customer, Reach reach, EndpointId id) {
        return repository
                .lock(customer, id)
                .filter(row -> reach.covers(KIND, new OrganizationId(row.organizationId)))
                .orElseThrow(() -> unknown(id));
    }

    private void fill(EndpointRow row, CustomerId customer, EndpointDraft draft) {
        draft.acme().profiles().forEach(offered -> requireUsable(customer, draft.organization(), offered));
        row.name = draft.name();
        row.enabled = draft.enabled();
        row.settings = repository.toJson(draft.acme());
        row.profiles = draft.acme().profiles().stream()
                .map(offered -> offered.profile().value())
                .collect(Collectors.toCollection(HashSet::new));
        row.updatedAt = StorableTime.now(clock);
    }

    private void requireUsable(CustomerId customer, OrganizationId organization, OfferedProfile offered) {
        CertificateProfile profile = profiles.requireUsable(customer, offered.profile(), KIND, organization);
        Integer term = offered.termDays();
        if (term != null && !profile.rules().terms().contains(term)) {
            throw new RefusedException(
                    Refusal.TERM_NOT_IN_PROFILE,
                    "The profile '" + profile.name() + "' has no term of " + term + " days.");
        }
    }

    private void record(
            EndpointRow row, Actor actor, String action, Map<String, String> before, Map<String, String> after) {
        audit.record(new AuditEvent(
                new CustomerId(row.customerId), actor, action, "endpoint", Long.toString(row.id), before, after));
    }

    private static Map<String, String> describe(EndpointRow row) {
        return Map.of(
                "type",
                row.type.name(),
                "name",
                row.name,
                "uriExtension",
                row.uriExtension,
                "organization",
                Long.toString(row.organizationId),
                "enabled",
                Boolean.toString(row.enabled),
                "settings",
                row.settings);
    }

    /** The organizations on which the caller may act; null for all. */
    static @Nullable Set<OrganizationId> covered(Reach reach) {
        return switch (reach) {
            case Reach.Everything() -> null;
            case Reach.Only(var reached) -> reached.getOrDefault(KIND, Set.of());
        };
    }

    static void requireCovered(Reach reach, OrganizationId organization) {
        if (!reach.covers(KIND, organization)) {
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
