package io.privyseal.acme;

import io.privyseal.inventory.CertificateId;
import io.privyseal.platform.CustomerId;
import io.privyseal.platform.SqlRepository;
import io.privyseal.protocol.acme.CertificateIdentifier;
import io.privyseal.protocol.acme.Problem;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

@Singleton
class OrderRepository implements SqlRepository<OrderRow> {
    Order add(OrderRow row) {
        persist(row);
        return toDomain(row);
    }

    Optional<Order> find(CustomerId customer, long account, long id) {
        return findByIdOptional(id)
                .filter(row -> row.customerId == customer.value() && row.accountId == account)
                .map(OrderRepository::toDomain);
    }

    /** A page of the account's orders that are not invalid, the newest first. */
    List<Long> list(CustomerId customer, long account, long before, int limit, Instant now) {
        return getEntityManager()
                .createQuery(
                        "select id from OrderRow where customerId = :customer and accountId = :account and id < :before"
                                + " and state <> :invalid and (state <> :open or expiresAt > :now) order by id desc",
                        Long.class)
                .setParameter("customer", customer.value())
                .setParameter("account", account)
                .setParameter("before", before)
                .setParameter("invalid", Order.State.INVALID)
                .setParameter("open", Order.State.OPEN)
                .setParameter("now", now)
                .setMaxResults(limit)
                .getResultList();
    }

    /** OPEN → PROCESSING with this CSR; false when somebody else was first. */
    boolean claim(Order order, String csrSha256) {
        return change(
                        "update acme_order set state = ?1, csr_sha256 = ?2 where id = ?3 and customer_id = ?4 and state = ?5",
                        Order.State.PROCESSING,
                        csrSha256,
                        order.id(),
                        order.customer().value(),
                        Order.State.OPEN)
                == 1;
    }

    /** PROCESSING → VALID; the order is kept as long as its certificate can be replaced or revoked by it. */
    boolean complete(Order order, CertificateId certificate, Instant ends) {
        return change(
                        "update acme_order set state = ?1, certificate_id = ?2, ends_at = ?3"
                                + " where id = ?4 and customer_id = ?5 and state = ?6",
                        Order.State.VALID,
                        certificate.value(),
                        ends,
                        order.id(),
                        order.customer().value(),
                        Order.State.PROCESSING)
                == 1;
    }

    /**
     * OPEN or PROCESSING → INVALID.
     *
     * @param csrSha256 of the CSR that is at fault, or empty; an order that another CSR has claimed is left alone
     */
    boolean fail(Order order, String csrSha256, Problem why) {
        return change(
                        "update acme_order set state = ?1, error = ?2 where id = ?3 and customer_id = ?4"
                                + " and (state = ?5 or state = ?6 and csr_sha256 = ?7)",
                        Order.State.INVALID,
                        Stored.problem(why),
                        order.id(),
                        order.customer().value(),
                        Order.State.OPEN,
                        Order.State.PROCESSING,
                        csrSha256)
                == 1;
    }

    /** Whether an order that is not invalid replaces the certificate already (RFC 9773 §5). */
    boolean isReplaced(CustomerId customer, CertificateIdentifier certificate, Instant now) {
        return count(
                        "customerId = ?1 and replaces = ?2 and state <> ?3 and (state <> ?4 or expiresAt > ?5)",
                        customer.value(),
                        certificate.value(),
                        Order.State.INVALID,
                        Order.State.OPEN,
                        now)
                > 0;
    }

    /** The account that a certificate was issued to by an order. */
    Optional<Long> accountOf(CustomerId customer, CertificateId certificate) {
        return find("customerId = ?1 and certificateId = ?2", customer.value(), certificate.value())
                .firstResultOptional()
                .map(row -> row.accountId);
    }

    /** Some that are of no use any more, oldest first, whoever's they are. */
    int deleteEnded(Instant before, int limit) {
        List<Long> ids = getEntityManager()
                .createQuery(
                        "select id from OrderRow where endsAt < :before and state <> :processing order by endsAt",
                        Long.class)
                .setParameter("before", before)
                .setParameter("processing", Order.State.PROCESSING)
                .setMaxResults(limit)
                .getResultList();
        return ids.isEmpty() ? 0 : (int) delete("id in ?1", ids);
    }

    private static Order toDomain(OrderRow row) {
        return new Order(
                row.id,
                new CustomerId(row.customerId),
                row.accountId,
                row.profile,
                Stored.identifiers(row.identifiers),
                Stored.numbers(row.authorizations),
                row.state,
                Stored.problem(row.error),
                row.notBefore,
                row.notAfter,
                row.replaces == null ? null : new CertificateIdentifier(row.replaces),
                row.csrSha256,
                row.certificateId == null ? null : new CertificateId(row.certificateId),
                Stored.split(row.countedAs),
                row.createdAt,
                row.expiresAt);
    }
}
