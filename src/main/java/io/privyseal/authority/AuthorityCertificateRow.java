package io.privyseal.authority;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "authority_certificate")
class AuthorityCertificateRow {
    @Id
    @GeneratedValue(generator = "authority_certificate_seq")
    @SequenceGenerator(
            name = "authority_certificate_seq",
            sequenceName = "authority_certificate_seq",
            allocationSize = 50)
    public Long id;

    @Column(name = "authority_id")
    public long authorityId;

    public byte[] certificate;

    @Column(name = "not_before")
    public Instant notBefore;

    @Column(name = "not_after")
    public Instant notAfter;

    @Column(name = "created_at")
    public Instant createdAt;
}
