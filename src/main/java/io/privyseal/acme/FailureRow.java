package io.privyseal.acme;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "acme_failure")
class FailureRow {
    @Id
    @GeneratedValue(generator = "acme_failure_seq")
    @SequenceGenerator(name = "acme_failure_seq", sequenceName = "acme_failure_seq", allocationSize = 50)
    public Long id;

    @Column(name = "customer_id")
    public long customerId;

    @Column(name = "endpoint_id")
    public long endpointId;

    @Column(name = "account_id")
    public long accountId;

    public String identifier;

    @Column(name = "in_a_row")
    public int inARow;

    public int recent;

    @Column(name = "recent_since")
    public Instant recentSince;

    @Column(name = "last_at")
    public Instant lastAt;

    @Column(name = "paused_at")
    public @Nullable Instant pausedAt;
}
