package io.privyseal.est;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "est_enrollment")
class EstEnrollmentRow {
    @Id
    @GeneratedValue(generator = "est_enrollment_seq")
    @SequenceGenerator(name = "est_enrollment_seq", sequenceName = "est_enrollment_seq", allocationSize = 50)
    public Long id;

    @Column(name = "customer_id")
    public long customerId;

    @Column(name = "endpoint_id")
    public long endpointId;

    @Column(name = "account_id")
    public long accountId;

    public String fingerprint;

    public int generation;

    @Column(name = "request_id")
    public long requestId;

    @Column(name = "opened_at")
    public Instant openedAt;
}
