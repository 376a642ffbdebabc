package io.privyseal.endpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
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

@Singleton
class EndpointRepository implements PanacheRepositoryBase<EndpointRow, Long> {
    private final ObjectMapper json;

    EndpointRepository(ObjectMapper json) {
        this.json = json;
    }

    Optional<EnrollmentEndpoint> find(CustomerId customer, EndpointId id) {
        return find("customerId = ?1 and id = ?2", customer.value(), id.value())
                .firstResultOptional()
                .map(this::toDomain);
    }

    /** The one query that names no customer: an address comes first, and says whose it is. */
    Optional<EnrollmentEndpoint> findByUriKey(String uriKey) {
        return find("uriKey = ?1", uriKey).firstResultOptional().map(this::toDomain);
    }

    /** The row, held back from other changes until the transaction ends. */
    Optional<EndpointRow> lock(CustomerId customer, EndpointId id) {
        return find("customerId = ?1 and id = ?2", customer.value(), id.value())
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    List<EnrollmentEndpoint> enabled(CustomerId customer) {
        return list("customerId = ?1 and enabled = true order by id", customer.value()).stream()
                .map(this::toDomain)
                .toList();
    }

    /** @param organizations null for all */
    Paged<EnrollmentEndpoint> list(
            CustomerId customer, @Nullable Set<OrganizationId> organizations, EndpointFilter filter, Page page) {
        if (organizations != null && organizations.isEmpty()) {
            return new Paged<>(List.of(), 0);
        }
        Criteria criteria = Criteria.where("customerId = :customer", "customer", customer.value())
                .andContains("lower(name)", "name", filter.name())
                .andContains("uriKey", "extension", filter.uriExtension());
        if (organizations != null) {
            criteria.and(
                    "organizationId in :organizations",
                    "organizations",
                    organizations.stream().map(OrganizationId::value).toList());
        }
        if (!filter.types().isEmpty()) {
            criteria.and("type in :types", "types", filter.types());
        }
        long total = count(criteria.where(), criteria.parameters());
        if (total <= page.position() || page.size() == 0) {
            return new Paged<>(List.of(), total);
        }
        List<EndpointRow> rows = find(criteria.where() + " order by id", criteria.parameters())
                .range(page.position(), page.position() + page.size() - 1)
                .list();
        return new Paged<>(rows.stream().map(this::toDomain).toList(), total);
    }

    /** Writes what has changed; the database refuses an extension that somebody took meanwhile. */
    void flush(EndpointDraft draft) {
        try {
            flush();
        } catch (ConstraintViolationException _) {
            throw extensionTaken(draft.uriExtension());
        }
    }

    boolean isTaken(String uriKey) {
        return count("uriKey = ?1", uriKey) > 0;
    }

    /** Foreign keys refuse while an account points at it. */
    void remove(EndpointRow row) {
        delete(row);
        try {
            flush();
        } catch (ConstraintViolationException used) {
            throw new RefusedException(
                    Refusal.IN_USE, "The endpoint '" + row.name + "' still has accounts: disable it instead.", used);
        }
    }

    /** Says nothing of whose it is: that is another customer's business. */
    static RefusedException extensionTaken(String extension) {
        return new RefusedException(Refusal.NAME_TAKEN, "The URI extension '" + extension + "' is already in use.");
    }

    static String uriKey(String extension) {
        return extension.toLowerCase(Locale.ROOT);
    }

    EnrollmentEndpoint toDomain(EndpointRow row) {
        try {
            return row.toDomain(
                    json.readValue(row.settings, StoredAcmeSettings.class).toDomain());
        } catch (JsonProcessingException | RefusedException e) {
            throw new IllegalStateException("The settings of endpoint " + row.id + " cannot be read", e);
        }
    }

    String toJson(AcmeSettings settings) {
        try {
            return json.writeValueAsString(StoredAcmeSettings.from(settings));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Settings cannot be written", e);
        }
    }
}
