package io.privyseal.acme;

import io.privyseal.endpoint.EndpointId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Under which keys certificates count; all in the caller's transaction. */
@Singleton
class IssuedCountRepository implements PanacheRepositoryBase<IssuedCountRow, Long> {
    /** How many counted lately under a key, and when the first of them did. */
    record Count(String key, long certificates, Instant first) {}

    void add(EndpointId endpoint, long order, Collection<String> keys, Instant now) {
        for (String key : keys) {
            IssuedCountRow row = new IssuedCountRow();
            row.orderId = order;
            row.endpointId = endpoint.value();
            row.countedAs = key;
            row.issuedAt = now;
            persist(row);
        }
    }

    List<Count> since(EndpointId endpoint, Collection<String> keys, Instant since) {
        return getEntityManager()
                .createQuery(
                        "select countedAs, count(*), min(issuedAt) from IssuedCountRow where endpointId = :endpoint"
                                + " and countedAs in :keys and issuedAt > :since group by countedAs order by countedAs",
                        Object[].class)
                .setParameter("endpoint", endpoint.value())
                .setParameter("keys", keys)
                .setParameter("since", since)
                .getResultList()
                .stream()
                .map(row -> new Count((String) row[0], (Long) row[1], (Instant) row[2]))
                .toList();
    }

    /** Forgets some that count no more, oldest first, whoever's they are. */
    int deleteOld(Instant before, int limit) {
        List<Long> ids = getEntityManager()
                .createQuery("select id from IssuedCountRow where issuedAt < :before order by issuedAt", Long.class)
                .setParameter("before", before)
                .setMaxResults(limit)
                .getResultList();
        return ids.isEmpty() ? 0 : (int) delete("id in ?1", ids);
    }
}
