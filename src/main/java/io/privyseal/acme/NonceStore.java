package io.privyseal.acme;

import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/** What servers that share a database know of each other's nonces; each method is a transaction of its own. */
@Singleton
class NonceStore {
    private final EntityManager entities;

    NonceStore(EntityManager entities) {
        this.entities = entities;
    }

    @Transactional
    void add(long issuer, byte[] sealedKey, Instant now) {
        entities.createNativeQuery(
                        "insert into acme_nonce_issuer (id, sealed_key, shared_from, seen_at) values (?, ?, null, ?)")
                .setParameter(1, issuer)
                .setParameter(2, sealedKey)
                .setParameter(3, now)
                .executeUpdate();
    }

    @Transactional
    Optional<byte[]> findKey(long issuer) {
        List<?> keys = entities.createNativeQuery("select sealed_key from acme_nonce_issuer where id = ?", byte[].class)
                .setParameter(1, issuer)
                .getResultList();
        return keys.stream().map(byte[].class::cast).findFirst();
    }

    /** False when the server has been forgotten. */
    @Transactional
    boolean seen(long issuer, Instant now) {
        return entities.createNativeQuery("update acme_nonce_issuer set seen_at = ? where id = ?")
                        .setParameter(1, now)
                        .setParameter(2, issuer)
                        .executeUpdate()
                == 1;
    }

    @Transactional
    boolean othersSeenSince(long issuer, Instant since) {
        return ((Number) entities.createNativeQuery(
                                        "select count(*) from acme_nonce_issuer where id <> ? and seen_at > ?",
                                        Long.class)
                                .setParameter(1, issuer)
                                .setParameter(2, since)
                                .getSingleResult())
                        .longValue()
                > 0;
    }

    @Transactional
    void share(long issuer, @Nullable Long from) {
        var update = from == null
                ? entities.createNativeQuery("update acme_nonce_issuer set shared_from = null where id = :id")
                : entities.createNativeQuery("update acme_nonce_issuer set shared_from = :shared where id = :id")
                        .setParameter("shared", from);
        update.setParameter("id", issuer).executeUpdate();
    }

    /** False when it was redeemed before. */
    boolean redeem(long issuer, long number, Instant now) {
        return inserted(() -> insert("values (:issuer, :number, :now)", issuer, number, now, null));
    }

    /** False when it was redeemed before, or its issuer does not share it now. */
    boolean redeemShared(long issuer, long number, Instant now, Instant seenSince) {
        return inserted(() -> insert(
                "select i.id, cast(:number as bigint), cast(:now as timestamp with time zone) from acme_nonce_issuer i"
                        + " where i.id = :issuer and i.shared_from < :number and i.seen_at > :seen",
                issuer,
                number,
                now,
                seenSince));
    }

    private interface Insertion {
        int run();
    }

    private static boolean inserted(Insertion insertion) {
        try {
            return insertion.run() == 1;
        } catch (ConstraintViolationException _) {
            return false;
        }
    }

    @Transactional
    int insert(String what, long issuer, long number, Instant now, @Nullable Instant seenSince) {
        var query = entities.createNativeQuery("insert into acme_used_nonce (issuer_id, number, used_at) " + what)
                .setParameter("issuer", issuer)
                .setParameter("number", number)
                .setParameter("now", now);
        if (seenSince != null) {
            query.setParameter("seen", seenSince);
        }
        return query.executeUpdate();
    }

    /** Forgets some used nonces and, when there are no more, servers that are gone. */
    @Transactional
    int purge(Instant before, int limit) {
        int purged = entities.createNativeQuery("delete from acme_used_nonce where (issuer_id, number) in"
                        + " (select issuer_id, number from acme_used_nonce where used_at < :before"
                        + " order by used_at fetch first " + limit + " rows only)")
                .setParameter("before", before)
                .executeUpdate();
        if (purged < limit) {
            entities.createNativeQuery("delete from acme_nonce_issuer where seen_at < :before")
                    .setParameter("before", before)
                    .executeUpdate();
        }
        return purged;
    }
}
