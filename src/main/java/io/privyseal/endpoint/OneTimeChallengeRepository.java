package io.privyseal.endpoint;

import io.privyseal.platform.CustomerId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

@Singleton
class OneTimeChallengeRepository implements PanacheRepositoryBase<OneTimeChallengeRow, Long> {
    long add(OneTimeChallengeRow row) {
        persist(row);
        return row.id;
    }

    Optional<OneTimeChallenge> find(CustomerId customer, EndpointId endpoint, String secretHash) {
        return find(
                        "customerId = ?1 and endpointId = ?2 and secretHash = ?3",
                        customer.value(),
                        endpoint.value(),
                        secretHash)
                .firstResultOptional()
                .map(row -> new OneTimeChallenge(
                        row.id,
                        new CustomerId(row.customerId),
                        new EndpointId(row.endpointId),
                        new EndpointAccountId(row.accountId),
                        row.subject,
                        row.expiresAt,
                        row.usedBy));
    }

    /** One conditional statement; false when it was used before, or has expired. */
    boolean claim(OneTimeChallenge challenge, String usedBy, Instant now) {
        return update(
                        "usedBy = ?1 where id = ?2 and customerId = ?3 and usedBy is null and expiresAt > ?4",
                        usedBy,
                        challenge.id(),
                        challenge.customer().value(),
                        now)
                == 1;
    }

    void release(CustomerId customer, EndpointId endpoint, String usedBy) {
        update(
                "usedBy = null where customerId = ?1 and endpointId = ?2 and usedBy = ?3",
                customer.value(),
                endpoint.value(),
                usedBy);
    }

    /** Some that have expired, whoever's they are. */
    int deleteExpired(Instant before, int limit) {
        List<Long> ids = getEntityManager()
                .createQuery(
                        "select id from OneTimeChallengeRow where expiresAt < :before order by expiresAt", Long.class)
                .setParameter("before", before)
                .setMaxResults(limit)
                .getResultList();
        return ids.isEmpty() ? 0 : (int) delete("id in ?1", ids);
    }
}
