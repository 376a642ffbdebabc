package io.privyseal.organization;

import io.privyseal.platform.CustomerId;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.hibernate.exception.ConstraintViolationException;

@Singleton
class DelegationRepository implements PanacheRepositoryBase<DelegationRow, Long> {
    List<Delegation> of(CustomerId customer, DomainId domain) {
        return list("customerId = ?1 and domainId = ?2 order by organizationId, kind", customer.value(), domain.value())
                .stream()
                .map(DelegationRow::toDomain)
                .toList();
    }

    void add(CustomerId customer, DomainId domain, Collection<Delegation> delegations) {
        for (Delegation delegation : delegations) {
            DelegationRow row = new DelegationRow();
            row.customerId = customer.value();
            row.domainId = domain.value();
            row.organizationId = delegation.organization().value();
            row.kind = delegation.kind();
            row.privileges = DomainPrivilege.toBits(delegation.privileges());
            row.status = delegation.status();
            persist(row);
        }
        try {
            flush();
        } catch (ConstraintViolationException changed) {
            throw new RefusedException(
                    Refusal.DELEGATIONS_CHANGED, "The delegations of the domain have been changed.", changed);
        }
    }

    void replace(CustomerId customer, DomainId domain, Delegation delegation) {
        update(
                "set privileges = ?1, status = ?2"
                        + " where customerId = ?3 and domainId = ?4 and organizationId = ?5 and kind = ?6",
                DomainPrivilege.toBits(delegation.privileges()),
                delegation.status(),
                customer.value(),
                domain.value(),
                delegation.organization().value(),
                delegation.kind());
    }

    /** The number of requests that became active. */
    int approve(CustomerId customer, DomainId domain, OrganizationId organization) {
        return update(
                "set status = ?1 where customerId = ?2 and domainId = ?3 and organizationId = ?4 and status = ?5",
                Delegation.Status.ACTIVE,
                customer.value(),
                domain.value(),
                organization.value(),
                Delegation.Status.REQUESTED);
    }

    void remove(CustomerId customer, DomainId domain, OrganizationId organization, Set<CertificateKind> kinds) {
        delete(
                "customerId = ?1 and domainId = ?2 and organizationId = ?3 and kind in ?4",
                customer.value(),
                domain.value(),
                organization.value(),
                kinds);
    }

    void removeAll(CustomerId customer, DomainId domain) {
        delete("customerId = ?1 and domainId = ?2", customer.value(), domain.value());
    }
}
