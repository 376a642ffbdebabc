package io.privyseal.inventory;

import io.privyseal.authority.AuthorityId;
import io.privyseal.authority.SerialNumber;
import io.privyseal.platform.CustomerId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

@Singleton
class CertificateRepository implements PanacheRepositoryBase<CertificateRow, Long> {
    Optional<Certificate> find(CustomerId customer, CertificateId id) {
        return findByIdOptional(id.value())
                .filter(row -> row.customerId == customer.value())
                .map(CertificateRow::toDomain);
    }

    /** A CA's own numbers: the status services know a CA, not a customer. */
    Optional<Certificate> findBySerial(AuthorityId authority, SerialNumber serial) {
        return find("authorityId = ?1 and serial = ?2", authority.value(), serial.hex())
                .firstResultOptional()
                .map(CertificateRow::toDomain);
    }

    List<Certificate> listBySerial(CustomerId customer, SerialNumber serial) {
        return list("customerId = ?1 and serial = ?2 and authorityId is not null", customer.value(), serial.hex())
                .stream()
                .map(CertificateRow::toDomain)
                .toList();
    }

    /** Those of any issuer, imported ones included. */
    List<Certificate> listOfAnyIssuer(CustomerId customer, SerialNumber serial) {
        return list("customerId = ?1 and serial = ?2", customer.value(), serial.hex()).stream()
                .map(CertificateRow::toDomain)
                .toList();
    }

    Optional<Certificate> findByFingerprint(CustomerId customer, String sha256) {
        return find("sha256 = ?1 and customerId = ?2", sha256, customer.value())
                .firstResultOptional()
                .map(CertificateRow::toDomain);
    }

    /** As {@link #findByFingerprint}, of a CA here. */
    Optional<Certificate> findIssued(CustomerId customer, String sha256) {
        return find("sha256 = ?1 and customerId = ?2 and authorityId is not null", sha256, customer.value())
                .firstResultOptional()
                .map(CertificateRow::toDomain);
    }

    /** False when there is no such certificate, or a CA here has issued it. */
    boolean deleteImported(CustomerId customer, CertificateId id) {
        return delete("id = ?1 and customerId = ?2 and authorityId is null", id.value(), customer.value()) == 1;
    }

    /** One conditional statement; false when the certificate was revoked before. */
    boolean revoke(CertificateId id, int reason, Instant when) {
        return update(
                        "state = ?1, revokedAt = ?2, revocationReason = ?3 where id = ?4 and state = ?5",
                        Certificate.State.REVOKED,
                        when,
                        reason,
                        id.value(),
                        Certificate.State.VALID)
                == 1;
    }
}
