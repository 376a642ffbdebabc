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
import java.util.TreeSet;
import org.hibernate.annotations.BatchSize;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "external_account")
class ExternalAccountRow {
    @Id
    @GeneratedValue(generator = "external_account_seq")
    @SequenceGenerator(name = "external_account_seq", sequenceName = "external_account_seq", allocationSize = 50)
    public Long id;

    @Column(name = "customer_id")
    public long customerId;

    @Column(name = "endpoint_id")
    public long endpointId;

    @Column(name = "organization_id")
    public long organizationId;

    public String name;

    @Column(name = "account_id")
    public String accountId;

    @Column(name = "mac_id")
    public String macId;

    @Column(name = "sealed_mac_key")
    public byte[] sealedMacKey;

    @Column(name = "master_key_id")
    public String masterKeyId;

    @Column(name = "profile_name")
    public @Nullable String profileName;

    @Enumerated(EnumType.STRING)
    @Column(name = "validation_level")
    public @Nullable ValidationLevel validationLevel;

    @Column(name = "single_use")
    public boolean singleUse;

    public long uses;

    @Column(name = "first_used_at")
    public @Nullable Instant firstUsedAt;

    @Enumerated(EnumType.STRING)
    public ExternalAccount.Status status;

    public boolean limited;

    @Column(name = "created_at")
    public Instant createdAt;

    @ElementCollection
    @BatchSize(size = 200)
    @CollectionTable(name = "external_account_domain", joinColumns = @JoinColumn(name = "account_id"))
    @Column(name = "name")
    public Set<String> domains = new HashSet<>();

    ExternalAccount toDomain(MacKey key) {
        return new ExternalAccount(
                new ExternalAccountId(id),
                new CustomerId(customerId),
                new EndpointId(endpointId),
                new OrganizationId(organizationId),
                name,
                accountId,
                macId,
                key,
                profileName,
                validationLevel,
                singleUse,
                uses,
                firstUsedAt,
                status,
                limited,
                new TreeSet<>(domains),
                createdAt);
    }
}
