package io.privyseal.inventory;

import io.privyseal.authority.AuthorityId;
import io.privyseal.authority.CertificatePlan.Purpose;
import io.privyseal.authority.SerialNumber;
import io.privyseal.platform.CustomerId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "certificate")
class CertificateRow {
    @Id
    @GeneratedValue(generator = "certificate_seq")
    @SequenceGenerator(name = "certificate_seq", sequenceName = "certificate_seq", allocationSize = 50)
    public Long id;

    @Column(name = "customer_id")
    public long customerId;

    @Column(name = "authority_id")
    public @Nullable Long authorityId;

    public String serial;

    @Column(name = "request_id")
    public @Nullable Long requestId;

    @Enumerated(EnumType.STRING)
    public Purpose purpose;

    @Enumerated(EnumType.STRING)
    public Certificate.State state;

    public byte[] certificate;

    public String subject;

    public String issuer;

    @Column(name = "not_before")
    public Instant notBefore;

    @Column(name = "not_after")
    public Instant notAfter;

    @Column(name = "signature_algorithm")
    public String signatureAlgorithm;

    @Column(name = "key_algorithm")
    public String keyAlgorithm;

    @Column(name = "key_parameter")
    public String keyParameter;

    @Column(name = "key_usage")
    public String keyUsage;

    @Column(name = "extended_key_usage")
    public String extendedKeyUsage;

    public String sha1;

    public String sha256;

    public String md5;

    @Column(name = "key_sha256")
    public String keySha256;

    @Column(name = "issued_at")
    public Instant issuedAt;

    @Column(name = "revoked_at")
    public @Nullable Instant revokedAt;

    @Column(name = "revocation_reason")
    public @Nullable Integer revocationReason;

    Certificate toDomain() {
        return new Certificate(
                new CertificateId(id),
                new CustomerId(customerId),
                authorityId == null ? null : new AuthorityId(authorityId),
                new SerialNumber(serial),
                requestId,
                purpose,
                state,
                certificate,
                subject,
                issuer,
                notBefore,
                notAfter,
                signatureAlgorithm,
                keyAlgorithm,
                keyParameter,
                split(keyUsage),
                split(extendedKeyUsage),
                sha1,
                sha256,
                md5,
                issuedAt,
                revokedAt,
                revocationReason);
    }

    private static List<String> split(String joined) {
        return joined.isEmpty() ? List.of() : Arrays.asList(joined.split(","));
    }
}
