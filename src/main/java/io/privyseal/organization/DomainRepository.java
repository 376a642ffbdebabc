package io.privyseal.organization;

import io.privyseal.platform.CustomerId;
import io.privyseal.platform.LikePattern;
import io.privyseal.platform.Page;
import io.privyseal.platform.Paged;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

@Singleton
class DomainRepository implements PanacheRepositoryBase<DomainRow, Long> {
    /** A list of parameters is filled up to the next of these sizes, so that few different statements are prepared. */
    private static final int SMALLEST_PADDED = 8;

    /** Below the 32,767 parameters of a PostgreSQL statement, with room for the others. */
    private static final int MOST_PARAMETERS = 16_384;

    /** More than these are looked up name by name. */
    private static final int MOST_GRANTS = 2_000;

    private static final String ALL_GRANTS = "select d.id, d.name, g.privileges from DomainRow d"
            + " join DelegationRow g on g.domainId = d.id"
            + " where d.customerId = :customer and d.state = :active"
            + " and g.organizationId = :organization and g.kind = :kind and g.status = :granted";

    private static final String GRANTS = ALL_GRANTS + " and d.name in :names";

    DomainRow add(CustomerId customer, DomainName name, @Nullable String description, Domain.State state, Instant now) {
        DomainRow row = new DomainRow();
        row.customerId = customer.value();
        row.name = name.value();
        row.description = description;
        row.state = state;
        row.createdAt = now;
        try {
            persistAndFlush(row);
        } catch (ConstraintViolationException taken) {
            throw new RefusedException(Refusal.DOMAIN_EXISTS, "Domain " + name + " already exists.", taken);
        }
        return row;
    }

    Optional<DomainRow> find(CustomerId customer, DomainId id) {
        return find("customerId = ?1 and id = ?2", customer.value(), id.value()).firstResultOptional();
    }

    /** Holds back other changes to the domain and its delegations until the transaction ends. */
    Optional<DomainRow> lock(CustomerId customer, DomainId id) {
        return find("customerId = ?1 and id = ?2", customer.value(), id.value())
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    /** False when the domain was in that state already, or is gone. */
    boolean move(CustomerId customer, DomainId id, Domain.State from, Domain.State to) {
        return update(
                        "set state = ?1 where id = ?2 and customerId = ?3 and state = ?4",
                        to,
                        id.value(),
                        customer.value(),
                        from)
                > 0;
    }

    boolean remove(CustomerId customer, DomainId id) {
        try {
            return delete("id = ?1 and customerId = ?2", id.value(), customer.value()) > 0;
        } catch (ConstraintViolationException used) {
            throw new RefusedException(Refusal.IN_USE, "Certificates exist for the domain.", used);
        }
    }

    Paged<DomainSummary> list(CustomerId customer, Reach reach, DomainFilter filter, Page page) {
        Criteria criteria = Criteria.of(customer, reach, filter);
        long total = count(criteria);
        if (total <= page.position() || page.size() == 0) {
            return new Paged<>(List.of(), total);
        }
        TypedQuery<DomainRow> query = getEntityManager()
                .createQuery("select d" + criteria.where() + " order by d.id", DomainRow.class)
                .setFirstResult(page.position())
                .setMaxResults(page.size());
        criteria.parameters().forEach(query::setParameter);
        List<DomainSummary> domains = query.getResultStream()
                .map(row -> new DomainSummary(new DomainId(row.id), new DomainName(row.name)))
                .toList();
        return new Paged<>(domains, total);
    }

    long count(CustomerId customer, Reach reach, DomainFilter filter) {
        return count(Criteria.of(customer, reach, filter));
    }

    private long count(Criteria criteria) {
        TypedQuery<Long> query = getEntityManager().createQuery("select count(d)" + criteria.where(), Long.class);
        criteria.parameters().forEach(query::setParameter);
        return query.getSingleResult();
    }

    List<DomainCoverage.Grant> grants(
            CustomerId customer, OrganizationId organization, CertificateKind kind, Set<String> names) {
        List<String> all = List.copyOf(names);
        List<DomainCoverage.Grant> grants = new ArrayList<>();
        for (int from = 0; from < all.size(); from += MOST_PARAMETERS) {
            List<String> some = all.subList(from, Math.min(from + MOST_PARAMETERS, all.size()));
            grants.addAll(getEntityManager()
                    .createQuery(GRANTS, DomainCoverage.Grant.class)
                    .setParameter("customer", customer.value())
                    .setParameter("names", padded(some))
                    .setParameter("active", Domain.State.ACTIVE)
                    .setParameter("organization", organization.value())
                    .setParameter("kind", kind)
                    .setParameter("granted", Delegation.Status.ACTIVE)
                    .getResultList());
        }
        return grants;
    }

    /** What is delegated to an organization, by name; empty when it is more than should be read at once. */
    Optional<Map<String, DomainCoverage.Grant>> allGrants(
            CustomerId customer, OrganizationId organization, CertificateKind kind) {
        List<DomainCoverage.Grant> grants = getEntityManager()
                .createQuery(ALL_GRANTS, DomainCoverage.Grant.class)
                .setParameter("customer", customer.value())
                .setParameter("active", Domain.State.ACTIVE)
                .setParameter("organization", organization.value())
                .setParameter("kind", kind)
                .setParameter("granted", Delegation.Status.ACTIVE)
                .setMaxResults(MOST_GRANTS + 1)
                .getResultList();
        if (grants.size() > MOST_GRANTS) {
            return Optional.empty();
        }
        Map<String, DomainCoverage.Grant> byName = new HashMap<>();
        grants.forEach(grant -> byName.put(grant.name(), grant));
        return Optional.of(Map.copyOf(byName));
    }

    private static List<String> padded(List<String> names) {
        int size = SMALLEST_PADDED;
        while (size < names.size()) {
            size *= 2;
        }
        List<String> padded = new ArrayList<>(names);
        while (padded.size() < size) {
            padded.add(names.getLast());
        }
        return padded;
    }

    /** The conditions of a list and its count. */
    private record Criteria(String where, Map<String, Object> parameters) {
        static Criteria of(CustomerId customer, Reach reach, DomainFilter filter) {
            StringBuilder where = new StringBuilder(" from DomainRow d where d.customerId = :customer");
            Map<String, Object> parameters = new HashMap<>();
            parameters.put("customer", customer.value());
            String name = filter.name();
            if (name != null) {
                where.append(" and d.name like :name escape '!'");
                parameters.put("name", LikePattern.containing(name));
            }
            Domain.State state = filter.state();
            if (state != null) {
                where.append(" and d.state = :state");
                parameters.put("state", state);
            }
            appendDelegation(reach, filter, where, parameters);
            return new Criteria(where.toString(), parameters);
        }

        /** One delegation must meet all conditions on delegations: what a caller may not see does not make a match. */
        private static void appendDelegation(
                Reach reach, DomainFilter filter, StringBuilder where, Map<String, Object> parameters) {
            StringBuilder delegation = new StringBuilder();
            if (reach instanceof Reach.Only only) {
                delegation.append(" and g.organizationId in :visible");
                parameters.put(
                        "visible",
                        Reach.union(only).stream().map(OrganizationId::value).toList());
            }
            OrganizationId organization = filter.organization();
            if (organization != null) {
                delegation.append(" and g.organizationId = :organization");
                parameters.put("organization", organization.value());
            }
            Delegation.Status status = filter.status();
            if (status != null) {
                delegation.append(" and g.status = :status");
                parameters.put("status", status);
            }
            if (!delegation.isEmpty()) {
                where.append(" and exists (select 1 from DelegationRow g where g.domainId = d.id")
                        .append(delegation)
                        .append(')');
            }
        }
    }
}
