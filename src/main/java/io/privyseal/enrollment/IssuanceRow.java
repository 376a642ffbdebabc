package io.privyseal.enrollment;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "issuance")
@IdClass(IssuanceRow.Key.class)
class IssuanceRow {
    @Id
    @Column(name = "authority_id")
    public long authorityId;

    @Id
    public String serial;

    @Column(name = "customer_id")
    public long customerId;

    @Column(name = "request_id")
    public @Nullable Long requestId;

    @Column(name = "to_be_signed")
    public byte[] toBeSigned;

    @Column(name = "recorded_at")
    public Instant recordedAt;

    @Column(name = "spent_at")
    public @Nullable Instant spentAt;

    record Key(long authorityId, String serial) implements Serializable {}
}
