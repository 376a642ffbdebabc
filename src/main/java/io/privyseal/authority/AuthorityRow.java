package io.privyseal.authority;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "authority")
class AuthorityRow {
    @Id
    @GeneratedValue(generator = "authority_seq")
    @SequenceGenerator(name = "authority_seq", sequenceName = "authority_seq", allocationSize = 50)
    public Long id;

    @Column(name = "customer_id")
    public long customerId;

    public String name;

    @Column(name = "name_key")
    public String nameKey;

    @Enumerated(EnumType.STRING)
    public CertificateAuthority.Kind kind;

    @Column(name = "parent_id")
    public @Nullable Long parentId;

    @Column(name = "key_id")
    public long keyId;

    @Enumerated(EnumType.STRING)
    @Column(name = "signature_hash")
    public SignatureHash signatureHash;

    @Enumerated(EnumType.STRING)
    public CertificateAuthority.State state;

    @Column(name = "certificate_id")
    public @Nullable Long certificateId;

    @Column(name = "created_at")
    public Instant createdAt;
}
