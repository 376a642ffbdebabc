package io.privyseal.authority;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

@Singleton
class SigningKeyRepository implements PanacheRepositoryBase<SigningKeyRow, Long> {
    /** The master keys under which keys were sealed. */
    List<String> masterKeyIds() {
        return getEntityManager()
                .createQuery("select distinct masterKeyId from SigningKeyRow", String.class)
                .getResultList();
    }

    /** The first key of a purpose that belongs to the server itself. */
    Optional<KeyId> findFirst(KeyPurpose purpose) {
        return find("customerId is null and purpose = ?1 order by id", purpose)
                .firstResultOptional()
                .map(row -> new KeyId(row.id));
    }
}
