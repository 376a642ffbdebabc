package io.privyseal.revocation;

import io.privyseal.authority.AuthorityId;
import io.privyseal.authority.SerialNumber;
import io.privyseal.inventory.CertificateId;
import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "revocation")
class RevocationRow {
    @EmbeddedId
    public RevocationKey key;

    @Column(name = "customer_id")
    public long customerId;

    @Column(name = "certificate_id")
    public @Nullable Long certificateId;

    @Column(name = "not_after")
    public Instant notAfter;

    @Column(name = "revoked_at")
    public Instant revokedAt;

    public int reason;

    public String message;

    @Column(name = "listed_in")
    public @Nullable Long listedIn;

    Revocation toDomain() {
        return new Revocation(
                new AuthorityId(key.authorityId()),
                new SerialNumber(key.serial()),
                certificateId == null ? null : new CertificateId(certificateId),
                revokedAt,
                RevocationReason.ofCode(reason).orElseThrow(),
                message);
    }
}
