package io.privyseal.access;

import io.privyseal.audit.Actor;
import io.privyseal.audit.AuditEvent;
import io.privyseal.audit.AuditTrail;
import io.privyseal.platform.AddressRange;
import io.privyseal.platform.CustomerId;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** From which addresses a customer's administrators may come. */
@ApplicationScoped
@Transactional
public class CustomerAddresses {
    private final AddressListRepository repository;
    private final AuditTrail audit;

    CustomerAddresses(AddressListRepository repository, AuditTrail audit) {
        this.repository = repository;
        this.audit = audit;
    }

    public AddressLists of(Administrator by) {
        by.requireMaster();
        return repository.of(by.customer());
    }

    /**
     * Replaces all three lists; the next call of anyone obeys them.
     *
     * @throws RefusedException when the caller would shut itself out
     */
    public void replace(Administrator by, Actor actor, InetAddress from, AddressLists lists) {
        by.requireMaster();
        if (!lists.admit(true, from)) {
            throw new RefusedException(Refusal.INVALID_FIELD, "The address you come from is not on the lists.");
        }
        CustomerId customer = by.customer();
        AddressLists before = repository.of(customer);
        repository.replace(customer, lists);
        audit.record(new AuditEvent(
                customer,
                actor,
                "customer.addresses",
                "customer",
                String.valueOf(customer.value()),
                facts(before),
                facts(lists)));
    }

    private static Map<String, String> facts(AddressLists lists) {
        return Map.of(
                "everyone", text(lists.everyone()),
                "masters", text(lists.masters()),
                "officers", text(lists.officers()));
    }

    private static String text(List<AddressRange> ranges) {
        return ranges.stream().map(AddressRange::toString).collect(Collectors.joining(" "));
    }
}
