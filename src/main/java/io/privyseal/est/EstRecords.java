package io.privyseal.est;

import io.privyseal.endpoint.EndpointAccount;
import io.privyseal.endpoint.EnrollmentEndpoint;
import io.privyseal.enrollment.RequestId;
import io.privyseal.platform.StorableTime;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;

/** Which request came through which account. */
@Singleton
class EstRecords {
    private final EstEnrollmentRepository repository;
    private final Clock clock;

    EstRecords(EstEnrollmentRepository repository, Clock clock) {
        this.repository = repository;
        this.clock = clock;
    }

    /** The latest of the requests that are the same. */
    @Transactional
    Optional<EstEnrollment> findLast(EndpointAccount account, String fingerprint) {
        return repository.findLast(account, fingerprint);
    }

    /** The request with this number, if it came through the endpoint. */
    @Transactional
    Optional<EstEnrollment> findByRequest(EnrollmentEndpoint endpoint, long request) {
        return repository.findByRequest(endpoint.customer(), endpoint.id(), request);
    }

    /** Notes a request, in the transaction that puts it on record; fails when it has been noted. */
    @Transactional(Transactional.TxType.MANDATORY)
    void note(EndpointAccount account, String fingerprint, int generation, RequestId request) {
        EstEnrollmentRow row = new EstEnrollmentRow();
        row.customerId = account.customer().value();
        row.endpointId = account.endpoint().value();
        row.accountId = account.id().value();
        row.fingerprint = fingerprint;
        row.generation = generation;
        row.requestId = request.value();
        row.openedAt = StorableTime.now(clock);
        repository.persistAndFlush(row);
    }
}
