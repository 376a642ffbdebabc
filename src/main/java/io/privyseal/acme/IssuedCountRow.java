package io.privyseal.acme;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "acme_issued")
class IssuedCountRow {
    @Id
    @GeneratedValue(generator = "acme_issued_seq")
    @SequenceGenerator(name = "acme_issued_seq", sequenceName = "acme_issued_seq", allocationSize = 50)
    public Long id;

    @Column(name = "order_id")
    public long orderId;

    @Column(name = "endpoint_id")
    public long endpointId;

    @Column(name = "counted_as")
    public String countedAs;

    @Column(name = "issued_at")
    public Instant issuedAt;
}
