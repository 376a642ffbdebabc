package io.privyseal.enrollment;

import io.privyseal.audit.Actor;
import io.privyseal.audit.AuditEvent;
import io.privyseal.audit.AuditTrail;
import io.privyseal.enrollment.EnrollmentRequest.CustomFieldValue;
import io.privyseal.inventory.Certificate;
import io.privyseal.inventory.CertificateId;
import io.privyseal.inventory.CertificateLocations;
import io.privyseal.inventory.Certificates;
import io.privyseal.organization.CertificateKind;
import io.privyseal.platform.CustomerId;
import io.privyseal.platform.Page;
import io.privyseal.platform.Paged;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Requests and what became of them: to read, to annotate, and to forget what no longer matters. */
@Singleton
public class Enrollments {
    /** Longer chains of replacements are a circle, or somebody's loop. */
    private static final int MOST_REPLACEMENTS = 100;

    private final EnrollmentRepository requests;
    private final EnrollmentSearch search;
    private final Certificates certificates;
    private final CertificateLocations locations;
    private final AuditTrail audit;
    private final Clock clock;

    Enrollments(
            EnrollmentRepository requests,
            EnrollmentSearch search,
            Certificates certificates,
            CertificateLocations locations,
            AuditTrail audit,
            Clock clock) {
        this.requests = requests;
        this.search = search;
        this.certificates = certificates;
        this.locations = locations;
        this.audit = audit;
        this.clock = clock;
    }

    /** A request with its certificate, where it has one. */
    public record Found(Enrollment enrollment, @Nullable Certificate certificate, EnrollmentFilter.Status status) {}

    @Transactional
    public Paged<EnrollmentSummary> list(CustomerId customer, EnrollmentFilter filter, Page page) {
        return search.list(customer, filter, page, clock.instant());
    }

    @Transactional
    public long count(CustomerId customer, EnrollmentFilter filter) {
        return search.count(customer, filter, clock.instant());
    }

    /** @throws RefusedException {@link Refusal#UNKNOWN_CERTIFICATE}, also for a request of another kind */
    @Transactional
    public Found require(CustomerId customer, CertificateKind kind, RequestId id) {
        Enrollment enrollment = requests.find(customer, id)
                .filter(found -> found.kind() == kind)
                .orElseThrow(() -> unknown(id));
        return found(enrollment);
    }

    private Found found(Enrollment enrollment) {
        CertificateId certificateId = enrollment.certificate();
        Certificate certificate =
                certificateId == null ? null : certificates.require(enrollment.customer(), certificateId);
        return new Found(
                enrollment,
                certificate,
                EnrollmentFilter.Status.of(
                        enrollment.state(),
                        certificate != null && certificate.state() == Certificate.State.REVOKED,
                        certificate != null && certificate.isExpired(clock.instant())));
    }

    /**
     * What stands in a request's place now: itself, or its replacement's replacement, and so on. A replacement that came to
     * nothing replaces nothing; one that is under way does, since its requester waits for it.
     */
    @Transactional
    public Found current(Found found) {
        Enrollment now = found.enrollment();
        for (int i = 0; i < MOST_REPLACEMENTS && now.successor() != null; i++) {
            Optional<Enrollment> next = requests.find(now.customer(), now.successor());
            if (next.isEmpty() || next.get().state().isInVain()) {
                break;
            }
            now = next.get();
        }
        return now.id().equals(found.enrollment().id()) ? found : found(now);
    }

    /**
     * Changes what is noted beside a request.
     *
     * @param comments null to leave them as they are
     * @param customFields null to leave them as they are
     * @throws RefusedException {@link Refusal#UNKNOWN_CERTIFICATE}
     */
    @Transactional
    public Found annotate(
            CustomerId customer,
            RequestId id,
            @Nullable String comments,
            @Nullable List<CustomFieldValue> customFields,
            Actor actor) {
        EnrollmentRow row = requests.lock(customer, id).orElseThrow(() -> unknown(id));
        Map<String, String> before = new HashMap<>();
        Map<String, String> after = new HashMap<>();
        if (comments != null && !comments.equals(row.comments)) {
            before.put("comments", row.comments);
            after.put("comments", comments);
            row.comments = comments;
        }
        String fields = customFields == null ? row.customFields : requests.write(customFields);
        if (!fields.equals(row.customFields)) {
            before.put("customFields", row.customFields);
            after.put("customFields", fields);
            row.customFields = fields;
        }
        if (!after.isEmpty()) {
            record(customer, actor, "request.update", id, before, after);
        }
        return found(requests.toDomain(row));
    }

    /**
     * Takes a certificate that was imported, or a request that came to nothing, off the record. What was issued here stays:
     * whoever meets such a certificate must be able to find out about it.
     *
     * @throws RefusedException {@link Refusal#UNKNOWN_CERTIFICATE}, {@link Refusal#STATE_CONFLICT}, {@link Refusal#IN_USE}
     */
    @Transactional
    public void forget(CustomerId customer, RequestId id, Actor actor) {
        EnrollmentRow row = requests.lock(customer, id).orElseThrow(() -> unknown(id));
        Enrollment enrollment = requests.toDomain(row);
        if (!enrollment.isImported() && !enrollment.state().isInVain()) {
            throw new RefusedException(
                    Refusal.STATE_CONFLICT,
                    "Only imported certificates, and requests that came to nothing, can be deleted; the state is "
                            + enrollment.state() + ".");
        }
        locations.forget(customer, id.value());
        CertificateId certificate = enrollment.certificate();
        if (certificate != null) {
            certificates.removeImported(customer, certificate);
        }
        requests.remove(row);
        record(
                customer,
                actor,
                "request.delete",
                id,
                Map.of(
                        "state", enrollment.state().name(),
                        "via", enrollment.via().name(),
                        "commonName", enrollment.commonName(),
                        "organization", Long.toString(enrollment.organization().value())),
                Map.of());
    }

    private void record(
            CustomerId customer,
            Actor actor,
            String action,
            RequestId id,
            Map<String, String> before,
            Map<String, String> after) {
        audit.record(new AuditEvent(customer, actor, action, "request", Long.toString(id.value()), before, after));
    }

    private static RefusedException unknown(RequestId id) {
        return new RefusedException(Refusal.UNKNOWN_CERTIFICATE, "There is no certificate with id " + id.value() + ".");
    }
}
