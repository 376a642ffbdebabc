package io.privyseal.acme;

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
@Table(name = "acme_order")
class OrderRow {
    @Id
    @GeneratedValue(generator = "acme_order_seq")
    @SequenceGenerator(name = "acme_order_seq", sequenceName = "acme_order_seq", allocationSize = 50)
    public Long id;

    @Column(name = "customer_id")
    public long customerId;

    @Column(name = "account_id")
    public long accountId;

    public String profile;

    public String identifiers;

    public String authorizations;

    @Enumerated(EnumType.STRING)
    public Order.State state;

    public @Nullable String error;

    @Column(name = "not_before")
    public @Nullable Instant notBefore;

    @Column(name = "not_after")
    public @Nullable Instant notAfter;

    public @Nullable String replaces;

    @Column(name = "csr_sha256")
    public @Nullable String csrSha256;

    @Column(name = "certificate_id")
    public @Nullable Long certificateId;

    @Column(name = "counted_as")
    public String countedAs;

    @Column(name = "created_at")
    public Instant createdAt;

    @Column(name = "expires_at")
    public Instant expiresAt;

    @Column(name = "ends_at")
    public Instant endsAt;
}
