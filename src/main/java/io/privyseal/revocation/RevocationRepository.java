package io.privyseal.revocation;

import io.privyseal.authority.AuthorityId;
import io.privyseal.authority.SerialNumber;
import io.privyseal.platform.CustomerId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.hibernate.jpa.HibernateHints;

@Singleton
class RevocationRepository implements PanacheRepositoryBase<RevocationRow, RevocationKey> {
    private static final int FETCH_SIZE = 1000;
    private static final int UPDATE_SIZE = 500;

    /** A revoked serial as a CRL lists it. */
    record Listed(String serial, Instant revokedAt, int reason, boolean isNew) {}

    /** A CA's own numbers: the status services know a CA, not a customer. */
    Optional<Revocation> find(AuthorityId authority, SerialNumber serial) {
        return findByIdOptional(new RevocationKey(authority.value(), serial.hex()))
                .map(RevocationRow::toDomain);
    }

    Optional<Revocation> find(CustomerId customer, AuthorityId authority, SerialNumber serial) {
        return findByIdOptional(new RevocationKey(authority.value(), serial.hex()))
                .filter(row -> row.customerId == customer.value())
                .map(RevocationRow::toDomain);
    }

    void add(RevocationRow row) {
        persist(row);
        flush();
    }

    /**
     * Takes the row of a spent serial until the transaction ends, so that two revocations of it follow one another.
     *
     * @return the to-be-signed bytes; empty when the serial is not spent
     */
    Optional<byte[]> holdSpent(CustomerId customer, AuthorityId authority, SerialNumber serial) {
        String which = " where authority_id = :authority and serial = :serial and customer_id = :customer"
                + " and spent_at is not null";
        int held = getEntityManager()
                .createNativeQuery("update issuance set spent_at = spent_at" + which)
                .setParameter("authority", authority.value())
                .setParameter("serial", serial.hex())
                .setParameter("customer", customer.value())
                .executeUpdate();
        if (held == 0) {
            return Optional.empty();
        }
        return Optional.of((byte[]) getEntityManager()
                .createNativeQuery("select to_be_signed from issuance" + which, byte[].class)
                .setParameter("authority", authority.value())
                .setParameter("serial", serial.hex())
                .setParameter("customer", customer.value())
                .getSingleResult());
    }

    /** CAs with a revocation that no CRL lists yet. */
    List<AuthorityId> unlisted() {
        return getEntityManager()
                .createQuery(
                        "select distinct r.key.authorityId from RevocationRow r where r.listedIn is null", Long.class)
                .getResultStream()
                .map(AuthorityId::new)
                .toList();
    }

    boolean hasUnlisted(AuthorityId authority) {
        return count("key.authorityId = ?1 and listedIn is null", authority.value()) > 0;
    }

    /** What a CRL lists: certificates that had not expired by then, and what no CRL has listed yet. */
    void forEachListed(AuthorityId authority, Instant notExpiredBy, Consumer<Listed> consumer) {
        try (Stream<Listed> rows = getEntityManager()
                .createQuery(
                        "select r.key.serial, r.revokedAt, r.reason, r.listedIn is null from RevocationRow r"
                                + " where r.key.authorityId = :authority"
                                + " and (r.notAfter >= :notExpiredBy or r.listedIn is null)",
                        Listed.class)
                .setParameter("authority", authority.value())
                .setParameter("notExpiredBy", notExpiredBy)
                .setHint(HibernateHints.HINT_FETCH_SIZE, FETCH_SIZE)
                .getResultStream()) {
            rows.forEach(consumer);
        }
    }

    void markListed(AuthorityId authority, List<String> serials, long number) {
        for (int from = 0; from < serials.size(); from += UPDATE_SIZE) {
            List<String> some = serials.subList(from, Math.min(from + UPDATE_SIZE, serials.size()));
            update(
                    "listedIn = ?1 where key.authorityId = ?2 and key.serial in ?3 and listedIn is null",
                    number,
                    authority.value(),
                    some);
        }
    }
}
