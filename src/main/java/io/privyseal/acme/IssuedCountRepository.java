package io.privyseal.acme;

import io.privyseal.endpoint.EndpointId;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;

/** Rows that say under which keys a certificate counts; all in the caller's transaction. */
@Singleton
class IssuedCountRepository {
    private final EntityManager entities;

    IssuedCountRepository(EntityManager entities) {
        this.entities = entities;
    }

    /** How many counted lately under a key, and when the first of them did. */
    record Count(String key, long certificates, Instant first) {}

    void add(EndpointId endpoint, long order, Collection<String> keys, Instant now) {
        for (String key : keys) {
            entities.createNativeQuery(
                            "insert into acme_issued (order_id, endpoint_id, counted_as, issued_at) values (?, ?, ?, ?)")
                    .setParameter(1, order)
                    .setParameter(2, endpoint.value())
                    .setParameter(3, key)
                    .setParameter(4, now)
                    .executeUpdate();
        }
    }

    List<Count> since(EndpointId endpoint, Collection<String> keys, Instant since) {
        List<?> rows = entities.createNativeQuery(
                        "select counted_as, count(*), min(issued_at) from acme_issued"
                                + " where endpoint_id = :endpoint and counted_as in (:keys) and issued_at > :since"
                                + " group by counted_as order by counted_as",
                        Object[].class)
                .setParameter("endpoint", endpoint.value())
                .setParameter("keys", keys)
                .setParameter("since", since)
                .getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .map(row -> new Count((String) row[0], ((Number) row[1]).longValue(), instant(row[2])))
                .toList();
    }

    // Databases differ in the type of a time that no entity declares.
    private static Instant instant(Object time) {
        return switch (time) {
            case Instant instant -> instant;
            case OffsetDateTime offset -> offset.toInstant();
            case Timestamp timestamp -> timestamp.toInstant();
            default -> throw new IllegalStateException("Not a time: " + time.getClass());
        };
    }

    /** Forgets some that count no more. */
    int deleteOld(Instant before, int limit) {
        return entities.createNativeQuery("delete from acme_issued where (order_id, counted_as) in"
                        + " (select order_id, counted_as from acme_issued where issued_at < :before"
                        + " order by issued_at fetch first " + limit + " rows only)")
                .setParameter("before", before)
                .executeUpdate();
    }
}
