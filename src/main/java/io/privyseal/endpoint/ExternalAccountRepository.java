package io.privyseal.endpoint;

import io.privyseal.organization.OrganizationId;
import io.privyseal.platform.CustomerId;
import io.privyseal.platform.Page;
import io.privyseal.platform.Paged;
import io.privyseal.platform.secret.MasterKey;
import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

@Singleton
class ExternalAccountRepository implements PanacheRepositoryBase<ExternalAccountRow, Long> {
    private static final String SEALING_PURPOSE = "external account ";

    private final MasterKey masterKey;

    ExternalAccountRepository(MasterKey masterKey) {
        this.masterKey = masterKey;
    }

    ExternalAccount add(
            CustomerId customer, NewExternalAccount wanted, String accountId, String macId, MacKey key, Instant now) {
        ExternalAccountRow row = new ExternalAccountRow();
        row.customerId = customer.value();
        row.endpointId = wanted.endpoint().value();
        row.organizationId = wanted.organization().value();
        row.name = wanted.name();
        row.accountId = accountId;
        row.macId = macId;
        // Bound to the key's id, so that rows cannot be swapped.
        row.sealedMacKey = masterKey.seal(key.value(), SEALING_PURPOSE + macId);
        row.masterKeyId = masterKey.id();
        row.profileName = wanted.profileName();
        row.validationLevel = wanted.validationLevel();
        row.singleUse = wanted.singleUse();
        row.status = ExternalAccount.Status.ACTIVE;
        row.createdAt = now;
        persistAndFlush(row);
        return toDomain(row);
    }

    /** One that is not revoked. */
    Optional<ExternalAccount> find(CustomerId customer, ExternalAccountId id) {
        return find(active(customer).and("id = :id", "id", id.value()))
                .firstResultOptional()
                .map(this::toDomain);
    }

    Optional<ExternalAccount> findByMacId(CustomerId customer, EndpointId endpoint, String macId) {
        return find(active(customer)
                        .and("endpointId = :endpoint", "endpoint", endpoint.value())
                        .and("macId = :macId", "macId", macId))
                .firstResultOptional()
                .map(this::toDomain);
    }

    /** The row of one that is not revoked, held back from other changes until the transaction ends. */
    Optional<ExternalAccountRow> lock(CustomerId customer, ExternalAccountId id) {
        return find(active(customer).and("id = :id", "id", id.value()))
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    /**
     * Counts one use in one conditional statement.
     *
     * @return false when it is revoked, or single-use and used
     */
    boolean use(CustomerId customer, ExternalAccountId id, Instant now) {
        return update(
                        "set uses = uses + 1, firstUsedAt = coalesce(firstUsedAt, ?1) where customerId = ?2 and id = ?3"
                                + " and status = ?4 and (singleUse = false or uses = 0)",
                        now,
                        customer.value(),
                        id.value(),
                        ExternalAccount.Status.ACTIVE)
                == 1;
    }

    /** Whether one that is not revoked is limited to a profile that is not among these. */
    boolean anyLimitedToOtherThan(CustomerId customer, EndpointId endpoint, Set<String> profileNames) {
        Criteria criteria = active(customer)
                .and("endpointId = :endpoint", "endpoint", endpoint.value())
                .and("profileName is not null")
                .and("profileName not in :names", "names", profileNames);
        return count(criteria.where(), criteria.parameters()) > 0;
    }

    /** Forgets the revoked ones of an endpoint. */
    void removeRevoked(CustomerId customer, EndpointId endpoint) {
        // By row and not by statement, because of their domains.
        list(
                        "customerId = ?1 and endpointId = ?2 and status = ?3",
                        customer.value(),
                        endpoint.value(),
                        ExternalAccount.Status.REVOKED)
                .forEach(this::delete);
    }

    /** @param visible whose; null for all */
    Paged<ExternalAccount> list(
            CustomerId customer, @Nullable Set<OrganizationId> visible, ExternalAccountFilter filter, Page page) {
        Criteria criteria = active(customer)
                .andContains("lower(name)", "name", filter.name())
                .andIfSet("validationLevel = :level", "level", filter.validationLevel());
        andOrganizations("visible", visible, criteria);
        andOrganizations("organizations", filter.organizations(), criteria);
        String extension = filter.uriExtension();
        if (extension != null) {
            criteria.and(
                    "endpointId in (select e.id from EndpointRow e"
                            + " where e.customerId = :customer and e.uriKey = :extension)",
                    "extension",
                    EndpointRepository.uriKey(extension));
        }
        Boolean used = filter.used();
        if (used != null) {
            criteria.and(used ? "uses > 0" : "uses = 0");
        }
        long total = count(criteria.where(), criteria.parameters());
        if (total <= page.position() || page.size() == 0) {
            return new Paged<>(List.of(), total);
        }
        List<ExternalAccountRow> rows = find(criteria.where() + " order by id", criteria.parameters())
                .range(page.position(), page.position() + page.size() - 1)
                .list();
        return new Paged<>(rows.stream().map(this::toDomain).toList(), total);
    }

    private static void andOrganizations(String parameter, @Nullable Set<OrganizationId> some, Criteria criteria) {
        if (some != null) {
            criteria.and(
                    "organizationId in :" + parameter,
                    parameter,
                    some.stream().map(OrganizationId::value).toList());
        }
    }

    /** Those of a customer that are not revoked. */
    private static Criteria active(CustomerId customer) {
        return Criteria.where("customerId = :customer", "customer", customer.value())
                .and("status = :active", "active", ExternalAccount.Status.ACTIVE);
    }

    private PanacheQuery<ExternalAccountRow> find(Criteria criteria) {
        return find(criteria.where(), criteria.parameters());
    }

    ExternalAccount toDomain(ExternalAccountRow row) {
        return row.toDomain(new MacKey(masterKey.unseal(row.sealedMacKey, SEALING_PURPOSE + row.macId)));
    }
}
