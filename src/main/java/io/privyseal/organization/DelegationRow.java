package io.privyseal.organization;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;

@Entity
@Table(name = "domain_delegation")
class DelegationRow {
    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "domain_delegation_seq")
    @SequenceGenerator(name = "domain_delegation_seq", sequenceName = "domain_delegation_seq", allocationSize = 50)
    public Long id;

    @Column(name = "customer_id")
    public long customerId;

    @Column(name = "domain_id")
    public long domainId;

    @Column(name = "organization_id")
    public long organizationId;

    @Enumerated(EnumType.STRING)
    @Column(name = "certificate_kind")
    public CertificateKind kind;

    public int privileges;

    @Enumerated(EnumType.STRING)
    public Delegation.Status status;

    Delegation toDomain() {
        return new Delegation(new OrganizationId(organizationId), kind, DomainPrivilege.ofBits(privileges), status);
    }
}
