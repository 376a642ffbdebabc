package io.privyseal.access;

import io.privyseal.organization.OrganizationId;
import io.privyseal.platform.CustomerId;
import io.quarkus.arc.DefaultBean;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the tree from the table itself; stands in until the organizations' own class is wired. */
@DefaultBean
@Singleton
public class StoredOrganizationTree implements OrganizationTree {
    private final EntityManager entities;

    StoredOrganizationTree(EntityManager entities) {
        this.entities = entities;
    }

    @Override
    public Set<OrganizationId> departmentsOf(CustomerId customer, OrganizationId organization) {
        Set<OrganizationId> ids = new HashSet<>();
        for (Object id : entities.createNativeQuery(
                        "select id from organization where customer_id = :customer and parent_id = :parent")
                .setParameter("customer", customer.value())
                .setParameter("parent", organization.value())
                .getResultList()) {
            ids.add(new OrganizationId(((Number) id).longValue()));
        }
        return ids;
    }

    @Override
    public Optional<Place> placeOf(CustomerId customer, OrganizationId organization) {
        List<?> rows = entities.createNativeQuery(
                        "select case when parent_id is null then 0 else 1 end from organization where id = :id and customer_id = :customer")
                .setParameter("id", organization.value())
                .setParameter("customer", customer.value())
                .getResultList();
        return rows.stream()
                .map(row -> ((Number) row).intValue() == 0 ? Place.ORGANIZATION : Place.DEPARTMENT)
                .findFirst();
    }
}
