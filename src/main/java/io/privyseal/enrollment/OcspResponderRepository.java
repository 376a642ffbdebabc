package io.privyseal.enrollment;

import io.privyseal.authority.AuthorityId;
import io.privyseal.authority.HeldKey;
import io.privyseal.authority.KeyId;
import io.privyseal.authority.OcspResponder;
import io.privyseal.authority.SignedCertificate;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import org.bouncycastle.cert.X509CertificateHolder;

@Singleton
class OcspResponderRepository implements PanacheRepositoryBase<OcspResponderRow, Long> {
    /** The responder that lasts longest, if it lasts beyond a time. */
    Optional<OcspResponder> find(AuthorityId authority, Instant beyond) {
        return find("authorityId = ?1 and notAfter > ?2 order by notAfter desc, id desc", authority.value(), beyond)
                .firstResultOptional()
                .map(row -> new OcspResponder(new KeyId(row.keyId), parse(row.certificate)));
    }

    OcspResponder add(AuthorityId authority, HeldKey key, SignedCertificate signed) {
        OcspResponderRow row = new OcspResponderRow();
        row.authorityId = authority.value();
        row.keyId = key.id().value();
        row.certificate = signed.der();
        row.notAfter = signed.notAfter();
        persist(row);
        return new OcspResponder(key.id(), parse(signed.der()));
    }

    private static X509CertificateHolder parse(byte[] der) {
        try {
            return new X509CertificateHolder(der);
        } catch (IOException e) {
            throw new UncheckedIOException("A stored responder certificate cannot be read", e);
        }
    }
}
