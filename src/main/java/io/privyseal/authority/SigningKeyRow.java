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
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "signing_key")
class SigningKeyRow {
    @Id
    @GeneratedValue(generator = "signing_key_seq")
    @SequenceGenerator(name = "signing_key_seq", sequenceName = "signing_key_seq", allocationSize = 50)
    public Long id;

    @Column(name = "customer_id")
    public @Nullable Long customerId;

    @Enumerated(EnumType.STRING)
    public KeyPurpose purpose;

    @Enumerated(EnumType.STRING)
    public KeyTemplate template;

    public String store;

    @Column(name = "public_key")
    public byte[] publicKey;

    @Column(name = "sealed_private_key")
    public byte[] sealedPrivateKey;

    @Column(name = "master_key_id")
    public String masterKeyId;

    @Column(name = "created_at")
    public Instant createdAt;

    HeldKey toDomain() {
        return new HeldKey(new KeyId(id), purpose, template, SubjectPublicKeyInfo.getInstance(publicKey));
    }
}
