package io.privyseal.enrollment;

import io.privyseal.authority.SerialNumber;
import io.privyseal.enrollment.EnrollmentFilter.Status;
import io.privyseal.enrollment.EnrollmentSummary.CertificateSummary;
import io.privyseal.organization.OrganizationId;
import io.privyseal.platform.CustomerId;
import io.privyseal.platform.LikePattern;
import io.privyseal.platform.Page;
import io.privyseal.platform.Paged;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Builds the query of a filter: only what is asked for becomes part of it, and every value is a parameter. */
@Singleton
class EnrollmentSearch {
    private static final String SELECT =
            "select r.id, r.commonName, r.names, r.state, r.backendId, c.serial, c.subject, c.issuer, c.md5, c.sha1, c.revokedAt, c.notAfter";
    private static final String FROM =
            " from EnrollmentRow r left join CertificateRow c on c.id = r.certificateId where r.customerId = :customer and r.kind = :kind";

    private final EntityManager entityManager;

    EnrollmentSearch(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    Paged<EnrollmentSummary> list(CustomerId customer, EnrollmentFilter filter, Page page, Instant now) {
        Conditions conditions = conditions(customer, filter, now);
        long total = count(conditions);
        if (page.size() == 0 || page.position() >= total) {
            return new Paged<>(List.of(), total);
        }
        Query query = entityManager.createQuery(SELECT + FROM + conditions.text + " order by r.id", Object[].class);
        conditions.parameters.forEach(query::setParameter);
        List<?> rows =
                query.setFirstResult(page.position()).setMaxResults(page.size()).getResultList();
        return new Paged<>(
                rows.stream().map(row -> summary((Object[]) row, now)).toList(), total);
    }

    long count(CustomerId customer, EnrollmentFilter filter, Instant now) {
        return count(conditions(customer, filter, now));
    }

    private long count(Conditions conditions) {
        Query query = entityManager.createQuery("select count(*)" + FROM + conditions.text, Long.class);
        conditions.parameters.forEach(query::setParameter);
        return (Long) query.getSingleResult();
    }

    private static EnrollmentSummary summary(Object[] row, Instant now) {
        String serial = (String) row[5];
        Instant notAfter = (Instant) row[11];
        return new EnrollmentSummary(
                new RequestId((Long) row[0]),
                (String) row[1],
                Arrays.stream(((String) row[2]).split(","))
                        .filter(name -> !name.isEmpty())
                        .toList(),
                Status.of((RequestState) row[3], row[10] != null, notAfter != null && now.isAfter(notAfter)),
                (String) row[4],
                serial == null
                        ? null
                        : new CertificateSummary(
                                new SerialNumber(serial), (String) row[6], (String) row[7], (String) row[8], (String)
                                        row[9]));
    }

    private static Conditions conditions(CustomerId customer, EnrollmentFilter filter, Instant now) {
        Conditions out = new Conditions();
        out.parameters.put("customer", customer.value());
        out.parameters.put("kind", filter.kind());
        if (filter.visible() != null) {
            out.add(
                    "r.organizationId in (:visible)",
                    "visible",
                    filter.visible().stream().map(OrganizationId::value).toList());
        }
        out.contains("r.commonNameKey", "commonName", filter.commonName());
        if (filter.name() != null) {
            out.add("r.names like :name escape '!'", "name", LikePattern.member(filter.name()));
        }
        out.equal("r.profileId", "profile", filter.profile());
        out.equal("r.organizationId", "organization", filter.organization());
        out.contains("lower(c.issuer)", "issuer", filter.issuer());
        out.equal("c.serial", "serial", filter.serial());
        out.contains("lower(r.requesterName)", "requester", filter.requester());
        out.contains("lower(r.externalRequester)", "externalRequester", filter.externalRequester());
        out.contains("lower(c.signatureAlgorithm)", "signatureAlgorithm", filter.signatureAlgorithm());
        out.contains("lower(c.keyAlgorithm)", "keyAlgorithm", filter.keyAlgorithm());
        out.equal("c.keyParameter", "keyParameter", filter.keyParameter());
        out.equal("c.sha1", "sha1", filter.sha1());
        out.equal("c.md5", "md5", filter.md5());
        out.contains("lower(c.keyUsage)", "keyUsage", filter.keyUsage());
        out.contains("lower(c.extendedKeyUsage)", "extendedKeyUsage", filter.extendedKeyUsage());
        out.equal("r.via", "via", filter.via());
        out.contains(
                "concat(lower(r.requesterName), ' ', lower(r.externalRequester), ' ', lower(coalesce(r.owner, '')))",
                "mail",
                filter.mail());
        out.equal("coalesce(r.backendId, cast(r.id as string))", "backendId", filter.backendId());
        if (filter.statuses() != null) {
            addStatuses(out, filter.statuses(), now);
        }
        return out;
    }

    private static void addStatuses(Conditions out, Set<Status> statuses, Instant now) {
        List<RequestState> states =
                statuses.stream().flatMap(status -> states(status).stream()).toList();
        List<String> any = new ArrayList<>();
        if (!states.isEmpty()) {
            any.add("r.state in (:states)");
            out.parameters.put("states", states);
        }
        if (statuses.contains(Status.ISSUED)) {
            any.add("c.revokedAt is null and c.notAfter >= :now");
        }
        if (statuses.contains(Status.EXPIRED)) {
            any.add("c.revokedAt is null and c.notAfter < :now");
        }
        if (statuses.contains(Status.ISSUED) || statuses.contains(Status.EXPIRED)) {
            out.parameters.put("now", now);
        }
        if (statuses.contains(Status.REVOKED)) {
            any.add("c.revokedAt is not null");
        }
        out.text.append(any.isEmpty() ? " and 1 = 0" : " and ((" + String.join(") or (", any) + "))");
    }

    /** The states of requests without a certificate that a status stands for. */
    private static List<RequestState> states(Status status) {
        return switch (status) {
            case REQUESTED -> List.of(RequestState.RECEIVED, RequestState.AWAITING_APPROVAL);
            case APPROVED -> List.of(RequestState.APPROVED);
            case APPLIED -> List.of(RequestState.ISSUING);
            case DECLINED -> List.of(RequestState.DECLINED, RequestState.CANCELLED);
            case INVALID -> List.of(RequestState.REFUSED);
            case REJECTED -> List.of(RequestState.FAILED);
            case ISSUED, REVOKED, EXPIRED, REPLACED, NEVER -> List.of();
        };
    }

    private static final class Conditions {
        final StringBuilder text = new StringBuilder();
        final Map<String, Object> parameters = new HashMap<>();

        void add(String condition, String name, Object value) {
            text.append(" and ").append(condition);
            parameters.put(name, value);
        }

        void equal(String column, String name, @Nullable Object value) {
            if (value != null) {
                add(column + " = :" + name, name, value);
            }
        }

        void contains(String column, String name, @Nullable String part) {
            if (part != null) {
                add(column + " like :" + name + " escape '!'", name, LikePattern.containing(part));
            }
        }
    }
}
