package io.privyseal.acme;

import io.privyseal.protocol.acme.AuthorizationStatus;
import io.privyseal.protocol.acme.IdentifierType;
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
@Table(name = "acme_authorization")
class AuthorizationRow {
    @Id
    @GeneratedValue(generator = "acme_authorization_seq")
    @SequenceGenerator(name = "acme_authorization_seq", sequenceName = "acme_authorization_seq", allocationSize = 50)
    public Long id;

    @Column(name = "customer_id")
    public long customerId;

    @Column(name = "account_id")
    public long accountId;

    @Enumerated(EnumType.STRING)
    public IdentifierType type;

    public String identifier;

    public boolean wildcard;

    public String token;

    public String challenges;

    @Enumerated(EnumType.STRING)
    public AuthorizationStatus status;

    public @Nullable String attempted;

    @Column(name = "attempted_at")
    public @Nullable Instant attemptedAt;

    @Column(name = "validated_at")
    public @Nullable Instant validatedAt;

    public @Nullable String error;

    @Column(name = "created_at")
    public Instant createdAt;

    @Column(name = "expires_at")
    public Instant expiresAt;
}
