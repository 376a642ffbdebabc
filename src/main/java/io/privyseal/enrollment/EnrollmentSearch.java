package io.privyseal.enrollment;

import io.privyseal.authority.SerialNumber;
import io.privyseal.enrollment.EnrollmentFilter.Status;
import io.privyseal.organization.OrganizationId;
import io.privyseal.platform.CustomerId;
import io.privyseal.platform.LikePattern;
import io.privyseal.platform.Page;
import io.privyseal.platform.Paged;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds the query of a filter: only what is asked for becomes part of it, and every value is a parameter. */
@Singleton
class EnrollmentSearch {
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
        Query query = entityManager.createQuery(
                "select r.id, r.commonName, r.names, c.serial" + FROM + conditions.text + " order by r.id",
                Object[].class);
        conditions.parameters.forEach(query::setParameter);
        List<?> rows =
                query.setFirstResult(page.position()).setMaxResults(page.size()).getResultList();
        return new Paged<>(rows.stream().map(row -> summary((Object[]) row)).toList(), total);
    }

    long count(CustomerId customer, EnrollmentFilter filter, Instant now) {
        return count(conditions(customer, filter, now));
    }

    private long count(Conditions conditions) {
        Query query = entityManager.createQuery("select count(*)" + FROM + conditions.text, Long.class);
        conditions.parameters.forEach(query::setParameter);
        return (Long) query.getSingleResult();
    }

    private static EnrollmentSummary summary(Object[] row) {
        String serial = (String) row[3];
        return new EnrollmentSummary(
                new RequestId((Long) row[0]),
                (String) row[1],
                Arrays.stream(((String) row[2]).split(","))
                        .filter(name -> !name.isEmpty())
                        .toList(),
                serial == null ? null : new SerialNumber(serial));
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
        if (filter.status() != null) {
            addStatus(out, filter.status(), now);
        }
        return out;
    }

    private static void addStatus(Conditions out, Status status, Instant now) {
        switch (status) {
            case REQUESTED ->
                out.add(
                        "r.state in (:states)",
                        "states",
                        List.of(RequestState.RECEIVED, RequestState.AWAITING_APPROVAL));
            case APPROVED -> out.equal("r.state", "state", RequestState.APPROVED);
            case APPLIED -> out.equal("r.state", "state", RequestState.ISSUING);
            case DECLINED ->
                out.add("r.state in (:states)", "states", List.of(RequestState.DECLINED, RequestState.CANCELLED));
            case INVALID -> out.equal("r.state", "state", RequestState.REFUSED);
            case REJECTED -> out.equal("r.state", "state", RequestState.FAILED);
            case ISSUED -> out.add("c.revokedAt is null and c.notAfter >= :now", "now", now);
            case REVOKED -> out.text.append(" and c.revokedAt is not null");
            case EXPIRED -> out.add("c.revokedAt is null and c.notAfter < :now", "now", now);
            case REPLACED, NEVER -> out.text.append(" and 1 = 0");
        }
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
