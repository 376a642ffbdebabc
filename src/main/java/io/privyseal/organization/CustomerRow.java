package io.privyseal.organization;

import io.privyseal.platform.CustomerId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "customer")
class CustomerRow {
    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "customer_seq")
    @SequenceGenerator(name = "customer_seq", sequenceName = "customer_seq", allocationSize = 50)
    public Long id;

    public String uri;
    public String name;

    @Column(name = "created_at")
    public Instant createdAt;

    Customer toDomain() {
        return new Customer(new CustomerId(id), uri, name, createdAt);
    }
}
