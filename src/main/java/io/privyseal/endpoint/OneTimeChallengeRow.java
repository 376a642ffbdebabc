package io.privyseal.endpoint;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "scep_challenge")
class OneTimeChallengeRow {
    @Id
    @GeneratedValue(generator = "scep_challenge_seq")
    @SequenceGenerator(name = "scep_challenge_seq", sequenceName = "scep_challenge_seq", allocationSize = 50)
    public Long id;

    @Column(name = "customer_id")
    public long customerId;

    @Column(name = "endpoint_id")
    public long endpointId;

    @Column(name = "account_id")
    public long accountId;

    @Column(name = "secret_hash")
    public String secretHash;

    public @Nullable String subject;

    @Column(name = "created_at")
    public Instant createdAt;

    @Column(name = "expires_at")
    public Instant expiresAt;

    @Column(name = "used_by")
    public @Nullable String usedBy;
}
