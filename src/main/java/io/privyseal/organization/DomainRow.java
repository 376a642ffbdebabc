package io.privyseal.organization;

import io.privyseal.platform.CustomerId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "domain")
class DomainRow {
    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "domain_seq")
    @SequenceGenerator(name = "domain_seq", sequenceName = "domain_seq", allocationSize = 50)
    public Long id;

    @Column(name = "customer_id")
    public long customerId;

    public String name;
    public @Nullable String description;

    @Enumerated(EnumType.STRING)
    public Domain.State state;

    @Column(name = "created_at")
    public Instant createdAt;

    Domain toDomain(List<Delegation> delegations) {
        return new Domain(
                new DomainId(id),
                new CustomerId(customerId),
                new DomainName(name),
                description,
                state,
                createdAt,
                delegations);
    }
}
