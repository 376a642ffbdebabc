package io.privyseal.endpoint;

import io.privyseal.organization.OrganizationId;
import io.privyseal.platform.CustomerId;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

@Entity
@Table(name = "enrollment_endpoint")
class EndpointRow {
    @Id
    @GeneratedValue(generator = "enrollment_endpoint_seq")
    @SequenceGenerator(name = "enrollment_endpoint_seq", sequenceName = "enrollment_endpoint_seq", allocationSize = 50)
    public Long id;

    @Column(name = "customer_id")
    public long customerId;

    @Column(name = "organization_id")
    public long organizationId;

    @Enumerated(EnumType.STRING)
    public EndpointType type;

    public String name;

    @Column(name = "uri_extension")
    public String uriExtension;

    @Column(name = "uri_key")
    public String uriKey;

    public boolean enabled;

    public String settings;

    @Column(name = "created_at")
    public Instant createdAt;

    @Column(name = "updated_at")
    public Instant updatedAt;

    @ElementCollection
    @CollectionTable(name = "enrollment_endpoint_profile", joinColumns = @JoinColumn(name = "endpoint_id"))
    @Column(name = "profile_id")
    public Set<Long> profiles = new HashSet<>();

    EnrollmentEndpoint toDomain(AcmeSettings parsed) {
        return new EnrollmentEndpoint(
                new EndpointId(id),
                new CustomerId(customerId),
                type,
                name,
                uriExtension,
                new OrganizationId(organizationId),
                enabled,
                parsed,
                createdAt,
                updatedAt);
    }
}
