package io.privyseal.inventory;

import io.privyseal.audit.Actor;
import io.privyseal.audit.AuditEvent;
import io.privyseal.audit.AuditTrail;
import io.privyseal.platform.CustomerId;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where certificates are in use, under the numbers of their requests, which callers know them by. */
@Singleton
public class CertificateLocations {
    private static final int MOST = 100;

    private final CertificateLocationRepository repository;
    private final AuditTrail audit;
    private final Clock clock;

    CertificateLocations(CertificateLocationRepository repository, AuditTrail audit, Clock clock) {
        this.repository = repository;
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional
    public List<CertificateLocation> list(CustomerId customer, long request) {
        return repository.list(customer, request);
    }

    /** @throws RefusedException {@link Refusal#UNKNOWN_OBJECT} */
    @Transactional
    public CertificateLocation require(CustomerId customer, long request, CertificateLocationId id) {
        return repository.toDomain(row(customer, request, id));
    }

    /**
     * Notes a place.
     *
     * @param request of this customer
     * @throws RefusedException {@link Refusal#INVALID_FIELD} when there are too many already
     */
    @Transactional
    public CertificateLocation add(
            CustomerId customer, long request, @Nullable String name, Map<String, String> details, Actor actor) {
        if (repository.count(customer, request) >= MOST) {
            throw new RefusedException(Refusal.INVALID_FIELD, "A certificate has at most " + MOST + " locations.");
        }
        CertificateLocationRow row = new CertificateLocationRow();
        row.customerId = customer.value();
        row.requestId = request;
        row.name = name;
        row.details = repository.write(details);
        row.createdAt = clock.instant();
        row.updatedAt = row.createdAt;
        repository.persist(row);
        record(customer, actor, "location.create", row.id, Map.of(), describe(row));
        return repository.toDomain(row);
    }

    /** @throws RefusedException {@link Refusal#UNKNOWN_OBJECT} */
    @Transactional
    public void update(
            CustomerId customer,
            long request,
            CertificateLocationId id,
            @Nullable String name,
            Map<String, String> details,
            Actor actor) {
        CertificateLocationRow row = row(customer, request, id);
        Map<String, String> before = describe(row);
        row.name = name;
        row.details = repository.write(details);
        row.updatedAt = clock.instant();
        record(customer, actor, "location.update", row.id, before, describe(row));
    }

    /** @throws RefusedException {@link Refusal#UNKNOWN_OBJECT} */
    @Transactional
    public void remove(CustomerId customer, long request, CertificateLocationId id, Actor actor) {
        CertificateLocationRow row = row(customer, request, id);
        Map<String, String> before = describe(row);
        repository.delete(row);
        record(customer, actor, "location.delete", row.id, before, Map.of());
    }

    /** Removes those of a request, in the transaction that deletes it. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void forget(CustomerId customer, long request) {
        repository.deleteAll(customer, request);
    }

    private CertificateLocationRow row(CustomerId customer, long request, CertificateLocationId id) {
        return repository
                .find(customer, request, id)
                .orElseThrow(() -> new RefusedException(
                        Refusal.UNKNOWN_OBJECT, "There is no location " + id.value() + " of this certificate."));
    }

    private void record(
            CustomerId customer,
            Actor actor,
            String action,
            long id,
            Map<String, String> before,
            Map<String, String> after) {
        audit.record(new AuditEvent(customer, actor, action, "location", Long.toString(id), before, after));
    }

    private static Map<String, String> describe(CertificateLocationRow row) {
        Map<String, String> fields = new HashMap<>();
        fields.put("request", Long.toString(row.requestId));
        fields.put("details", row.details);
        if (row.name != null) {
            fields.put("name", row.name);
        }
        return fields;
    }
}
