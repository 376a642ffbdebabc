package io.privyseal.revocation;

import io.privyseal.authority.AuthorityId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

@Singleton
class CrlRepository implements PanacheRepositoryBase<CrlRow, CrlKey> {
    /** A CRL without its bytes. */
    record Header(long authority, long number, Instant thisUpdate, Instant nextUpdate) {}

    private static final String HEADER =
            "select c.key.authorityId, c.key.number, c.thisUpdate, c.nextUpdate from CrlRow c";

    Optional<Header> newest(AuthorityId authority) {
        return getEntityManager()
                .createQuery(HEADER + " where c.key.authorityId = :authority order by c.key.number desc", Header.class)
                .setParameter("authority", authority.value())
                .setMaxResults(1)
                .getResultStream()
                .findFirst();
    }

    /** The headers of all CRLs kept, older before newer. */
    List<Header> headers() {
        return getEntityManager()
                .createQuery(HEADER + " order by c.key.number", Header.class)
                .getResultList();
    }

    Optional<CrlRow> find(AuthorityId authority, long number) {
        return findByIdOptional(new CrlKey(authority.value(), number));
    }

    /** @throws org.hibernate.exception.ConstraintViolationException when another node has published this number */
    void add(CrlRow row) {
        persist(row);
        flush();
    }

    void deleteBefore(AuthorityId authority, long number) {
        delete("key.authorityId = ?1 and key.number < ?2", authority.value(), number);
    }
}
