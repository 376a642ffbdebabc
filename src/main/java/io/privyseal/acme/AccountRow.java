package io.privyseal.acme;

import io.privyseal.protocol.acme.AccountStatus;
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
@Table(name = "acme_account")
class AccountRow {
    @Id
    @GeneratedValue(generator = "acme_account_seq")
    @SequenceGenerator(name = "acme_account_seq", sequenceName = "acme_account_seq", allocationSize = 50)
    public Long id;

    @Column(name = "customer_id")
    public long customerId;

    @Column(name = "endpoint_id")
    public long endpointId;

    @Column(name = "external_account_id")
    public @Nullable Long externalAccountId;

    public String thumbprint;

    @Column(name = "public_key")
    public String publicKey;

    @Enumerated(EnumType.STRING)
    public AccountStatus status;

    public String contacts;

    @Column(name = "terms_agreed")
    public boolean termsAgreed;

    public @Nullable String binding;

    public String address;

    @Column(name = "user_agent")
    public String userAgent;

    @Column(name = "created_at")
    public Instant createdAt;

    @Column(name = "last_active_at")
    public Instant lastActiveAt;
}
