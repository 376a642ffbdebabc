package io.privyseal.acme;

import io.privyseal.platform.CustomerId;
import io.privyseal.platform.SqlRepository;
import io.privyseal.protocol.acme.AuthorizationStatus;
import io.privyseal.protocol.acme.Identifier;
import io.privyseal.protocol.acme.Problem;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

@Singleton
class AuthorizationRepository implements SqlRepository<AuthorizationRow> {
    Authorization add(AuthorizationRow row) {
        persist(row);
        return toDomain(row);
    }

    Optional<Authorization> find(CustomerId customer, long account, long id) {
        return findByIdOptional(id)
                .filter(row -> row.customerId == customer.value() && row.accountId == account)
                .map(AuthorizationRepository::toDomain);
    }

    List<Authorization> list(CustomerId customer, long account, Collection<Long> ids) {
        return getSession().findMultiple(AuthorizationRow.class, List.copyOf(ids)).stream()
                .filter(row -> row != null && row.customerId == customer.value() && row.accountId == account)
                .map(AuthorizationRepository::toDomain)
                .toList();
    }

    /** Valid ones of the account for some names, the longest-lived first. */
    List<Authorization> valid(CustomerId customer, long account, Collection<String> identifiers, Instant until) {
        return list(
                        "customerId = ?1 and accountId = ?2 and identifier in ?3 and status = ?4 and expiresAt > ?5"
                                + " order by expiresAt desc",
                        customer.value(),
                        account,
                        identifiers,
                        AuthorizationStatus.VALID,
                        until)
                .stream()
                .map(AuthorizationRepository::toDomain)
                .toList();
    }

    /** Notes which challenge the client chose; false when it has chosen, or the authorization is not pending. */
    boolean attempt(Authorization authorization, String type, Instant now) {
        return change(
                        "update acme_authorization set attempted = ?1, attempted_at = ?2 where id = ?3 and customer_id = ?4"
                                + " and status = ?5 and attempted is null and expires_at > ?2",
                        type,
                        now,
                        authorization.id(),
                        authorization.customer().value(),
                        AuthorizationStatus.PENDING)
                == 1;
    }

    /** Takes over a check that a server has left; false when somebody else did. */
    boolean retake(Authorization authorization, Instant now) {
        return update(
                        "attemptedAt = ?1 where id = ?2 and customerId = ?3 and status = ?4 and attemptedAt = ?5",
                        now,
                        authorization.id(),
                        authorization.customer().value(),
                        AuthorizationStatus.PENDING,
                        authorization.attemptedAt())
                == 1;
    }

    List<Authorization> abandoned(Instant attemptedBefore, Instant now, int limit) {
        return find(
                        "status = ?1 and attemptedAt < ?2 and expiresAt > ?3 order by expiresAt",
                        AuthorizationStatus.PENDING,
                        attemptedBefore,
                        now)
                .page(0, limit)
                .list()
                .stream()
                .map(AuthorizationRepository::toDomain)
                .toList();
    }

    /** PENDING → VALID. */
    boolean prove(Authorization authorization, Instant at, Instant expires) {
        return change(
                        "update acme_authorization set status = ?1, validated_at = ?2, expires_at = ?3"
                                + " where id = ?4 and customer_id = ?5 and status = ?6",
                        AuthorizationStatus.VALID,
                        at,
                        expires,
                        authorization.id(),
                        authorization.customer().value(),
                        AuthorizationStatus.PENDING)
                == 1;
    }

    /** PENDING → INVALID. */
    boolean fail(Authorization authorization, Problem why) {
        return update(
                        "status = ?1, error = ?2 where id = ?3 and customerId = ?4 and status = ?5",
                        AuthorizationStatus.INVALID,
                        Stored.problem(why),
                        authorization.id(),
                        authorization.customer().value(),
                        AuthorizationStatus.PENDING)
                == 1;
    }

    /** PENDING or VALID → DEACTIVATED. */
    boolean deactivate(CustomerId customer, long account, long id) {
        return update(
                        "status = ?1 where id = ?2 and customerId = ?3 and accountId = ?4 and status in (?5, ?6)",
                        AuthorizationStatus.DEACTIVATED,
                        id,
                        customer.value(),
                        account,
                        AuthorizationStatus.PENDING,
                        AuthorizationStatus.VALID)
                == 1;
    }

    /** RFC 8555 §7.3.6: nothing of a deactivated account goes on. */
    void deactivateAll(CustomerId customer, long account) {
        update(
                "status = ?1 where customerId = ?2 and accountId = ?3 and status in (?4, ?5)",
                AuthorizationStatus.DEACTIVATED,
                customer.value(),
                account,
                AuthorizationStatus.PENDING,
                AuthorizationStatus.VALID);
    }

    /** Some that expired, oldest first, whoever's they are. */
    int deleteExpired(Instant before, int limit) {
        List<Long> ids = getEntityManager()
                .createQuery("select id from AuthorizationRow where expiresAt < :before order by expiresAt", Long.class)
                .setParameter("before", before)
                .setMaxResults(limit)
                .getResultList();
        return ids.isEmpty() ? 0 : (int) delete("id in ?1", ids);
    }

    private static Authorization toDomain(AuthorizationRow row) {
        return new Authorization(
                row.id,
                new CustomerId(row.customerId),
                row.accountId,
                new Identifier(row.type, row.identifier),
                row.wildcard,
                row.token,
                Stored.split(row.challenges),
                row.status,
                row.attempted,
                row.attemptedAt,
                row.validatedAt,
                Stored.problem(row.error),
                row.expiresAt);
    }
}
