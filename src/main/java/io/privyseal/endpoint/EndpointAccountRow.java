package io.privyseal.endpoint;

import io.privyseal.organization.OrganizationId;
import io.privyseal.platform.CustomerId;
import io.privyseal.profile.ProfileId;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.annotations.BatchSize;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "endpoint_account")
class EndpointAccountRow {
    /** Whether there is such an account; deleted ones stay on record for what was issued to them. */
    enum Status {
        ACTIVE,
        DELETED
    }

    @Id
    @GeneratedValue(generator = "endpoint_account_seq")
    @SequenceGenerator(name = "endpoint_account_seq", sequenceName = "endpoint_account_seq", allocationSize = 50)
    public Long id;

    @Column(name = "customer_id")
    public long customerId;

    @Column(name = "endpoint_id")
    public long endpointId;

    @Column(name = "organization_id")
    public long organizationId;

    public String name;

    @Column(name = "name_key")
    public @Nullable String nameKey;

    @Column(name = "id_token")
    public String idToken;

    @Column(name = "term_days")
    public int termDays;

    @Column(name = "auto_approve")
    public boolean autoApprove;

    @Enumerated(EnumType.STRING)
    @Column(name = "csr_generation_method")
    public CsrGenerationMethod csrGenerationMethod;

    @Enumerated(EnumType.STRING)
    @Column(name = "auth_method")
    public AccountAuthMethod authMethod;

    @Column(name = "access_code_hash")
    public @Nullable String accessCodeHash;

    @Column(name = "name_restrictions")
    public String nameRestrictions;

    @Enumerated(EnumType.STRING)
    public Status status;

    @Column(name = "created_at")
    public Instant createdAt;

    @Column(name = "updated_at")
    public Instant updatedAt;

    @ElementCollection
    @BatchSize(size = 200)
    @CollectionTable(name = "endpoint_account_profile", joinColumns = @JoinColumn(name = "account_id"))
    @OrderColumn(name = "place")
    @Column(name = "profile_id")
    public List<Long> profiles = new ArrayList<>();

    EndpointAccount toDomain() {
        return new EndpointAccount(
                new EndpointAccountId(id),
                new CustomerId(customerId),
                new EndpointId(endpointId),
                name,
                new OrganizationId(organizationId),
                idToken,
                profiles.stream().map(ProfileId::new).toList(),
                termDays,
                autoApprove,
                csrGenerationMethod,
                authMethod,
                nameRestrictions.isEmpty() ? List.of() : List.of(nameRestrictions.split(" ", -1)),
                createdAt,
                updatedAt);
    }
}
