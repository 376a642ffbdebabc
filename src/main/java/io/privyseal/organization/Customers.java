package io.privyseal.organization;

import io.privyseal.audit.Actor;
import io.privyseal.audit.AuditEvent;
import io.privyseal.audit.AuditTrail;
import io.privyseal.platform.CustomerId;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The server's customers. */
@ApplicationScoped
public class Customers {
    private static final CustomerId NONE_YET = new CustomerId(0);

    private final CustomerRepository repository;
    private final AuditTrail audit;
    private final Clock clock;

    Customers(CustomerRepository repository, AuditTrail audit, Clock clock) {
        this.repository = repository;
        this.audit = audit;
        this.clock = clock;
    }

    /** Adds a customer; a taken uri is refused with {@link Refusal#NAME_TAKEN}. */
    @Transactional
    public Customer create(String uri, String name, Actor actor) {
        Instant now = clock.instant();
        Customer valid = new Customer(NONE_YET, uri, name, now);
        Customer created = repository.add(valid.uri(), valid.name(), now);
        audit.record(new AuditEvent(
                created.id(),
                actor,
                "customer.create",
                "customer",
                created.uri(),
                Map.of(),
                Map.of("uri", created.uri(), "name", created.name())));
        return created;
    }

    @Transactional
    public Optional<Customer> findByUri(String uri) {
        return repository.findByUri(uri);
    }

    @Transactional
    public Optional<Customer> find(CustomerId id) {
        return repository.find(id);
    }

    /** The customer, or a refusal with {@link Refusal#UNKNOWN_OBJECT}. */
    @Transactional
    public Customer require(CustomerId id) {
        return repository
                .find(id)
                .orElseThrow(() -> new RefusedException(Refusal.UNKNOWN_OBJECT, "The customer does not exist."));
    }

    /** All customers, for start-up and jobs that serve every one of them. */
    @Transactional
    public List<Customer> all() {
        return repository.all();
    }
}
