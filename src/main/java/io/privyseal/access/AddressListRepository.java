package io.privyseal.access;

import io.privyseal.platform.CustomerId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
class AddressListRepository implements PanacheRepositoryBase<AddressListRow, Long> {
    AddressLists of(CustomerId customer) {
        return findByIdOptional(customer.value()).map(AddressListRow::toDomain).orElse(AddressLists.OPEN);
    }

    void replace(CustomerId customer, AddressLists lists) {
        getEntityManager().merge(AddressListRow.from(customer, lists));
    }
}
