package io.privyseal.acme;

import io.privyseal.endpoint.AcmePause;
import io.privyseal.endpoint.EndpointId;
import io.privyseal.platform.CustomerId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

@Singleton
class FailureRepository implements PanacheRepositoryBase<FailureRow, Long> {
    List<FailureRow> of(CustomerId customer, long account, Collection<String> identifiers) {
        return list("customerId = ?1 and accountId = ?2 and identifier in ?3", customer.value(), account, identifiers);
    }

    /** Counts one more, with the row locked until the transaction ends; false when there is no row. */
    boolean count(CustomerId customer, long account, String identifier, Instant now) {
        return update(
                        "inARow = inARow + 1, recent = recent + 1, lastAt = ?1"
                                + " where customerId = ?2 and accountId = ?3 and identifier = ?4",
                        now,
                        customer.value(),
                        account,
                        identifier)
                == 1;
    }

    void add(EndpointId endpoint, CustomerId customer, long account, String identifier, Instant now) {
        FailureRow row = new FailureRow();
        row.customerId = customer.value();
        row.endpointId = endpoint.value();
        row.accountId = account;
        row.identifier = identifier;
        row.inARow = 1;
        row.recent = 1;
        row.recentSince = now;
        row.lastAt = now;
        persistAndFlush(row);
    }

    void beginAnew(CustomerId customer, long account, String identifier, Instant now, Instant before) {
        update(
                "recent = 0, recentSince = ?1 where customerId = ?2 and accountId = ?3 and identifier = ?4"
                        + " and recentSince <= ?5",
                now,
                customer.value(),
                account,
                identifier,
                before);
    }

    /** True when the account was not paused before. */
    boolean pause(CustomerId customer, long account, String identifier, int failures, Instant now) {
        return update(
                        "pausedAt = ?1 where customerId = ?2 and accountId = ?3 and identifier = ?4 and inARow >= ?5"
                                + " and pausedAt is null",
                        now,
                        customer.value(),
                        account,
                        identifier,
                        failures)
                == 1;
    }

    /** A success: those before it are in a row no more. */
    void forget(CustomerId customer, long account, String identifier) {
        delete(
                "customerId = ?1 and accountId = ?2 and identifier = ?3 and pausedAt is null",
                customer.value(),
                account,
                identifier);
    }

    List<AcmePause> paused(CustomerId customer) {
        return list("customerId = ?1 and pausedAt is not null order by id", customer.value()).stream()
                .flatMap(row -> toPause(row).stream())
                .toList();
    }

    Optional<AcmePause> findPause(CustomerId customer, long id) {
        return find("id = ?1 and customerId = ?2", id, customer.value())
                .firstResultOptional()
                .flatMap(FailureRepository::toPause);
    }

    boolean lift(CustomerId customer, long id) {
        return delete("id = ?1 and customerId = ?2 and pausedAt is not null", id, customer.value()) == 1;
    }

    /** Some that count no more, oldest first, whoever's they are. */
    int deleteOld(Instant before, int limit) {
        List<Long> ids = getEntityManager()
                .createQuery(
                        "select id from FailureRow where lastAt < :before and pausedAt is null order by lastAt",
                        Long.class)
                .setParameter("before", before)
                .setMaxResults(limit)
                .getResultList();
        return ids.isEmpty() ? 0 : (int) delete("id in ?1", ids);
    }

    private static Optional<AcmePause> toPause(FailureRow row) {
        return Optional.ofNullable(row.pausedAt)
                .map(since -> new AcmePause(
                        row.id, new EndpointId(row.endpointId), row.accountId, row.identifier, row.inARow, since));
    }
}
