package io.privyseal.acme;

import io.privyseal.authority.AuthorityId;
import io.privyseal.authority.SerialNumber;
import io.privyseal.endpoint.Replacement;
import io.privyseal.endpoint.ReplacementScope;
import io.privyseal.inventory.Certificate;
import io.privyseal.inventory.CertificateId;
import io.privyseal.platform.CustomerId;
import io.privyseal.profile.ProfileId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.Optional;

@Singleton
class ReplacementRepository implements PanacheRepositoryBase<ReplacementRow, Long> {
    Replacement add(ReplacementRow row) {
        persist(row);
        return toDomain(row);
    }

    List<Replacement> list(CustomerId customer) {
        return list("customerId = ?1 order by id", customer.value()).stream()
                .map(ReplacementRepository::toDomain)
                .toList();
    }

    Optional<Replacement> find(CustomerId customer, long id) {
        return find("id = ?1 and customerId = ?2", id, customer.value())
                .firstResultOptional()
                .map(ReplacementRepository::toDomain);
    }

    boolean delete(CustomerId customer, long id) {
        return delete("id = ?1 and customerId = ?2", id, customer.value()) == 1;
    }

    /** What may concern the certificate, the newest first; its profile is the caller's to compare. */
    List<Replacement> about(Certificate certificate) {
        return list(
                        "customerId = ?1 and markedAt >= ?2 and (certificateId is null or certificateId = ?3)"
                                + " and (serial is null or serial = ?4) and (authorityId is null or authorityId = ?5)"
                                + " order by markedAt desc, id desc",
                        certificate.customer().value(),
                        certificate.issuedAt(),
                        certificate.id().value(),
                        certificate.serial().hex(),
                        certificate.authority().value())
                .stream()
                .map(ReplacementRepository::toDomain)
                .toList();
    }

    private static Replacement toDomain(ReplacementRow row) {
        return new Replacement(
                row.id,
                new ReplacementScope(
                        row.certificateId == null ? null : new CertificateId(row.certificateId),
                        row.serial == null ? null : new SerialNumber(row.serial),
                        row.authorityId == null ? null : new AuthorityId(row.authorityId),
                        row.profileId == null ? null : new ProfileId(row.profileId)),
                row.explanation == null ? null : URI.create(row.explanation),
                row.markedAt);
    }
}
