package io.privyseal.scep;

import io.privyseal.azure.AzureAccountId;
import io.privyseal.endpoint.EndpointAccountId;
import io.privyseal.endpoint.EndpointId;
import io.privyseal.enrollment.RequestId;
import io.privyseal.platform.CustomerId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

@Singleton
class ScepTransactionRepository implements PanacheRepositoryBase<ScepTransactionRow, Long> {
    /** The latest of those that are the same. */
    Optional<ScepTransaction> findLatest(CustomerId customer, EndpointId endpoint, String replayKey) {
        return find(
                        "customerId = ?1 and endpointId = ?2 and replayKey = ?3 order by generation desc",
                        customer.value(),
                        endpoint.value(),
                        replayKey)
                .firstResultOptional()
                .map(ScepTransactionRepository::toDomain);
    }

    /** The latest that a poll may mean. */
    Optional<ScepTransaction> findByPoll(CustomerId customer, EndpointId endpoint, String pollKey) {
        return find(
                        "customerId = ?1 and endpointId = ?2 and pollKey = ?3 order by id desc",
                        customer.value(),
                        endpoint.value(),
                        pollKey)
                .firstResultOptional()
                .map(ScepTransactionRepository::toDomain);
    }

    /** The one that led to a request of the pipeline. */
    Optional<ScepTransaction> findByRequest(CustomerId customer, RequestId request) {
        return find("customerId = ?1 and requestId = ?2", customer.value(), request.value())
                .firstResultOptional()
                .map(ScepTransactionRepository::toDomain);
    }

    boolean hasAny(CustomerId customer, AzureAccountId account) {
        return find("customerId = ?1 and azureAccountId = ?2", customer.value(), account.value())
                .firstResultOptional()
                .isPresent();
    }

    ScepTransaction add(ScepTransactionRow row) {
        persistAndFlush(row);
        return toDomain(row);
    }

    void noteRequest(ScepTransaction transaction, RequestId request) {
        update(
                "requestId = ?1 where id = ?2 and customerId = ?3",
                request.value(),
                transaction.id(),
                transaction.customer().value());
    }

    /** It is kept as long as its certificate lasts. */
    void noteIssued(ScepTransaction transaction, RequestId request, Instant ends) {
        update(
                "requestId = ?1, endsAt = ?2 where id = ?3 and customerId = ?4",
                request.value(),
                ends,
                transaction.id(),
                transaction.customer().value());
    }

    void noteNotified(ScepTransaction transaction) {
        update(
                "notified = true where id = ?1 and customerId = ?2",
                transaction.id(),
                transaction.customer().value());
    }

    void remove(ScepTransaction transaction) {
        delete(
                "id = ?1 and customerId = ?2 and requestId is null",
                transaction.id(),
                transaction.customer().value());
    }

    /** Some that are of no use any more, whoever's they are. */
    int deleteEnded(Instant before, int limit) {
        List<Long> ids = getEntityManager()
                .createQuery("select id from ScepTransactionRow where endsAt < :before order by endsAt", Long.class)
                .setParameter("before", before)
                .setMaxResults(limit)
                .getResultList();
        return ids.isEmpty() ? 0 : (int) delete("id in ?1", ids);
    }

    private static ScepTransaction toDomain(ScepTransactionRow row) {
        return new ScepTransaction(
                row.id,
                new CustomerId(row.customerId),
                new EndpointId(row.endpointId),
                new EndpointAccountId(row.accountId),
                row.azureAccountId == null ? null : new AzureAccountId(row.azureAccountId),
                row.replayKey,
                row.generation,
                row.requestId == null ? null : new RequestId(row.requestId),
                row.notified);
    }
}
