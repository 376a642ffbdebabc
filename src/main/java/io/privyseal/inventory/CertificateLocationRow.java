package io.privyseal.inventory;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "certificate_location")
class CertificateLocationRow {
    @Id
    @GeneratedValue(generator = "certificate_location_seq")
    @SequenceGenerator(
            name = "certificate_location_seq",
            sequenceName = "certificate_location_seq",
            allocationSize = 50)
    public Long id;

    @Column(name = "customer_id")
    public long customerId;

    @Column(name = "request_id")
    public long requestId;

    public @Nullable String name;

    public String details;

    @Column(name = "created_at")
    public Instant createdAt;

    @Column(name = "updated_at")
    public Instant updatedAt;
}
