package io.privyseal.profile;

import io.privyseal.audit.Actor;
import io.privyseal.audit.AuditEvent;
import io.privyseal.audit.AuditTrail;
import io.privyseal.authority.Authorities;
import io.privyseal.authority.CertificateAuthority;
import io.privyseal.organization.CertificateKind;
import io.privyseal.organization.OrganizationId;
import io.privyseal.organization.Organizations;
import io.privyseal.platform.CustomerId;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.platform.configuration.ConfigurationVersion;
import io.privyseal.platform.configuration.Remembered;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The certificate profiles of a customer. */
@Singleton
public class Profiles {
    /** No profile has this number. */
    private static final long NONE = 0;

    private final CertificateProfileRepository repository;
    private final Authorities authorities;
    private final Organizations organizations;
    private final AuditTrail audit;
    private final Clock clock;
    private final Remembered<Key, CertificateProfile> remembered;

    Profiles(
            CertificateProfileRepository repository,
            Authorities authorities,
            Organizations organizations,
            AuditTrail audit,
            Clock clock,
            ConfigurationVersion version) {
        this.repository = repository;
        this.authorities = authorities;
        this.organizations = organizations;
        this.audit = audit;
        this.clock = clock;
        this.remembered = new Remembered<>(version);
    }

    private record Key(CustomerId customer, ProfileId id) {}

    /** @param kind null for all kinds */
    @Transactional
    public List<CertificateProfile> list(CustomerId customer, @Nullable CertificateKind kind) {
        return repository.list(customer, kind);
    }

    /** @throws RefusedException {@link Refusal#UNKNOWN_PROFILE} */
    @Transactional
    public CertificateProfile require(CustomerId customer, ProfileId id) {
        return repository.find(customer, id).orElseThrow(() -> unknown(id));
    }

    /**
     * The profile, if a request of this kind for this organization may use it now.
     *
     * @throws RefusedException {@link Refusal#UNKNOWN_PROFILE}, {@link Refusal#PROFILE_DISABLED}
     */
    @Transactional
    public CertificateProfile requireUsable(
            CustomerId customer, ProfileId id, CertificateKind kind, OrganizationId organization) {
        CertificateProfile profile = remembered.get(new Key(customer, id), key -> require(key.customer(), key.id()));
        if (profile.kind() != kind || !profile.isDelegatedTo(organization)) {
            throw unknown(id);
        }
        if (!profile.enabled()) {
            throw new RefusedException(Refusal.PROFILE_DISABLED, "The profile '" + profile.name() + "' is disabled.");
        }
        return profile;
    }

    @Transactional
    public CertificateProfile create(CustomerId customer, CertificateKind kind, ProfileDraft draft, Actor actor) {
        CertificateProfileRow row = new CertificateProfileRow();
        row.customerId = customer.value();
        row.kind = kind;
        row.createdAt = clock.instant();
        fill(row, draft, customer, kind, NONE);
        repository.persist(row);
        repository.flush(draft.name());
        CertificateProfile profile = repository.toDomain(row);
        record(profile, actor, "profile.create", Map.of(), describe(row));
        return profile;
    }

    /** Gives a new issuing CA a profile for each kind of certificate; names that are in use are left out. */
    @Transactional
    public void addStarters(CertificateAuthority issuer, Actor actor) {
        for (StarterProfiles starter : StarterProfiles.FOR_NEW_AUTHORITY) {
            ProfileDraft draft = starter.draft(issuer);
            if (!repository.isNameTaken(issuer.customer(), starter.kind(), key(draft.name()), NONE)) {
                create(issuer.customer(), starter.kind(), draft, actor);
            }
        }
    }

    /** Applies a change to what the profile is at that moment. */
    @Transactional
    public CertificateProfile update(
            CustomerId customer, ProfileId id, UnaryOperator<CertificateProfile> change, Actor actor) {
        CertificateProfileRow row = repository.lock(customer, id).orElseThrow(() -> unknown(id));
        Map<String, String> before = describe(row);
        ProfileDraft draft = ProfileDraft.of(change.apply(repository.toDomain(row)));
        fill(row, draft, customer, row.kind, row.id);
        repository.flush(draft.name());
        CertificateProfile profile = repository.toDomain(row);
        record(profile, actor, "profile.update", before, describe(row));
        return profile;
    }

    /** Lets requests use a profile, or no longer. */
    @Transactional
    public void enable(CustomerId customer, ProfileId id, boolean enabled, Actor actor) {
        CertificateProfile profile = require(customer, id);
        if (repository.enable(customer, id, enabled, clock.instant())) {
            record(
                    profile,
                    actor,
                    "profile.update",
                    Map.of("enabled", Boolean.toString(!enabled)),
                    Map.of("enabled", Boolean.toString(enabled)));
        }
    }

    /**
     * Deletes a profile by which nothing was ever requested.
     *
     * @throws RefusedException {@link Refusal#UNKNOWN_PROFILE}, {@link Refusal#IN_USE}
     */
    @Transactional
    public void delete(CustomerId customer, ProfileId id, Actor actor) {
        CertificateProfileRow row = repository.lock(customer, id).orElseThrow(() -> unknown(id));
        CertificateProfile profile = repository.toDomain(row);
        Map<String, String> before = describe(row);
        repository.remove(row);
        record(profile, actor, "profile.delete", before, Map.of());
    }

    private void fill(
            CertificateProfileRow row, ProfileDraft draft, CustomerId customer, CertificateKind kind, long except) {
        CertificateAuthority issuer = authorities.require(customer, draft.issuer());
        if (issuer.kind() != CertificateAuthority.Kind.ISSUING) {
            throw new RefusedException(Refusal.INVALID_FIELD, "A root issues no end-entity certificates.");
        }
        draft.organizations().forEach(organization -> organizations.require(customer, organization));
        String nameKey = key(draft.name());
        if (repository.isNameTaken(customer, kind, nameKey, except)) {
            throw CertificateProfileRepository.nameTaken(draft.name());
        }
        row.name = draft.name();
        row.nameKey = nameKey;
        row.description = draft.description();
        row.enabled = draft.enabled();
        row.authorityId = draft.issuer().value();
        row.rules = repository.toJson(draft.rules());
        row.organizations = draft.organizations().stream()
                .map(OrganizationId::value)
                .collect(Collectors.toCollection(HashSet::new));
        row.updatedAt = clock.instant();
    }

    private void record(
            CertificateProfile profile,
            Actor actor,
            String action,
            Map<String, String> before,
            Map<String, String> after) {
        audit.record(new AuditEvent(
                profile.customer(),
                actor,
                action,
                "profile",
                Long.toString(profile.id().value()),
                before,
                after));
    }

    private static Map<String, String> describe(CertificateProfileRow row) {
        return Map.of(
                "name",
                row.name,
                "description",
                row.description,
                "enabled",
                Boolean.toString(row.enabled),
                "issuer",
                Long.toString(row.authorityId),
                "organizations",
                row.organizations.toString(),
                "rules",
                row.rules);
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static RefusedException unknown(ProfileId id) {
        return new RefusedException(Refusal.UNKNOWN_PROFILE, "No certificate profile by id " + id.value() + ".");
    }
}
