package io.privyseal.scep;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "scep_transaction")
class ScepTransactionRow {
    @Id
    @GeneratedValue(generator = "scep_transaction_seq")
    @SequenceGenerator(name = "scep_transaction_seq", sequenceName = "scep_transaction_seq", allocationSize = 50)
    public Long id;

    @Column(name = "customer_id")
    public long customerId;

    @Column(name = "endpoint_id")
    public long endpointId;

    @Column(name = "account_id")
    public long accountId;

    @Column(name = "azure_account_id")
    public @Nullable Long azureAccountId;

    @Column(name = "replay_key")
    public String replayKey;

    public int generation;

    @Column(name = "poll_key")
    public String pollKey;

    @Column(name = "request_id")
    public @Nullable Long requestId;

    public boolean notified;

    @Column(name = "created_at")
    public Instant createdAt;

    @Column(name = "ends_at")
    public Instant endsAt;
}
