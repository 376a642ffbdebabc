package io.privyseal.enrollment;

import io.privyseal.inventory.Certificate;
import io.privyseal.inventory.CertificateId;
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
import org.jspecify.annotations.Nullable;

/** Requests and what became of them, to read. */
@Singleton
public class Enrollments {
    private final EnrollmentRepository requests;
    private final EnrollmentSearch search;
    private final Certificates certificates;
    private final Clock clock;

    Enrollments(EnrollmentRepository requests, EnrollmentSearch search, Certificates certificates, Clock clock) {
        this.requests = requests;
        this.search = search;
        this.certificates = certificates;
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
                .orElseThrow(() -> new RefusedException(
                        Refusal.UNKNOWN_CERTIFICATE, "There is no certificate with id " + id.value() + "."));
        CertificateId certificateId = enrollment.certificate();
        Certificate certificate = certificateId == null ? null : certificates.require(customer, certificateId);
        return new Found(enrollment, certificate, status(enrollment, certificate));
    }

    private EnrollmentFilter.Status status(Enrollment enrollment, @Nullable Certificate certificate) {
        return switch (enrollment.state()) {
            case RECEIVED, AWAITING_APPROVAL -> EnrollmentFilter.Status.REQUESTED;
            case APPROVED -> EnrollmentFilter.Status.APPROVED;
            case ISSUING -> EnrollmentFilter.Status.APPLIED;
            case DECLINED, CANCELLED -> EnrollmentFilter.Status.DECLINED;
            case REFUSED -> EnrollmentFilter.Status.INVALID;
            case FAILED -> EnrollmentFilter.Status.REJECTED;
            case ISSUED -> {
                if (certificate != null && certificate.state() == Certificate.State.REVOKED) {
                    yield EnrollmentFilter.Status.REVOKED;
                }
                yield certificate != null && certificate.isExpired(clock.instant())
                        ? EnrollmentFilter.Status.EXPIRED
                        : EnrollmentFilter.Status.ISSUED;
            }
        };
    }
}
