package io.privyseal.endpoint;

import io.privyseal.audit.Actor;
import io.privyseal.audit.AuditEvent;
import io.privyseal.audit.AuditTrail;
import io.privyseal.organization.Domains;
import io.privyseal.organization.Organization;
import io.privyseal.organization.OrganizationId;
import io.privyseal.organization.Organizations;
import io.privyseal.organization.Reach;
import io.privyseal.platform.CustomerId;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.platform.StorableTime;
import io.privyseal.profile.CertificateProfile;
import io.privyseal.profile.ProfileId;
import io.privyseal.profile.ProfileRules;
import io.privyseal.profile.Profiles;
import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The transactions that change accounts; access codes have been hashed before they begin. */
@Singleton
@Transactional
class AccountChanges {
    private static final int TOKEN_BYTES = 16;

    private final EndpointAccountRepository repository;
    private final Endpoints endpoints;
    private final Organizations organizations;
    private final Domains domains;
    private final Profiles profiles;
    private final AuditTrail audit;
    private final Event<AccessCodeChanged> accessCodeChanged;
    private final SecureRandom random;
    private final Clock clock;

    AccountChanges(
            EndpointAccountRepository repository,
            Endpoints endpoints,
            Organizations organizations,
            Domains domains,
            Profiles profiles,
            AuditTrail audit,
            Event<AccessCodeChanged> accessCodeChanged,
            SecureRandom random,
            Clock clock) {
        this.repository = repository;
        this.endpoints = endpoints;
        this.organizations = organizations;
        this.domains = domains;
        this.profiles = profiles;
        this.audit = audit;
        this.accessCodeChanged = accessCodeChanged;
        this.random = random;
        this.clock = clock;
    }

    EndpointAccount insert(
            CustomerId customer,
            Reach reach,
            EndpointId endpointId,
            AccountDraft draft,
            @Nullable String accessCodeHash,
            Actor actor) {
        EnrollmentEndpoint endpoint = endpoints.lockVisible(customer, reach, endpointId);
        requireServed(reach, endpoint, draft);
        EndpointAccountRow row = new EndpointAccountRow();
        row.customerId = customer.value();
        row.endpointId = endpointId.value();
        row.organizationId = draft.organization().value();
        row.idToken = newToken();
        row.status = EndpointAccountRow.Status.ACTIVE;
        row.createdAt = StorableTime.now(clock);
        fill(row, endpoint, draft, null, accessCodeHash);
        repository.persist(row);
        repository.flush(draft.name());
        record(row, actor, "endpoint-account.create", Map.of(), describe(row));
        return row.toDomain();
    }

    EndpointAccount update(
            CustomerId customer,
            Reach reach,
            EndpointId endpointId,
            EndpointAccountId id,
            UnaryOperator<AccountDraft> change,
            @Nullable String accessCodeHash,
            Actor actor) {
        EnrollmentEndpoint endpoint = endpoints.lockVisible(customer, reach, endpointId);
        EndpointAccountRow row = lock(reach, endpoint, id);
        AccountDraft old = AccountDraft.of(row.toDomain());
        AccountDraft draft = change.apply(old);
        if (!draft.organization().equals(old.organization())) {
            // Its certificates, and who may manage them, are the organization's.
            throw Settings.invalid("organizationId", "cannot be changed");
        }
        Map<String, String> before = describe(row);
        String oldHash = row.accessCodeHash;
        fill(row, endpoint, draft, old, accessCodeHash);
        repository.flush(draft.name());
        Map<String, String> after = describe(row);
        if (oldHash != null && !oldHash.equals(row.accessCodeHash)) {
            after.put("accessCode", row.accessCodeHash == null ? "removed" : "replaced");
            accessCodeChanged.fire(new AccessCodeChanged(customer, id));
        }
        record(row, actor, "endpoint-account.update", before, after);
        return row.toDomain();
    }

    void delete(CustomerId customer, Reach reach, EndpointId endpointId, EndpointAccountId id, Actor actor) {
        EnrollmentEndpoint endpoint = endpoints.lockVisible(customer, reach, endpointId);
        EndpointAccountRow row = lock(reach, endpoint, id);
        Map<String, String> before = describe(row);
        row.status = EndpointAccountRow.Status.DELETED;
        row.nameKey = null;
        row.accessCodeHash = null;
        row.profiles.clear();
        row.updatedAt = StorableTime.now(clock);
        accessCodeChanged.fire(new AccessCodeChanged(customer, id));
        record(row, actor, "endpoint-account.delete", before, Map.of());
    }

    private EndpointAccountRow lock(Reach reach, EnrollmentEndpoint endpoint, EndpointAccountId id) {
        return repository
                .lock(endpoint.customer(), endpoint.id(), id)
                .filter(row -> reach.covers(endpoint.type().kind(), new OrganizationId(row.organizationId)))
                .orElseThrow(() -> EndpointAccounts.unknown(id));
    }

    private void requireServed(Reach reach, EnrollmentEndpoint endpoint, AccountDraft draft) {
        if (endpoint.door() == EndpointDoor.ACME) {
            throw new RefusedException(
                    Refusal.FEATURE_DISABLED,
                    "ACME endpoints have external accounts, which are managed below /api/acme.");
        }
        Organization organization = organizations.require(endpoint.customer(), reach, draft.organization());
        Endpoints.requireCovered(reach, endpoint.type().kind(), draft.organization());
        if (!endpoint.serves(organization)) {
            throw Settings.invalid("organizationId", "is none of those to which the endpoint is delegated");
        }
        if (endpoint.type().isIntune()
                && !repository.all(endpoint.customer(), endpoint.id()).isEmpty()) {
            throw new RefusedException(
                    Refusal.STATE_CONFLICT,
                    "An Intune endpoint has one account: nothing in a request could tell which of two is meant.");
        }
    }

    /** @param old null for a new account: what a change leaves alone is not judged again */
    private void fill(
            EndpointAccountRow row,
            EnrollmentEndpoint endpoint,
            AccountDraft draft,
            @Nullable AccountDraft old,
            @Nullable String accessCodeHash) {
        if (old == null || !old.profiles().equals(draft.profiles()) || old.termDays() != draft.termDays()) {
            draft.profiles().forEach(id -> requireUsable(endpoint, draft, id));
        }
        if (old == null || !old.nameRestrictions().equals(draft.nameRestrictions())) {
            requireDelegated(endpoint, draft);
        }
        if (endpoint.type().isIntune()) {
            requireUnattended(draft);
        }
        fillAccessCode(row, endpoint, draft, accessCodeHash);
        row.name = draft.name();
        row.nameKey = EndpointAccountRepository.nameKey(draft.name());
        row.termDays = draft.termDays();
        row.autoApprove = draft.autoApprove();
        row.csrGenerationMethod = draft.csrGenerationMethod();
        row.authMethod = draft.authMethod();
        row.nameRestrictions = String.join(" ", draft.nameRestrictions());
        row.profiles = draft.profiles().stream().map(ProfileId::value).collect(Collectors.toCollection(ArrayList::new));
        row.updatedAt = StorableTime.now(clock);
    }

    private void requireUsable(EnrollmentEndpoint endpoint, AccountDraft draft, ProfileId id) {
        CertificateProfile profile =
                profiles.requireUsable(endpoint.customer(), id, endpoint.type().kind(), draft.organization());
        if (draft.termDays() > 0) {
            Endpoints.requireTerm(profile, draft.termDays());
        }
        if (endpoint.type().isIntune() && profile.rules().approval() == ProfileRules.Approval.ADMINISTRATOR) {
            throw Settings.invalid(
                    "profileIds", "must be of a profile that needs no administrator, at an Intune endpoint");
        }
    }

    private void requireDelegated(EnrollmentEndpoint endpoint, AccountDraft draft) {
        List<String> names = draft.nameRestrictions();
        if (!domains.coveringDelegations(
                        endpoint.customer(),
                        draft.organization(),
                        endpoint.type().kind(),
                        names)
                .keySet()
                .containsAll(names)) {
            throw Settings.invalid("nameRestrictions", "must hold domains that are delegated to the organization");
        }
    }

    /** Intune judges each request once, when it is made: its answer is no good any more when an administrator comes. */
    private static void requireUnattended(AccountDraft draft) {
        if (!draft.autoApprove()) {
            throw Settings.invalid("autoApprove", "must be true at an Intune endpoint");
        }
        if (draft.authMethod() != AccountAuthMethod.NONE) {
            throw Settings.invalid(
                    "accountAuthMethod", "must be NONE at an Intune endpoint: Intune makes the challenges");
        }
    }

    private void fillAccessCode(
            EndpointAccountRow row, EnrollmentEndpoint endpoint, AccountDraft draft, @Nullable String hash) {
        if (draft.authMethod() != AccountAuthMethod.ACCESS_CODE) {
            if (hash != null) {
                throw Settings.invalid("accessCode", "goes with the accountAuthMethod ACCESS_CODE only");
            }
            row.accessCodeHash = null;
            return;
        }
        if (hash == null && row.accessCodeHash == null) {
            throw new RefusedException(Refusal.MISSING_FIELD, "Value of 'accessCode' must not be null.");
        }
        if (hash == null) {
            return;
        }
        // SCEP knows no user's name, and in EST it may be empty (RFC 7030 §3.2.3): then the code is all that there is.
        if (isUsed(row, endpoint, hash)) {
            throw new RefusedException(
                    Refusal.PASSWORD_UNACCEPTABLE,
                    "Another account of the endpoint has this access code, which is what tells accounts apart.");
        }
        row.accessCodeHash = hash;
    }

    private boolean isUsed(EndpointAccountRow row, EnrollmentEndpoint endpoint, String hash) {
        return repository.all(endpoint.customer(), endpoint.id()).stream()
                .anyMatch(other -> !other.id.equals(row.id) && hash.equals(other.accessCodeHash));
    }

    private String newToken() {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private void record(
            EndpointAccountRow row, Actor actor, String action, Map<String, String> before, Map<String, String> after) {
        audit.record(new AuditEvent(
                new CustomerId(row.customerId),
                actor,
                action,
                "endpoint-account",
                Long.toString(row.id),
                before,
                after));
    }

    private static Map<String, String> describe(EndpointAccountRow row) {
        Map<String, String> fields = new HashMap<>();
        fields.put("name", row.name);
        fields.put("endpoint", Long.toString(row.endpointId));
        fields.put("organization", Long.toString(row.organizationId));
        fields.put("profiles", row.profiles.stream().map(String::valueOf).collect(Collectors.joining(" ")));
        fields.put("termDays", Integer.toString(row.termDays));
        fields.put("autoApprove", Boolean.toString(row.autoApprove));
        fields.put("authMethod", row.authMethod.name());
        fields.put("nameRestrictions", row.nameRestrictions);
        return fields;
    }
}
