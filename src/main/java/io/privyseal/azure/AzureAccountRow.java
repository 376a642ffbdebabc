package io.privyseal.azure;

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
import java.util.stream.Collectors;
import org.hibernate.annotations.BatchSize;

@Entity
@Table(name = "azure_account")
class AzureAccountRow {
    @Id
    @GeneratedValue(generator = "azure_account_seq")
    @SequenceGenerator(name = "azure_account_seq", sequenceName = "azure_account_seq", allocationSize = 50)
    public Long id;

    @Column(name = "customer_id")
    public long customerId;

    public String name;

    @Enumerated(EnumType.STRING)
    public AzureEnvironment environment;

    @Column(name = "directory_id")
    public String directoryId;

    @Column(name = "application_id")
    public String applicationId;

    @Column(name = "sealed_secret")
    public byte[] sealedSecret;

    @Column(name = "master_key_id")
    public String masterKeyId;

    @Enumerated(EnumType.STRING)
    @Column(name = "delegation_mode")
    public AzureDelegation.Mode delegationMode;

    @Column(name = "created_at")
    public Instant createdAt;

    @Column(name = "updated_at")
    public Instant updatedAt;

    @ElementCollection
    @BatchSize(size = 200)
    @CollectionTable(name = "azure_account_organization", joinColumns = @JoinColumn(name = "account_id"))
    @Column(name = "organization_id")
    public Set<Long> organizations = new HashSet<>();

    AzureAccount toDomain() {
        return new AzureAccount(
                new AzureAccountId(id),
                new CustomerId(customerId),
                name,
                environment,
                directoryId,
                applicationId,
                new AzureDelegation(
                        delegationMode,
                        organizations.stream().map(OrganizationId::new).collect(Collectors.toSet())));
    }
}
