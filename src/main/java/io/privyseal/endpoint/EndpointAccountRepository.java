package io.privyseal.endpoint;

import io.privyseal.organization.OrganizationId;
import io.privyseal.platform.CustomerId;
import io.privyseal.platform.Page;
import io.privyseal.platform.Paged;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/** The accounts at endpoints; but where it says so, those that are deleted do not exist. */
@Singleton
class EndpointAccountRepository implements PanacheRepositoryBase<EndpointAccountRow, Long> {
    Optional<EndpointAccountRow> find(CustomerId customer, EndpointId endpoint, EndpointAccountId id) {
        Criteria criteria = at(customer, endpoint).and("id = :id", "id", id.value());
        return find(criteria.where(), criteria.parameters()).firstResultOptional();
    }

    /** The row, held back from other changes until the transaction ends. */
    Optional<EndpointAccountRow> lock(CustomerId customer, EndpointId endpoint, EndpointAccountId id) {
        Criteria criteria = at(customer, endpoint).and("id = :id", "id", id.value());
        return find(criteria.where(), criteria.parameters())
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    /** All of an endpoint, oldest first. */
    List<EndpointAccountRow> all(CustomerId customer, EndpointId endpoint) {
        Criteria criteria = at(customer, endpoint);
        return list(criteria.where() + " order by id", criteria.parameters());
    }

    /** @param visible whose; null for all */
    Paged<EndpointAccount> list(
            CustomerId customer, EndpointId endpoint, @Nullable Set<OrganizationId> visible, Page page) {
        Criteria criteria = at(customer, endpoint);
        if (visible != null) {
            criteria.and(
                    "organizationId in :visible",
                    "visible",
                    visible.stream().map(OrganizationId::value).toList());
        }
        long total = count(criteria.where(), criteria.parameters());
        if (total <= page.position() || page.size() == 0) {
            return new Paged<>(List.of(), total);
        }
        List<EndpointAccountRow> rows = find(criteria.where() + " order by id", criteria.parameters())
                .range(page.position(), page.position() + page.size() - 1)
                .list();
        return new Paged<>(rows.stream().map(EndpointAccountRow::toDomain).toList(), total);
    }

    /** Writes what has changed; the database refuses a name that somebody took meanwhile. */
    void flush(String name) {
        try {
            flush();
        } catch (ConstraintViolationException _) {
            throw nameTaken(name);
        }
    }

    /** Forgets the deleted ones of an endpoint. */
    void removeDeleted(CustomerId customer, EndpointId endpoint) {
        list(
                        "customerId = ?1 and endpointId = ?2 and status = ?3",
                        customer.value(),
                        endpoint.value(),
                        EndpointAccountRow.Status.DELETED)
                .forEach(this::delete);
    }

    static String nameKey(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    static RefusedException nameTaken(String name) {
        return new RefusedException(Refusal.NAME_TAKEN, "The endpoint has an account '" + name + "' already.");
    }

    private static Criteria at(CustomerId customer, EndpointId endpoint) {
        return Criteria.where("customerId = :customer", "customer", customer.value())
                .and("endpointId = :endpoint", "endpoint", endpoint.value())
                .and("status = :active", "active", EndpointAccountRow.Status.ACTIVE);
    }
}
