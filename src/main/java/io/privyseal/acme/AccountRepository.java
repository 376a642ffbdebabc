package io.privyseal.acme;

import io.privyseal.endpoint.AcmeClient;
import io.privyseal.endpoint.AcmeClientFilter;
import io.privyseal.endpoint.EndpointId;
import io.privyseal.endpoint.ExternalAccountId;
import io.privyseal.platform.CustomerId;
import io.privyseal.platform.LikePattern;
import io.privyseal.platform.Page;
import io.privyseal.platform.Paged;
import io.privyseal.protocol.acme.AccountKey;
import io.privyseal.protocol.acme.AccountStatus;
import io.privyseal.protocol.acme.Contact;
import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

@Singleton
class AccountRepository implements PanacheRepositoryBase<AccountRow, Long> {
    private static final int MOST_KEYS = 10_000;

    /** Parsed once: reading a key takes longer than verifying a signature with it. */
    private final Map<String, AccountKey> keys = Collections.synchronizedMap(new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, AccountKey> eldest) {
            return size() > MOST_KEYS;
        }
    });

    /** Empty when there is one with this key already. */
    Optional<Account> add(AccountRow row) {
        try {
            persistAndFlush(row);
        } catch (ConstraintViolationException _) {
            return Optional.empty();
        }
        return Optional.of(toDomain(row));
    }

    Optional<Account> find(CustomerId customer, EndpointId endpoint, long id) {
        return findByIdOptional(id)
                .filter(row -> row.customerId == customer.value() && row.endpointId == endpoint.value())
                .map(this::toDomain);
    }

    /** An account of any endpoint. */
    Optional<Account> find(CustomerId customer, long id) {
        return find("id = ?1 and customerId = ?2", id, customer.value())
                .firstResultOptional()
                .map(this::toDomain);
    }

    Optional<Account> findByKey(CustomerId customer, EndpointId endpoint, String thumbprint) {
        return find(
                        "customerId = ?1 and endpointId = ?2 and thumbprint = ?3",
                        customer.value(),
                        endpoint.value(),
                        thumbprint)
                .firstResultOptional()
                .map(this::toDomain);
    }

    void updateContacts(CustomerId customer, long id, List<Contact> contacts) {
        update("contacts = ?1 where id = ?2 and customerId = ?3", joined(contacts), id, customer.value());
    }

    /** VALID to another state; false when it was not valid any more. */
    boolean end(CustomerId customer, long id, AccountStatus to) {
        return update(
                        "status = ?1 where id = ?2 and customerId = ?3 and status = ?4",
                        to,
                        id,
                        customer.value(),
                        AccountStatus.VALID)
                == 1;
    }

    /** False when another account of the endpoint has the key, or this one has another key by now. */
    boolean changeKey(CustomerId customer, long id, AccountKey from, AccountKey to) {
        try {
            return update(
                            "thumbprint = ?1, publicKey = ?2 where id = ?3 and customerId = ?4 and thumbprint = ?5"
                                    + " and status = ?6",
                            to.thumbprint(),
                            to.toJson(),
                            id,
                            customer.value(),
                            from.thumbprint(),
                            AccountStatus.VALID)
                    == 1;
        } catch (ConstraintViolationException _) {
            return false;
        }
    }

    void wasActive(CustomerId customer, long id, String address, String userAgent, Instant now) {
        update(
                "address = ?1, userAgent = ?2, lastActiveAt = ?3 where id = ?4 and customerId = ?5",
                address,
                userAgent,
                now,
                id,
                customer.value());
    }

    Paged<AcmeClient> clients(CustomerId customer, ExternalAccountId external, AcmeClientFilter filter, Page page) {
        StringBuilder where = new StringBuilder("customerId = :customer and externalAccountId = :external");
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("customer", customer.value());
        parameters.put("external", external.value());
        addPart(where, parameters, "userAgent", filter.userAgent());
        addPart(where, parameters, "address", filter.address());
        addPart(where, parameters, "contacts", filter.contacts());
        if (filter.activeSince() != null) {
            where.append(" and lastActiveAt >= :since");
            parameters.put("since", filter.activeSince());
        }
        if (!filter.statuses().isEmpty()) {
            where.append(" and status in :statuses");
            parameters.put(
                    "statuses",
                    filter.statuses().stream()
                            .map(status -> AccountStatus.valueOf(status.name()))
                            .toList());
        }
        long total = count(where.toString(), parameters);
        if (total <= page.position() || page.size() == 0) {
            return new Paged<>(List.of(), total);
        }
        PanacheQuery<AccountRow> query = find(where + " order by id", parameters);
        return new Paged<>(
                query.range(page.position(), page.position() + page.size() - 1).list().stream()
                        .map(AccountRepository::toClient)
                        .toList(),
                total);
    }

    private static void addPart(
            StringBuilder where, Map<String, Object> parameters, String column, @Nullable String part) {
        if (part == null) {
            return;
        }
        where.append(" and lower(")
                .append(column)
                .append(") like :")
                .append(column)
                .append(" escape '!'");
        parameters.put(column, LikePattern.containing(part));
    }

    Optional<Account> findClient(CustomerId customer, ExternalAccountId external, long id) {
        return find("id = ?1 and customerId = ?2 and externalAccountId = ?3", id, customer.value(), external.value())
                .firstResultOptional()
                .map(this::toDomain);
    }

    List<Account> validOf(CustomerId customer, ExternalAccountId external) {
        return list(
                        "customerId = ?1 and externalAccountId = ?2 and status = ?3 order by id",
                        customer.value(),
                        external.value(),
                        AccountStatus.VALID)
                .stream()
                .map(this::toDomain)
                .toList();
    }

    static String joined(List<Contact> contacts) {
        return Stored.texts(contacts.stream().map(Contact::url).toList());
    }

    private static AcmeClient toClient(AccountRow row) {
        return new AcmeClient(
                row.id,
                Long.toString(row.id),
                row.address,
                row.userAgent,
                AcmeClient.Status.valueOf(row.status.name()),
                row.lastActiveAt,
                Stored.split(row.contacts));
    }

    private Account toDomain(AccountRow row) {
        return new Account(
                row.id,
                new CustomerId(row.customerId),
                new EndpointId(row.endpointId),
                row.externalAccountId == null ? null : new ExternalAccountId(row.externalAccountId),
                keys.computeIfAbsent(row.publicKey, AccountKey::of),
                row.status,
                Stored.split(row.contacts).stream().map(Contact::new).toList(),
                row.termsAgreed,
                row.binding,
                row.address,
                row.userAgent,
                row.createdAt,
                row.lastActiveAt);
    }
}
