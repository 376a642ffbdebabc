package io.privyseal.organization;

import io.privyseal.audit.Actor;
import io.privyseal.audit.AuditEvent;
import io.privyseal.audit.AuditTrail;
import io.privyseal.platform.CustomerId;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.platform.configuration.ConfigurationVersion;
import io.privyseal.platform.configuration.Remembered;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Organizations and departments of a customer.
 *
 * <p>A caller finds what its {@link Reach} covers; everything else does not exist for it.
 */
@ApplicationScoped
public class Organizations {
    private final OrganizationRepository repository;
    private final AuditTrail audit;
    private final Clock clock;
    private final Remembered<Key, Organization> remembered;

    Organizations(OrganizationRepository repository, AuditTrail audit, Clock clock, ConfigurationVersion version) {
        this.repository = repository;
        this.audit = audit;
        this.clock = clock;
        this.remembered = new Remembered<>(version);
    }

    private record Key(CustomerId customer, OrganizationId id) {}

    /** Adds an organization; only who reaches everything may. */
    @Transactional
    public Organization create(
            CustomerId customer, Reach reach, OrganizationDetails details, KeyRecovery recovery, Actor actor) {
        if (!reach.isEverything()) {
            throw notPermitted("create organizations");
        }
        Organization created = repository.add(customer, null, details, recovery, clock.instant());
        record(actor, "organization.create", created, Map.of(), fieldsOf(created));
        return created;
    }

    /** Adds a department under the organization of that name. */
    @Transactional
    public Organization createDepartment(
            CustomerId customer,
            Reach reach,
            String parentName,
            OrganizationDetails details,
            KeyRecovery recovery,
            Actor actor) {
        Organization parent = repository
                .findByName(customer, parentName)
                .filter(found -> reach.covers(found.id()))
                .orElseThrow(() -> new RefusedException(
                        Refusal.ORGANIZATION_ID_INVALID, "Organization '" + parentName + "' not found."));
        Organization created = repository.add(
                customer, new Organization.Parent(parent.id(), parent.name()), details, recovery, clock.instant());
        record(actor, "organization.create", created, Map.of(), fieldsOf(created));
        return created;
    }

    @Transactional(Transactional.TxType.SUPPORTS)
    public Optional<Organization> find(CustomerId customer, OrganizationId id) {
        return repository.find(customer, id);
    }

    /** The organization, or a refusal with {@link Refusal#UNKNOWN_ORGANIZATION}. */
    @Transactional(Transactional.TxType.SUPPORTS)
    public Organization require(CustomerId customer, OrganizationId id) {
        return remembered.get(
                new Key(customer, id),
                key -> repository.find(key.customer(), key.id()).orElseThrow(() -> unknown(key.id())));
    }

    /** As {@link #require(CustomerId, OrganizationId)}, for a caller that sees only a part. */
    @Transactional
    public Organization require(CustomerId customer, Reach reach, OrganizationId id) {
        return repository
                .find(customer, id)
                .filter(found -> reach.covers(found.id()))
                .orElseThrow(() -> unknown(id));
    }

    /** All organizations and departments of a customer, by name; the reach is for the caller of this method to apply. */
    @Transactional
    public List<Organization> all(CustomerId customer) {
        return repository.all(customer);
    }

    /** The departments of an organization; empty for a department or an unknown organization. */
    @Transactional
    public Set<OrganizationId> departmentsOf(CustomerId customer, OrganizationId organization) {
        return repository.departmentsOf(customer, organization);
    }

    /** The departments of an organization, by name. */
    @Transactional
    public List<Organization> departments(Organization organization) {
        return repository.departments(organization);
    }

    /** Applies a change to what the organization is at that moment; returns it as it is then. */
    @Transactional
    public Organization update(
            CustomerId customer,
            Reach reach,
            OrganizationId id,
            UnaryOperator<OrganizationDetails> change,
            Actor actor) {
        repository.lock(customer, id);
        Organization before = require(customer, reach, id);
        repository.update(id, change.apply(before.details()));
        Organization after = require(customer, reach, id);
        Map<String, String> old = before.details().fields();
        Map<String, String> now = after.details().fields();
        record(actor, "organization.update", after, without(old, now), without(now, old));
        return after;
    }

    /** Deletes an organization that nothing refers to; {@link Refusal#IN_USE} otherwise. */
    @Transactional
    public void delete(CustomerId customer, Reach reach, OrganizationId id, Actor actor) {
        Organization organization = require(customer, reach, id);
        Organization.Parent parent = organization.parent();
        OrganizationId owner = parent == null ? null : parent.id();
        // A RAO may drop a department of its organization, but nobody the ground under its own feet.
        if (!reach.isEverything() && (owner == null || !reach.covers(owner))) {
            throw notPermitted("delete this organization");
        }
        if (!repository.remove(customer, id)) {
            throw unknown(id);
        }
        record(actor, "organization.delete", organization, fieldsOf(organization), Map.of());
    }

    private void record(
            Actor actor,
            String action,
            Organization organization,
            Map<String, String> before,
            Map<String, String> after) {
        audit.record(new AuditEvent(
                organization.customer(),
                actor,
                action,
                "organization",
                Long.toString(organization.id().value()),
                before,
                after));
    }

    private static Map<String, String> fieldsOf(Organization organization) {
        Map<String, String> fields = new HashMap<>(organization.details().fields());
        Organization.Parent parent = organization.parent();
        if (parent != null) {
            fields.put("parent", Long.toString(parent.id().value()));
        }
        fields.put("keyRecovery", organization.keyRecovery().toString());
        return fields;
    }

    private static Map<String, String> without(Map<String, String> some, Map<String, String> others) {
        Map<String, String> rest = new HashMap<>(some);
        rest.entrySet().removeAll(others.entrySet());
        return rest;
    }

    private static RefusedException unknown(OrganizationId id) {
        return new RefusedException(Refusal.UNKNOWN_ORGANIZATION, "Organization " + id.value() + " not found.");
    }

    private static RefusedException notPermitted(String what) {
        return new RefusedException(Refusal.NOT_PERMITTED, "You are not authorized to " + what + ".");
    }
}
