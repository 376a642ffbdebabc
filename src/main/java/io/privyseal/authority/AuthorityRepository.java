package io.privyseal.authority;

import io.privyseal.authority.CertificateAuthority.State;
import io.privyseal.platform.CustomerId;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

@Singleton
class AuthorityRepository implements PanacheRepositoryBase<AuthorityRow, Long> {
    private final KeyStore keys;
    // Certificates never change once stored, so they are parsed once.
    private final ConcurrentHashMap<Long, AuthorityCertificate> certificates = new ConcurrentHashMap<>();

    AuthorityRepository(KeyStore keys) {
        this.keys = keys;
    }

    /** For the status services, whose paths name a CA and no customer. */
    Optional<CertificateAuthority> findAnywhere(AuthorityId id) {
        return findByIdOptional(id.value()).map(this::toDomain);
    }

    Optional<CertificateAuthority> find(CustomerId customer, AuthorityId id) {
        return find("id = ?1 and customerId = ?2", id.value(), customer.value())
                .firstResultOptional()
                .map(this::toDomain);
    }

    List<CertificateAuthority> list(CustomerId customer) {
        return list("customerId = ?1 order by id", customer.value()).stream()
                .map(this::toDomain)
                .toList();
    }

    List<CertificateAuthority> withCertificate() {
        return list("state <> ?1 order by id", CertificateAuthority.State.PENDING).stream()
                .map(this::toDomain)
                .toList();
    }

    boolean isNameTaken(CustomerId customer, String nameKey) {
        return count("customerId = ?1 and nameKey = ?2", customer.value(), nameKey) > 0;
    }

    CertificateAuthority add(AuthorityRow row) {
        persist(row);
        try {
            flush();
        } catch (ConstraintViolationException _) {
            throw nameTaken(row.name);
        }
        return toDomain(row);
    }

    /** Holds back other changes until the transaction ends; false when the CA is retired or gone. */
    boolean holdForCertificate(AuthorityId id) {
        return update("createdAt = createdAt where id = ?1 and state <> ?2", id.value(), State.RETIRED) == 1;
    }

    /** What was about to be signed for it stays on record. */
    boolean removePending(CertificateAuthority authority) {
        if (delete("id = ?1 and state = ?2", authority.id().value(), State.PENDING) == 0) {
            return false;
        }
        getEntityManager()
                .createQuery("delete from SigningKeyRow where id = :id")
                .setParameter("id", authority.key().value())
                .executeUpdate();
        return true;
    }

    List<AuthorityCertificate> certificates(AuthorityId id) {
        return getEntityManager()
                .createQuery(
                        "from AuthorityCertificateRow where authorityId = :id order by id desc",
                        AuthorityCertificateRow.class)
                .setParameter("id", id.value())
                .getResultStream()
                .map(row -> AuthorityCertificate.parse(row.certificate))
                .toList();
    }

    static RefusedException nameTaken(String name) {
        return new RefusedException(Refusal.NAME_TAKEN, "A CA named '" + name + "' exists already.");
    }

    /** One conditional statement; false when another has moved the state meanwhile. */
    boolean move(AuthorityId id, CertificateAuthority.State from, CertificateAuthority.State to) {
        return update("state = ?1 where id = ?2 and state = ?3", to, id.value(), from) == 1;
    }

    void addCertificate(AuthorityId id, AuthorityCertificate certificate, Instant now) {
        AuthorityCertificateRow row = new AuthorityCertificateRow();
        row.authorityId = id.value();
        row.certificate = certificate.der();
        row.notBefore = certificate.notBefore();
        row.notAfter = certificate.notAfter();
        row.createdAt = now;
        getEntityManager().persist(row);
        getEntityManager().flush();
        update("certificateId = ?1 where id = ?2", row.id, id.value());
    }

    private CertificateAuthority toDomain(AuthorityRow row) {
        KeyId key = new KeyId(row.keyId);
        return new CertificateAuthority(
                new AuthorityId(row.id),
                new CustomerId(row.customerId),
                row.name,
                row.kind,
                row.parentId == null ? null : new AuthorityId(row.parentId),
                key,
                keys.require(key).template(),
                row.signatureHash,
                row.state,
                certificate(row.certificateId));
    }

    private @Nullable AuthorityCertificate certificate(@Nullable Long id) {
        if (id == null) {
            return null;
        }
        AuthorityCertificate known = certificates.get(id);
        if (known != null) {
            return known;
        }
        AuthorityCertificateRow row = getEntityManager().find(AuthorityCertificateRow.class, id);
        AuthorityCertificate parsed = AuthorityCertificate.parse(row.certificate);
        certificates.put(id, parsed);
        return parsed;
    }
}
