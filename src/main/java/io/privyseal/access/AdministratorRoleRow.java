package io.privyseal.access;

import io.privyseal.organization.OrganizationId;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;

@Embeddable
class AdministratorRoleRow {
    @Column(name = "customer_id", nullable = false)
    public long customerId;

    @Enumerated(EnumType.STRING)
    @Column(name = "role", nullable = false)
    public Role role;

    @Column(name = "organization_id")
    public Long organizationId;

    static AdministratorRoleRow from(long customer, RoleAssignment assignment) {
        AdministratorRoleRow row = new AdministratorRoleRow();
        row.customerId = customer;
        row.role = assignment.role();
        OrganizationId organization = assignment.organization();
        row.organizationId = organization == null ? null : organization.value();
        return row;
    }

    RoleAssignment toDomain() {
        return new RoleAssignment(role, organizationId == null ? null : new OrganizationId(organizationId));
    }
}
