package io.privyseal.organization;

import io.privyseal.audit.Actor;
import io.privyseal.audit.AuditEvent;
import io.privyseal.audit.AuditTrail;
import io.privyseal.organization.Delegation.Status;
import io.privyseal.platform.CustomerId;
import io.privyseal.platform.Page;
import io.privyseal.platform.Paged;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.platform.Text;
import io.privyseal.platform.configuration.ConfigurationVersion;
import io.privyseal.platform.configuration.Remembered;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The domains of a customer, and to whom they are delegated.
 *
 * <p>Who reaches everything delegates at once. Others request; a request becomes active when somebody approves it who may
 * grant it: who reaches everything, or who acts for the organization above a department, as far as that organization has
 * the same itself.
 *
 * <p>A caller sees the domains that have a delegation within its {@link Reach}; all others do not exist for it.
 */
@ApplicationScoped
public class Domains {
    private static final int LONGEST_DESCRIPTION = 255;

    private final DomainRepository domains;
    private final DelegationRepository delegations;
    private final OrganizationRepository organizations;
    private final AuditTrail audit;
    private final Clock clock;
    private final Remembered<GrantsKey, Optional<Map<String, DomainCoverage.Grant>>> remembered;

    Domains(
            DomainRepository domains,
            DelegationRepository delegations,
            OrganizationRepository organizations,
            AuditTrail audit,
            Clock clock,
            ConfigurationVersion version) {
        this.domains = domains;
        this.delegations = delegations;
        this.organizations = organizations;
        this.audit = audit;
        this.clock = clock;
        this.remembered = new Remembered<>(version);
    }

    private record GrantsKey(CustomerId customer, OrganizationId organization, CertificateKind kind) {}

    /**
     * What somebody wants a new domain to be.
     *
     * @param delegations at least one
     */
    public record NewDomain(
            DomainName name, @Nullable String description, boolean active, List<DelegationRequest> delegations) {
        /** Throws a refusal that names the field at fault. */
        public NewDomain {
            description = Text.optionalClean("description", description, LONGEST_DESCRIPTION);
            delegations = List.copyOf(delegations);
            if (delegations.isEmpty()) {
                throw new RefusedException(
                        Refusal.DELEGATION_MISSING, "The domain must be delegated to at least one organization.");
            }
        }
    }

    /** Adds a domain with its first delegations. */
    @Transactional
    public DomainId create(CustomerId customer, Reach reach, NewDomain wanted, Actor actor) {
        if (wanted.name().isSingleLabel() && !reach.isEverything()) {
            throw new RefusedException(
                    Refusal.DOMAIN_NAME_SINGLE_LABEL, "A domain name must have at least one dot inside.");
        }
        Domain.State state = wanted.active() ? Domain.State.ACTIVE : Domain.State.SUSPENDED;
        DomainRow row = domains.add(customer, wanted.name(), wanted.description(), state, clock.instant());
        List<Delegation> granted = new ArrayList<>();
        for (DelegationRequest request : wanted.delegations()) {
            grant(customer, reach, row, request, granted);
        }
        DomainId id = new DomainId(row.id);
        audit(
                customer,
                actor,
                "domain.create",
                id,
                Map.of(),
                Map.of("name", row.name, "state", state.name(), "delegations", describe(granted)));
        return id;
    }

    /** One page of the domains that the caller sees, oldest first. */
    @Transactional
    public Paged<DomainSummary> list(CustomerId customer, Reach reach, DomainFilter filter, Page page) {
        return domains.list(customer, reach, filter, page);
    }

    @Transactional
    public long count(CustomerId customer, Reach reach, DomainFilter filter) {
        return domains.count(customer, reach, filter);
    }

    /** The domain with the delegations that the caller sees; {@link Refusal#UNKNOWN_DOMAIN} when there is none. */
    @Transactional
    public Domain require(CustomerId customer, Reach reach, DomainId id) {
        DomainRow row = domains.find(customer, id).orElseThrow(() -> unknown(id));
        return row.toDomain(visible(customer, reach, id).stream()
                .filter(delegation -> reach.covers(delegation.organization()))
                .toList());
    }

    /** Lets the delegations of a suspended domain grant again; does nothing to an active one. */
    @Transactional
    public void activate(CustomerId customer, Reach reach, DomainId id, Actor actor) {
        move(customer, reach, id, Domain.State.SUSPENDED, Domain.State.ACTIVE, actor);
    }

    /** Stops all grants of a domain; certificates that exist stay valid. Does nothing to a suspended one. */
    @Transactional
    public void suspend(CustomerId customer, Reach reach, DomainId id, Actor actor) {
        move(customer, reach, id, Domain.State.ACTIVE, Domain.State.SUSPENDED, actor);
    }

    private void move(CustomerId customer, Reach reach, DomainId id, Domain.State from, Domain.State to, Actor actor) {
        lock(customer, id);
        visible(customer, reach, id);
        // The domain may be delegated to organizations that the caller does not even see.
        requirePermitted(reach.isEverything(), "change the state of the domain");
        if (domains.move(customer, id, from, to)) {
            String action = to == Domain.State.ACTIVE ? "domain.activate" : "domain.suspend";
            audit(customer, actor, action, id, Map.of("state", from.name()), Map.of("state", to.name()));
        }
    }

    /** Deletes a domain with its delegations. Who does not reach everything may only take back its own requests. */
    @Transactional
    public void delete(CustomerId customer, Reach reach, DomainId id, Actor actor) {
        DomainRow row = lock(customer, id);
        List<Delegation> all = visible(customer, reach, id);
        requirePermitted(
                reach.isEverything()
                        || all.stream()
                                .allMatch(some -> some.status() == Status.REQUESTED
                                        && reach.covers(some.kind(), some.organization())),
                "delete the domain");
        remove(customer, row, all, actor);
    }

    private void remove(CustomerId customer, DomainRow row, List<Delegation> all, Actor actor) {
        DomainId id = new DomainId(row.id);
        delegations.removeAll(customer, id);
        if (!domains.remove(customer, id)) {
            throw unknown(id);
        }
        audit(
                customer,
                actor,
                "domain.delete",
                id,
                Map.of("name", row.name, "state", row.state.name(), "delegations", describe(all)),
                Map.of());
    }

    /** Delegates a domain, or changes what a delegation grants. */
    @Transactional
    public void delegate(CustomerId customer, Reach reach, DomainId id, DelegationRequest request, Actor actor) {
        DomainRow row = lock(customer, id);
        List<Delegation> before = visible(customer, reach, id);
        List<Delegation> granted = new ArrayList<>();
        grant(customer, reach, row, request, granted);
        audit(
                customer,
                actor,
                "domain.delegate",
                id,
                Map.of("delegations", describe(before)),
                Map.of("delegations", describe(granted)));
    }

    /** Delegates several domains alike, all or none; {@link Refusal#DOMAIN_ID_INVALID} when one is unknown. */
    @Transactional
    public void delegateAll(
            CustomerId customer, Reach reach, Collection<DomainId> ids, DelegationRequest request, Actor actor) {
        // In order of number, so that two such calls cannot wait for each other.
        for (long id : ids.stream().map(DomainId::value).collect(Collectors.toCollection(TreeSet::new))) {
            try {
                delegate(customer, reach, new DomainId(id), request, actor);
            } catch (RefusedException refused) {
                throw refused.reason() == Refusal.UNKNOWN_DOMAIN
                        ? new RefusedException(Refusal.DOMAIN_ID_INVALID, refused.detail(), refused)
                        : refused;
            }
        }
    }

    private void grant(
            CustomerId customer, Reach reach, DomainRow row, DelegationRequest request, List<Delegation> granted) {
        OrganizationId organization = request.organization();
        Organization found = organizations
                .find(customer, organization)
                .filter(_ -> reach.covers(request.kinds(), organization))
                .orElseThrow(() -> new RefusedException(
                        Refusal.ORGANIZATION_ID_INVALID, "Organization " + organization.value() + " not found."));
        DomainId domain = new DomainId(row.id);
        Set<DomainPrivilege> privileges = request.privileges().isEmpty()
                ? DomainPrivilege.defaultFor(new DomainName(row.name))
                : request.privileges();
        List<Delegation> existing = delegations.of(customer, domain);
        List<Delegation> added = new ArrayList<>();
        for (CertificateKind kind : EnumSet.copyOf(request.kinds())) {
            Delegation wanted = new Delegation(organization, kind, privileges, Status.REQUESTED);
            Delegation decided = mayGrant(reach, found, existing, wanted)
                    ? new Delegation(organization, kind, privileges, Status.ACTIVE)
                    : wanted;
            Optional<Delegation> old =
                    existing.stream().filter(isFor(organization, kind)).findFirst();
            if (old.isEmpty()) {
                added.add(decided);
            } else if (!old.get().equals(decided)) {
                change(customer, domain, old.get(), decided);
            }
            granted.add(decided);
        }
        delegations.add(customer, domain, added);
    }

    private void change(CustomerId customer, DomainId domain, Delegation old, Delegation decided) {
        // A wish for more must not switch off what is granted already.
        if (old.status() == Status.ACTIVE && decided.status() == Status.REQUESTED) {
            throw new RefusedException(
                    Refusal.NOT_PERMITTED,
                    "You are not authorized to change an active delegation. Remove it first, then request it anew.");
        }
        delegations.replace(customer, domain, decided);
    }

    /** Whether the caller may make a delegation active. */
    private static boolean mayGrant(
            Reach reach, Organization organization, List<Delegation> existing, Delegation wanted) {
        Organization.Parent parent = organization.parent();
        if (reach.isEverything() || parent == null) {
            return reach.isEverything();
        }
        return reach.covers(wanted.kind(), parent.id())
                && existing.stream()
                        .filter(isFor(parent.id(), wanted.kind()))
                        .anyMatch(some -> some.status() == Status.ACTIVE
                                && some.privileges().containsAll(wanted.privileges()));
    }

    /**
     * Takes a delegation back.
     *
     * @param kinds empty for all kinds
     * @param privileges empty for all of them, and with them the delegation
     */
    @Transactional
    public void removeDelegation(
            CustomerId customer,
            Reach reach,
            DomainId id,
            OrganizationId organization,
            Set<CertificateKind> kinds,
            Set<DomainPrivilege> privileges,
            Actor actor) {
        lock(customer, id);
        List<Delegation> affected = visible(customer, reach, id).stream()
                .filter(some ->
                        some.organization().equals(organization) && (kinds.isEmpty() || kinds.contains(some.kind())))
                .toList();
        if (affected.isEmpty()) {
            throw gone(id, organization);
        }
        requireAll(affected, some -> reach.covers(some.kind(), organization), "remove the delegation");
        Set<CertificateKind> removed = new LinkedHashSet<>();
        for (Delegation delegation : affected) {
            Set<DomainPrivilege> rest = EnumSet.copyOf(delegation.privileges());
            rest.removeAll(privileges);
            if (privileges.isEmpty() || rest.isEmpty()) {
                removed.add(delegation.kind());
            } else {
                delegations.replace(
                        customer, id, new Delegation(organization, delegation.kind(), rest, delegation.status()));
            }
        }
        if (!removed.isEmpty()) {
            delegations.remove(customer, id, organization, removed);
        }
        audit(
                customer,
                actor,
                "domain.undelegate",
                id,
                Map.of("delegations", describe(affected)),
                Map.of("removed", removed.toString()));
    }

    /** Makes all requests for an organization active. */
    @Transactional
    public void approveDelegation(
            CustomerId customer, Reach reach, DomainId id, OrganizationId organization, Actor actor) {
        lock(customer, id);
        List<Delegation> all = visible(customer, reach, id);
        List<Delegation> requested = requested(id, organization, reach, all);
        Organization found = organizations.find(customer, organization).orElseThrow(() -> gone(id, organization));
        requireAll(requested, some -> mayGrant(reach, found, all, some), "approve the delegation");
        if (delegations.approve(customer, id, organization) != requested.size()) {
            throw new RefusedException(Refusal.DELEGATIONS_CHANGED, "The delegations of the domain have been changed.");
        }
        audit(
                customer,
                actor,
                "domain.delegation.approve",
                id,
                Map.of("delegations", describe(requested)),
                Map.of("status", Status.ACTIVE.name()));
    }

    /** Drops all requests for an organization, and with the last delegation a domain that was only asked for. */
    @Transactional
    public void rejectDelegation(
            CustomerId customer, Reach reach, DomainId id, OrganizationId organization, Actor actor) {
        DomainRow row = lock(customer, id);
        List<Delegation> all = visible(customer, reach, id);
        List<Delegation> requested = requested(id, organization, reach, all);
        requireAll(requested, some -> reach.covers(some.kind(), organization), "reject the delegation");
        delegations.remove(
                customer,
                id,
                organization,
                requested.stream().map(Delegation::kind).collect(Collectors.toSet()));
        audit(customer, actor, "domain.delegation.reject", id, Map.of("delegations", describe(requested)), Map.of());
        if (requested.size() == all.size()) {
            remove(customer, row, List.of(), actor);
        }
    }

    private static List<Delegation> requested(
            DomainId id, OrganizationId organization, Reach reach, List<Delegation> all) {
        List<Delegation> own = all.stream()
                .filter(some -> some.organization().equals(organization) && reach.covers(organization))
                .toList();
        if (own.isEmpty()) {
            throw gone(id, organization);
        }
        List<Delegation> requested =
                own.stream().filter(some -> some.status() == Status.REQUESTED).toList();
        if (requested.isEmpty()) {
            throw new RefusedException(
                    Refusal.DELEGATION_NOT_REQUESTED, "The delegation is not in the state Requested.");
        }
        return requested;
    }

    /**
     * The domain that lets this very organization or department request certificates of this kind for a DNS name, if any.
     *
     * <p>Active delegations of active domains count, by the rules of {@link DomainPrivilege}; a department does not use
     * the delegations of the organization above it. Overlapping entries add up: suspending one takes away only what no
     * other grants. One indexed query, however many domains there are.
     *
     * @param dnsName A-labels, perhaps behind {@code *.}; anything else is covered by nothing
     */
    @Transactional(Transactional.TxType.SUPPORTS)
    public Optional<DomainId> coveringDelegation(
            CustomerId customer, OrganizationId organization, CertificateKind kind, String dnsName) {
        return Optional.ofNullable(coveringDelegations(customer, organization, kind, Set.of(dnsName))
                .get(dnsName));
    }

    /** As {@link #coveringDelegation} for many names at once, still in one query; names that are not covered are left out. */
    @Transactional(Transactional.TxType.SUPPORTS)
    public Map<String, DomainId> coveringDelegations(
            CustomerId customer, OrganizationId organization, CertificateKind kind, Collection<String> dnsNames) {
        Set<String> candidates = new LinkedHashSet<>();
        for (String name : dnsNames) {
            candidates.addAll(DomainCoverage.candidates(name));
        }
        if (candidates.isEmpty()) {
            return Map.of();
        }
        List<DomainCoverage.Grant> grants = grants(new GrantsKey(customer, organization, kind), candidates);
        Map<String, DomainId> covering = new HashMap<>();
        for (String name : dnsNames) {
            if (!DomainCoverage.candidates(name).isEmpty()) {
                DomainCoverage.covering(grants, name).ifPresent(domain -> covering.put(name, domain));
            }
        }
        return covering;
    }

    /** From all that is delegated where that is little enough to be remembered, otherwise from what could cover a name. */
    private List<DomainCoverage.Grant> grants(GrantsKey key, Set<String> candidates) {
        return remembered
                .get(key, wanted -> domains.allGrants(wanted.customer(), wanted.organization(), wanted.kind()))
                .map(all -> candidates.stream()
                        .map(all::get)
                        .filter(Objects::nonNull)
                        .toList())
                .orElseGet(() -> domains.grants(key.customer(), key.organization(), key.kind(), candidates));
    }

    /** As {@link #coveringDelegation} for the domain of an e-mail address. */
    @Transactional(Transactional.TxType.SUPPORTS)
    public Optional<DomainId> coveringMailAddress(
            CustomerId customer, OrganizationId organization, CertificateKind kind, String address) {
        int at = address.lastIndexOf('@');
        String host = address.substring(at + 1);
        if (at < 1 || DomainName.isWildcard(host)) {
            return Optional.empty();
        }
        return coveringDelegation(customer, organization, kind, host);
    }

    /** All delegations of a domain that the caller sees at least one of. */
    private List<Delegation> visible(CustomerId customer, Reach reach, DomainId id) {
        List<Delegation> all = delegations.of(customer, id);
        if (!reach.isEverything() && all.stream().noneMatch(some -> reach.covers(some.organization()))) {
            throw unknown(id);
        }
        return all;
    }

    private DomainRow lock(CustomerId customer, DomainId id) {
        return domains.lock(customer, id).orElseThrow(() -> unknown(id));
    }

    private static Predicate<Delegation> isFor(OrganizationId organization, CertificateKind kind) {
        return some -> some.organization().equals(organization) && some.kind() == kind;
    }

    private static void requireAll(List<Delegation> some, Predicate<Delegation> permitted, String what) {
        requirePermitted(some.stream().allMatch(permitted), what);
    }

    private static void requirePermitted(boolean permitted, String what) {
        if (!permitted) {
            throw new RefusedException(Refusal.NOT_PERMITTED, "You are not authorized to " + what + ".");
        }
    }

    private static RefusedException unknown(DomainId id) {
        return new RefusedException(Refusal.UNKNOWN_DOMAIN, "Domain " + id.value() + " does not exist.");
    }

    private static RefusedException gone(DomainId id, OrganizationId organization) {
        return new RefusedException(
                Refusal.DELEGATION_GONE,
                "Domain " + id.value() + " is not delegated to organization " + organization.value() + ".");
    }

    private static String describe(Collection<Delegation> some) {
        return some.stream()
                .map(delegation -> delegation.organization().value() + " "
                        + delegation.kind().wireName() + " "
                        + delegation.privileges().stream().sorted().toList() + " " + delegation.status())
                .collect(Collectors.joining("; "));
    }

    private void audit(
            CustomerId customer,
            Actor actor,
            String action,
            DomainId id,
            Map<String, String> before,
            Map<String, String> after) {
        audit.record(new AuditEvent(customer, actor, action, "domain", Long.toString(id.value()), before, after));
    }
}
