package io.privyseal.azure;

import io.privyseal.audit.Actor;
import io.privyseal.audit.AuditEvent;
import io.privyseal.audit.AuditTrail;
import io.privyseal.endpoint.AzureConnections;
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
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The accounts of a customer for Microsoft's services. MRAOs manage them; other administrators see those that are
 * delegated to an organization of theirs, and all others do not exist for them.
 */
@Singleton
public class AzureAccounts implements AzureConnections {
    private final AzureAccountRepository repository;
    private final Organizations organizations;
    private final AuditTrail audit;
    private final Clock clock;

    AzureAccounts(AzureAccountRepository repository, Organizations organizations, AuditTrail audit, Clock clock) {
        this.repository = repository;
        this.organizations = organizations;
        this.audit = audit;
        this.clock = clock;
    }

    /** One page of the accounts that the caller sees, oldest first. */
    @Transactional
    public Paged<AzureAccount> list(CustomerId customer, Reach reach, Page page) {
        return repository.list(customer, visible(reach), page);
    }

    /** The account; {@link Refusal#UNKNOWN_OBJECT} when there is none for the caller. */
    @Transactional
    public AzureAccount require(CustomerId customer, Reach reach, AzureAccountId id) {
        return find(customer, id).filter(found -> isVisible(found, reach)).orElseThrow(() -> unknown(id));
    }

    @Transactional
    public Optional<AzureAccount> find(CustomerId customer, AzureAccountId id) {
        return repository.find(customer, id).map(AzureAccountRow::toDomain);
    }

    @Override
    @Transactional
    public boolean isUsable(CustomerId customer, Set<OrganizationId> organizations, long azureAccount) {
        return find(customer, new AzureAccountId(azureAccount))
                .filter(found -> found.delegation().coversAll(organizations))
                .isPresent();
    }

    /**
     * Adds an account, delegated to nobody yet.
     *
     * @throws RefusedException {@link Refusal#NAME_TAKEN}, {@link Refusal#MISSING_FIELD} without a secret
     */
    @Transactional
    public AzureAccount create(CustomerId customer, Reach reach, AzureAccountDraft draft, Actor actor) {
        requireMaster(reach);
        ApplicationSecret secret = draft.secret();
        if (secret == null) {
            throw new RefusedException(Refusal.MISSING_FIELD, "Value of 'applicationSecret' must not be null.");
        }
        AzureAccountRow row = new AzureAccountRow();
        row.customerId = customer.value();
        row.delegationMode = AzureDelegation.Mode.CUSTOMIZED;
        row.createdAt = StorableTime.now(clock);
        requireFreeName(customer, draft, null);
        fill(row, draft, secret);
        repository.persist(row);
        repository.flush(draft);
        record(row, actor, "azure-account.create", Map.of(), describe(row));
        return row.toDomain();
    }

    /**
     * Applies a change to what the account is at that moment.
     *
     * @throws RefusedException {@link Refusal#UNKNOWN_OBJECT}, {@link Refusal#NAME_TAKEN}, and {@link
     *     Refusal#MISSING_FIELD} for another application, tenant or environment without its secret
     */
    @Transactional
    public AzureAccount update(
            CustomerId customer, Reach reach, AzureAccountId id, UnaryOperator<AzureAccountDraft> change, Actor actor) {
        requireMaster(reach);
        AzureAccountRow row = lock(customer, id);
        AzureAccount old = row.toDomain();
        AzureAccountDraft draft = change.apply(AzureAccountDraft.of(old));
        requireFreeName(customer, draft, old.name());
        Map<String, String> before = describe(row);
        ApplicationSecret renewed = draft.secret();
        if (renewed == null && !isSameApplication(old, draft)) {
            // The secret of one application must not be sent to whom somebody names as its tenant.
            throw new RefusedException(
                    Refusal.MISSING_FIELD, "Another application, directory or environment needs 'applicationSecret'.");
        }
        fill(row, draft, renewed == null ? repository.unseal(row) : renewed);
        repository.flush(draft);
        Map<String, String> after = describe(row);
        after.put("secret", renewed == null ? "kept" : "replaced");
        record(row, actor, "azure-account.update", before, after);
        return row.toDomain();
    }

    /**
     * Says who may use the account.
     *
     * @throws RefusedException {@link Refusal#UNKNOWN_OBJECT}, {@link Refusal#UNKNOWN_ORGANIZATION}
     */
    @Transactional
    public AzureAccount delegate(
            CustomerId customer, Reach reach, AzureAccountId id, AzureDelegation delegation, Actor actor) {
        requireMaster(reach);
        delegation.organizations().forEach(organization -> organizations.require(customer, reach, organization));
        AzureAccountRow row = lock(customer, id);
        Map<String, String> before = describe(row);
        row.delegationMode = delegation.mode();
        row.organizations = delegation.organizations().stream()
                .map(OrganizationId::value)
                .collect(Collectors.toCollection(HashSet::new));
        row.updatedAt = StorableTime.now(clock);
        repository.flush();
        record(row, actor, "azure-account.delegate", before, describe(row));
        return row.toDomain();
    }

    /**
     * Deletes an account that no endpoint uses.
     *
     * @throws RefusedException {@link Refusal#UNKNOWN_OBJECT}, {@link Refusal#IN_USE}
     */
    @Transactional
    public void delete(CustomerId customer, Reach reach, AzureAccountId id, Actor actor) {
        requireMaster(reach);
        AzureAccountRow row = lock(customer, id);
        Map<String, String> before = describe(row);
        repository.remove(row);
        record(row, actor, "azure-account.delete", before, Map.of());
    }

    private AzureAccountRow lock(CustomerId customer, AzureAccountId id) {
        return repository.lock(customer, id).orElseThrow(() -> unknown(id));
    }

    private void fill(AzureAccountRow row, AzureAccountDraft draft, ApplicationSecret secret) {
        row.name = draft.name();
        row.environment = draft.environment();
        row.directoryId = draft.directoryId();
        row.applicationId = draft.applicationId();
        row.updatedAt = StorableTime.now(clock);
        repository.seal(row, secret);
    }

    private void requireFreeName(CustomerId customer, AzureAccountDraft draft, @Nullable String current) {
        if (!draft.name().equals(current) && repository.isNameTaken(customer, draft.name())) {
            throw AzureAccountRepository.nameTaken(draft.name());
        }
    }

    private static boolean isSameApplication(AzureAccount old, AzureAccountDraft draft) {
        return draft.environment() == old.environment()
                && draft.directoryId().equals(old.directoryId())
                && draft.applicationId().equals(old.applicationId());
    }

    private static @Nullable Set<OrganizationId> visible(Reach reach) {
        return switch (reach) {
            case Reach.Everything() -> null;
            case Reach.Only only -> Reach.union(only);
        };
    }

    private static boolean isVisible(AzureAccount account, Reach reach) {
        return switch (reach) {
            case Reach.Everything() -> true;
            case Reach.Only only -> Reach.union(only).stream().anyMatch(account.delegation()::covers);
        };
    }

    private static void requireMaster(Reach reach) {
        if (!reach.isEverything()) {
            throw new RefusedException(Refusal.NOT_PERMITTED, "You are not authorized to change Azure accounts.");
        }
    }

    private void record(
            AzureAccountRow row, Actor actor, String action, Map<String, String> before, Map<String, String> after) {
        audit.record(new AuditEvent(
                new CustomerId(row.customerId), actor, action, "azure-account", Long.toString(row.id), before, after));
    }

    private static Map<String, String> describe(AzureAccountRow row) {
        Map<String, String> fields = new HashMap<>();
        fields.put("name", row.name);
        fields.put("environment", row.environment.name());
        fields.put("directoryId", row.directoryId);
        fields.put("applicationId", row.applicationId);
        fields.put("delegationMode", row.delegationMode.name());
        fields.put("organizations", new TreeSet<>(row.organizations).toString());
        return fields;
    }

    private static RefusedException unknown(AzureAccountId id) {
        return new RefusedException(Refusal.UNKNOWN_OBJECT, "Azure account " + id.value() + " not found.");
    }
}
