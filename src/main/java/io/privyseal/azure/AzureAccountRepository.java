package io.privyseal.azure;

import io.privyseal.organization.OrganizationId;
import io.privyseal.platform.CustomerId;
import io.privyseal.platform.Page;
import io.privyseal.platform.Paged;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.platform.secret.MasterKey;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

@Singleton
class AzureAccountRepository implements PanacheRepositoryBase<AzureAccountRow, Long> {
    private static final String SEALING_PURPOSE = "azure account ";

    /** An account and whose it is. */
    record Owned(CustomerId customer, AzureAccountId account) {}

    private final MasterKey masterKey;

    AzureAccountRepository(MasterKey masterKey) {
        this.masterKey = masterKey;
    }

    Optional<AzureAccountRow> find(CustomerId customer, AzureAccountId id) {
        return find("customerId = ?1 and id = ?2", customer.value(), id.value()).firstResultOptional();
    }

    /** The row, held back from other changes until the transaction ends. */
    Optional<AzureAccountRow> lock(CustomerId customer, AzureAccountId id) {
        return find("customerId = ?1 and id = ?2", customer.value(), id.value())
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    /** @param visible to which of these it must be delegated, to one at least; null for any account */
    Paged<AzureAccount> list(CustomerId customer, @Nullable Set<OrganizationId> visible, Page page) {
        if (visible != null && visible.isEmpty()) {
            return new Paged<>(List.of(), 0);
        }
        StringBuilder query = new StringBuilder("from AzureAccountRow a where a.customerId = :customer");
        Map<String, Object> parameters = new HashMap<>(Map.of("customer", customer.value()));
        if (visible != null) {
            query.append(" and (a.delegationMode = :global or exists"
                    + " (select 1 from a.organizations o where o in :visible))");
            parameters.put("global", AzureDelegation.Mode.GLOBAL_FOR_CUSTOMER);
            parameters.put(
                    "visible", visible.stream().map(OrganizationId::value).toList());
        }
        long total = count(query.toString(), parameters);
        if (total <= page.position() || page.size() == 0) {
            return new Paged<>(List.of(), total);
        }
        List<AzureAccountRow> rows = find(query + " order by a.id", parameters)
                .range(page.position(), page.position() + page.size() - 1)
                .list();
        return new Paged<>(rows.stream().map(AzureAccountRow::toDomain).toList(), total);
    }

    /** The one query that names no customer: a job visits the accounts of all. */
    List<Owned> all() {
        return findAll().stream()
                .map(row -> new Owned(new CustomerId(row.customerId), new AzureAccountId(row.id)))
                .toList();
    }

    boolean isNameTaken(CustomerId customer, String name) {
        return count("customerId = ?1 and name = ?2", customer.value(), name) > 0;
    }

    /** Writes what has changed; the database refuses a name that somebody took meanwhile. */
    void flush(AzureAccountDraft draft) {
        try {
            flush();
        } catch (ConstraintViolationException _) {
            throw nameTaken(draft.name());
        }
    }

    /** Foreign keys refuse while an endpoint points at it. */
    void remove(AzureAccountRow row) {
        delete(row);
        try {
            flush();
        } catch (ConstraintViolationException used) {
            throw new RefusedException(
                    Refusal.IN_USE, "The account '" + row.name + "' is used by an enrollment endpoint.", used);
        }
    }

    void seal(AzureAccountRow row, ApplicationSecret secret) {
        // Bound to the application, so that rows cannot be swapped and a secret cannot be sent in another's name.
        row.sealedSecret = masterKey.seal(secret.value().getBytes(StandardCharsets.US_ASCII), purpose(row));
        row.masterKeyId = masterKey.id();
    }

    Credentials credentials(AzureAccountRow row) {
        return new Credentials(
                new AzureAccountId(row.id), row.environment, row.directoryId, row.applicationId, unseal(row));
    }

    ApplicationSecret unseal(AzureAccountRow row) {
        return new ApplicationSecret(
                new String(masterKey.unseal(row.sealedSecret, purpose(row)), StandardCharsets.US_ASCII));
    }

    private static String purpose(AzureAccountRow row) {
        return SEALING_PURPOSE + row.customerId + " " + row.directoryId + " " + row.applicationId;
    }

    static RefusedException nameTaken(String name) {
        return new RefusedException(Refusal.NAME_TAKEN, "An account is already called '" + name + "'.");
    }
}
