package io.privyseal.est;

import io.privyseal.endpoint.EndpointAccount;
import io.privyseal.endpoint.EndpointAccountId;
import io.privyseal.endpoint.EndpointId;
import io.privyseal.enrollment.RequestId;
import io.privyseal.platform.CustomerId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.Optional;

@Singleton
class EstEnrollmentRepository implements PanacheRepositoryBase<EstEnrollmentRow, Long> {
    Optional<EstEnrollment> findLast(EndpointAccount account, String fingerprint) {
        return find(
                        "customerId = ?1 and endpointId = ?2 and accountId = ?3 and fingerprint = ?4"
                                + " order by generation desc",
                        account.customer().value(),
                        account.endpoint().value(),
                        account.id().value(),
                        fingerprint)
                .page(0, 1)
                .firstResultOptional()
                .map(EstEnrollmentRepository::toDomain);
    }

    Optional<EstEnrollment> findByRequest(CustomerId customer, EndpointId endpoint, long request) {
        return find(
                        "customerId = ?1 and endpointId = ?2 and requestId = ?3",
                        customer.value(),
                        endpoint.value(),
                        request)
                .firstResultOptional()
                .map(EstEnrollmentRepository::toDomain);
    }

    private static EstEnrollment toDomain(EstEnrollmentRow row) {
        return new EstEnrollment(
                new CustomerId(row.customerId),
                new EndpointId(row.endpointId),
                new EndpointAccountId(row.accountId),
                row.fingerprint,
                row.generation,
                new RequestId(row.requestId));
    }
}
