package io.privyseal.access;

import io.privyseal.platform.CustomerId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

@Entity
@Table(name = "customer_address_list")
class AddressListRow {
    @Id
    @Column(name = "customer_id")
    public Long customerId;

    @Column(name = "everyone")
    public String everyone;

    @Column(name = "masters")
    public String masters;

    @Column(name = "officers")
    public String officers;

    static AddressListRow from(CustomerId customer, AddressLists lists) {
        AddressListRow row = new AddressListRow();
        row.customerId = customer.value();
        row.everyone = StoredLists.column(lists.everyone());
        row.masters = StoredLists.column(lists.masters());
        row.officers = StoredLists.column(lists.officers());
        return row;
    }

    AddressLists toDomain() {
        return new AddressLists(
                StoredLists.ranges(everyone), StoredLists.ranges(masters), StoredLists.ranges(officers));
    }
}
