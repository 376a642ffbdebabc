package io.privyseal.profile;

import io.privyseal.authority.AuthorityId;
import io.privyseal.organization.CertificateKind;
import io.privyseal.organization.OrganizationId;
import io.privyseal.platform.CustomerId;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

@Entity
@Table(name = "certificate_profile")
class CertificateProfileRow {
    @Id
    @GeneratedValue(generator = "certificate_profile_seq")
    @SequenceGenerator(name = "certificate_profile_seq", sequenceName = "certificate_profile_seq", allocationSize = 50)
    public Long id;

    @Column(name = "customer_id")
    public long customerId;

    @Enumerated(EnumType.STRING)
    public CertificateKind kind;

    public String name;

    @Column(name = "name_key")
    public String nameKey;

    public String description;

    public boolean enabled;

    @Column(name = "authority_id")
    public long authorityId;

    public String rules;

    @Column(name = "created_at")
    public Instant createdAt;

    @Column(name = "updated_at")
    public Instant updatedAt;

    @ElementCollection(fetch = FetchType.EAGER)
    @CollectionTable(name = "certificate_profile_delegation", joinColumns = @JoinColumn(name = "profile_id"))
    @Column(name = "organization_id")
    public Set<Long> organizations = new HashSet<>();

    CertificateProfile toDomain(ProfileRules parsed) {
        return new CertificateProfile(
                new ProfileId(id),
                new CustomerId(customerId),
                kind,
                name,
                description,
                enabled,
                new AuthorityId(authorityId),
                parsed,
                organizations.stream().map(OrganizationId::new).collect(Collectors.toUnmodifiableSet()));
    }
}
