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
import java.util.stream.Collectors;
import org.hibernate.annotations.BatchSize;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "enrollment_endpoint")
class EndpointRow {
    @Id
    @GeneratedValue(generator = "enrollment_endpoint_seq")
    @SequenceGenerator(name = "enrollment_endpoint_seq", sequenceName = "enrollment_endpoint_seq", allocationSize = 50)
    public Long id;

    @Column(name = "customer_id")
    public long customerId;

    @Enumerated(EnumType.STRING)
    public EndpointType type;

    @Enumerated(EnumType.STRING)
    public EndpointDoor door;

    public String name;

    @Column(name = "uri_extension")
    public String uriExtension;

    @Column(name = "uri_key")
    public String uriKey;

    public boolean enabled;

    public String settings;

    @Column(name = "access_code_salt")
    public @Nullable String accessCodeSalt;

    @Column(name = "sealed_webhook_key")
    public byte @Nullable [] sealedWebhookKey;

    @Column(name = "master_key_id")
    public @Nullable String masterKeyId;

    @Column(name = "azure_account_id")
    public @Nullable Long azureAccountId;

    @Column(name = "page_help")
    public @Nullable String pageHelp;

    @Column(name = "page_link_name")
    public @Nullable String pageLinkName;

    @Column(name = "page_link_address")
    public @Nullable String pageLinkAddress;

    @Column(name = "page_contact_name")
    public @Nullable String pageContactName;

    @Column(name = "page_contact_email")
    public @Nullable String pageContactEmail;

    @Column(name = "page_contact_phone")
    public @Nullable String pageContactPhone;

    @Column(name = "created_at")
    public Instant createdAt;

    @Column(name = "updated_at")
    public Instant updatedAt;

    @ElementCollection
    @BatchSize(size = 200)
    @CollectionTable(name = "enrollment_endpoint_delegation", joinColumns = @JoinColumn(name = "endpoint_id"))
    @Column(name = "organization_id")
    public Set<Long> organizations = new HashSet<>();

    /** What an ACME endpoint offers; accounts of the other doors have their own. */
    @ElementCollection
    @CollectionTable(name = "enrollment_endpoint_profile", joinColumns = @JoinColumn(name = "endpoint_id"))
    @Column(name = "profile_id")
    public Set<Long> profiles = new HashSet<>();

    EnrollmentEndpoint toDomain(EndpointSettings parsed) {
        return new EnrollmentEndpoint(
                new EndpointId(id),
                new CustomerId(customerId),
                type,
                name,
                uriExtension,
                organizationIds(),
                enabled,
                parsed,
                page(),
                createdAt,
                updatedAt);
    }

    Set<OrganizationId> organizationIds() {
        return organizations.stream().map(OrganizationId::new).collect(Collectors.toUnmodifiableSet());
    }

    EndpointPage page() {
        return new EndpointPage(
                pageHelp, pageLinkName, pageLinkAddress, pageContactName, pageContactEmail, pageContactPhone);
    }

    void setPage(EndpointPage page) {
        pageHelp = page.help();
        pageLinkName = page.linkName();
        pageLinkAddress = page.linkAddress();
        pageContactName = page.contactName();
        pageContactEmail = page.contactEmail();
        pageContactPhone = page.contactPhone();
    }
}
