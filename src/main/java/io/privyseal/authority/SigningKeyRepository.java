package io.privyseal.authority;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.List;

@Singleton
class SigningKeyRepository implements PanacheRepositoryBase<SigningKeyRow, Long> {
    /** The master keys under which keys were sealed. */
    List<String> masterKeyIds() {
        return getEntityManager()
                .createQuery("select distinct masterKeyId from SigningKeyRow", String.class)
                .getResultList();
    }
}
