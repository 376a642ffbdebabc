package io.privyseal.organization;

import io.privyseal.platform.CustomerId;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.exception.ConstraintViolationException;

@Singleton
class CustomerRepository implements PanacheRepositoryBase<CustomerRow, Long> {
    Customer add(String uri, String name, Instant now) {
        CustomerRow row = new CustomerRow();
        row.uri = uri;
        row.name = name;
        row.createdAt = now;
        try {
            persistAndFlush(row);
        } catch (ConstraintViolationException taken) {
            throw new RefusedException(Refusal.NAME_TAKEN, "A customer with the uri '" + uri + "' exists.", taken);
        }
        return row.toDomain();
    }

    Optional<Customer> findByUri(String uri) {
        return find("uri", uri).firstResultOptional().map(CustomerRow::toDomain);
    }

    Optional<Customer> find(CustomerId id) {
        return findByIdOptional(id.value()).map(CustomerRow::toDomain);
    }

    List<Customer> all() {
        return list("order by id").stream().map(CustomerRow::toDomain).toList();
    }
}
