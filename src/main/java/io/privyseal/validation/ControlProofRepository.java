package io.privyseal.validation;

import io.privyseal.platform.CustomerId;
import io.privyseal.validation.ControlProofRow.IdentifierType;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

@Singleton
class ControlProofRepository implements PanacheRepositoryBase<ControlProofRow, Long> {
    ControlProof add(ControlProofRow row) {
        persist(row);
        return row.toDomain();
    }

    /** The newest proof that has not expired by a time. */
    Optional<ControlProof> findLive(
            CustomerId customer,
            ProofOwner owner,
            Identifier identifier,
            boolean wildcard,
            Instant notOlderThan,
            Instant at) {
        return find(
                        "customerId = ?1 and owner = ?2 and identifierType = ?3 and identifier = ?4 and wildcard = ?5"
                                + " and provenAt >= ?6 and expiresAt > ?7 order by provenAt desc, id desc",
                        customer.value(),
                        owner.value(),
                        IdentifierType.of(identifier),
                        identifier.value(),
                        wildcard,
                        notOlderThan,
                        at)
                .firstResultOptional()
                .map(ControlProofRow::toDomain);
    }

    /** Whether the proof counted until now. */
    boolean expire(CustomerId customer, ProofId id, Instant at) {
        return update(
                        "expiresAt = ?1 where id = ?2 and customerId = ?3 and expiresAt > ?1",
                        at,
                        id.value(),
                        customer.value())
                == 1;
    }

    int expireAll(CustomerId customer, ProofOwner owner, Instant at) {
        return update(
                "expiresAt = ?1 where customerId = ?2 and owner = ?3 and expiresAt > ?1",
                at,
                customer.value(),
                owner.value());
    }

    int deleteExpired(Instant by, int limit) {
        List<Long> ids = getEntityManager()
                .createQuery(
                        "select p.id from ControlProofRow p where p.expiresAt <= :by order by p.expiresAt", Long.class)
                .setParameter("by", by)
                .setMaxResults(limit)
                .getResultList();
        return ids.isEmpty() ? 0 : (int) delete("id in ?1", ids);
    }
}
