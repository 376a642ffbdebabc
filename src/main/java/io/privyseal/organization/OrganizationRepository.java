package io.privyseal.organization;

import io.privyseal.platform.CustomerId;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

@Singleton
class OrganizationRepository implements PanacheRepositoryBase<OrganizationRow, Long> {
    /** A row with the name of the organization above it. */
    record Named(OrganizationRow row, @Nullable String parentName) {
        Organization toDomain() {
            return row.toDomain(parentName);
        }
    }

    private static final String NAMED = "select o, p.name from OrganizationRow o"
            + " left join OrganizationRow p on p.id = o.parentId where o.customerId = :customer";

    Organization add(
            CustomerId customer,
            Organization.@Nullable Parent parent,
            OrganizationDetails details,
            KeyRecovery recovery,
            Instant now) {
        OrganizationRow row = new OrganizationRow();
        row.customerId = customer.value();
        if (parent != null) {
            row.parentId = parent.id().value();
            row.parentKey = parent.id().value();
        }
        row.recoveryByMaster = recovery.byMasterAdmins();
        row.recoveryByOrganization = recovery.byOrganizationAdmins();
        row.recoveryByDepartment = recovery.byDepartmentAdmins();
        row.createdAt = now;
        row.set(details);
        try {
            persistAndFlush(row);
        } catch (ConstraintViolationException taken) {
            throw nameTaken(details, taken);
        }
        return row.toDomain(parent == null ? null : parent.name());
    }

    Optional<Organization> find(CustomerId customer, OrganizationId id) {
        return getEntityManager()
                .createQuery(NAMED + " and o.id = :id", Named.class)
                .setParameter("customer", customer.value())
                .setParameter("id", id.value())
                .getResultStream()
                .findFirst()
                .map(Named::toDomain);
    }

    Optional<Organization> findByName(CustomerId customer, String name) {
        return find(
                        "customerId = ?1 and parentKey = 0 and nameKey = ?2",
                        customer.value(),
                        name.toLowerCase(Locale.ROOT))
                .firstResultOptional()
                .map(row -> row.toDomain(null));
    }

    /** Organizations and departments, by name. */
    List<Organization> all(CustomerId customer) {
        return getEntityManager()
                .createQuery(NAMED + " order by o.nameKey, o.id", Named.class)
                .setParameter("customer", customer.value())
                .getResultStream()
                .map(Named::toDomain)
                .toList();
    }

    List<Organization> departments(Organization parent) {
        return list(
                        "customerId = ?1 and parentId = ?2 order by nameKey, id",
                        parent.customer().value(),
                        parent.id().value())
                .stream()
                .map(row -> row.toDomain(parent.name()))
                .toList();
    }

    Set<OrganizationId> departmentsOf(CustomerId customer, OrganizationId parent) {
        return getEntityManager()
                .createQuery(
                        "select o.id from OrganizationRow o where o.customerId = :customer and o.parentId = :parent",
                        Long.class)
                .setParameter("customer", customer.value())
                .setParameter("parent", parent.value())
                .getResultStream()
                .map(OrganizationId::new)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Holds back other changes to the row until the transaction ends; call before reading what a change builds on. */
    void lock(CustomerId customer, OrganizationId id) {
        find("customerId = ?1 and id = ?2", customer.value(), id.value())
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    void update(OrganizationId id, OrganizationDetails details) {
        findById(id.value()).set(details);
        try {
            flush();
        } catch (ConstraintViolationException taken) {
            throw nameTaken(details, taken);
        }
    }

    /** False when there was none; foreign keys refuse while anything still points at it. */
    boolean remove(CustomerId customer, OrganizationId id) {
        try {
            return delete("customerId = ?1 and id = ?2", customer.value(), id.value()) > 0;
        } catch (ConstraintViolationException used) {
            throw new RefusedException(
                    Refusal.IN_USE,
                    "The organization still has departments, domains, administrators, endpoints or certificates.",
                    used);
        }
    }

    private static RefusedException nameTaken(OrganizationDetails details, ConstraintViolationException cause) {
        return new RefusedException(Refusal.NAME_TAKEN, "The name '" + details.name() + "' is already in use.", cause);
    }
}
