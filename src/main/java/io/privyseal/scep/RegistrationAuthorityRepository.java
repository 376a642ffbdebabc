package io.privyseal.scep;

import io.privyseal.authority.AuthorityId;
import io.privyseal.authority.HeldKey;
import io.privyseal.authority.KeyId;
import io.privyseal.authority.SignedCertificate;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;

@Singleton
class RegistrationAuthorityRepository implements PanacheRepositoryBase<RegistrationAuthorityRow, Long> {
    /** What is stored of an RA. */
    record Stored(KeyId key, byte[] certificate) {}

    /** Those that last beyond a time, the newest first. */
    List<Stored> list(AuthorityId authority, Instant beyond) {
        return list("authorityId = ?1 and notAfter > ?2 order by notAfter desc, id desc", authority.value(), beyond)
                .stream()
                .map(row -> new Stored(new KeyId(row.keyId), row.certificate))
                .toList();
    }

    void add(AuthorityId authority, HeldKey key, SignedCertificate signed) {
        RegistrationAuthorityRow row = new RegistrationAuthorityRow();
        row.authorityId = authority.value();
        row.keyId = key.id().value();
        row.certificate = signed.der();
        row.notAfter = signed.notAfter();
        persist(row);
    }

    /** The CAs that have an RA. */
    List<AuthorityId> authorities() {
        return getEntityManager()
                .createQuery("select distinct authorityId from RegistrationAuthorityRow", Long.class)
                .getResultList()
                .stream()
                .map(AuthorityId::new)
                .toList();
    }
}
