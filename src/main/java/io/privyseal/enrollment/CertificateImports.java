package io.privyseal.enrollment;

import io.privyseal.audit.Actor;
import io.privyseal.audit.AuditEvent;
import io.privyseal.audit.AuditTrail;
import io.privyseal.csr.CheckedCsr;
import io.privyseal.csr.CsrChecker;
import io.privyseal.enrollment.EnrollmentRequest.CustomFieldValue;
import io.privyseal.inventory.Certificate;
import io.privyseal.inventory.CertificateId;
import io.privyseal.inventory.Certificates;
import io.privyseal.inventory.ForeignCertificate;
import io.privyseal.organization.CertificateKind;
import io.privyseal.organization.OrganizationId;
import io.privyseal.organization.Organizations;
import io.privyseal.platform.CustomerId;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes certificates of other CAs into the inventory, of whatever kind. */
@Singleton
public class CertificateImports {
    private final EnrollmentRepository requests;
    private final EnrollmentRecorder recorder;
    private final Certificates certificates;
    private final Organizations organizations;
    private final CsrChecker csrChecker;
    private final AuditTrail audit;
    private final Clock clock;

    CertificateImports(
            EnrollmentRepository requests,
            EnrollmentRecorder recorder,
            Certificates certificates,
            Organizations organizations,
            CsrChecker csrChecker,
            AuditTrail audit,
            Clock clock) {
        this.requests = requests;
        this.recorder = recorder;
        this.certificates = certificates;
        this.organizations = organizations;
        this.csrChecker = csrChecker;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * What is to be imported.
     *
     * @param csr the DER of the request that it answers; null when nobody has it any more
     * @param owner mail address; may be empty
     * @param backendId the number that it has elsewhere; may be empty
     */
    public record Draft(
            CertificateKind kind,
            OrganizationId organization,
            ForeignCertificate certificate,
            byte @Nullable [] csr,
            List<CustomFieldValue> customFields,
            String owner,
            String backendId,
            String comments) {}

    /** @param created false for a certificate that was on record before */
    public record Imported(Enrollment enrollment, Certificate certificate, boolean created) {}

    /**
     * Takes a certificate in, once.
     *
     * @throws RefusedException {@link Refusal#UNKNOWN_ORGANIZATION}, {@link Refusal#IN_USE} for one of the server's own, and
     *     what is wrong with the CSR
     */
    @Transactional
    public Imported take(CustomerId customer, Draft draft, Actor actor) {
        organizations.require(customer, draft.organization());
        requireFitting(draft);
        Optional<Certificate> known =
                certificates.findByContent(customer, draft.certificate().der());
        return known.isPresent() ? existing(customer, known.get()) : add(customer, draft, actor);
    }

    private void requireFitting(Draft draft) {
        byte[] der = draft.csr();
        if (der == null) {
            return;
        }
        CheckedCsr csr = csrChecker.check(der);
        if (!csr.publicKey().equals(draft.certificate().publicKey())) {
            throw new RefusedException(
                    Refusal.INVALID_FIELD, "Value of 'csr' is for another key than the certificate.");
        }
    }

    private Imported existing(CustomerId customer, Certificate certificate) {
        Long request = certificate.request();
        return Optional.ofNullable(request)
                .flatMap(id -> requests.find(customer, new RequestId(id)))
                .map(enrollment -> new Imported(enrollment, certificate, false))
                .orElseThrow(() -> new RefusedException(Refusal.IN_USE, "The certificate is one of the server's own."));
    }

    private Imported add(CustomerId customer, Draft draft, Actor actor) {
        Instant now = clock.instant();
        EnrollmentRow row =
                requests.toImportedRow(customer, draft, EnrollmentNames.of(draft.certificate()), actor, now);
        row.renewId = recorder.newRenewId();
        RequestId id = requests.add(row);
        CertificateId certificate = certificates.addImported(customer, draft.certificate(), id.value());
        row.certificateId = certificate.value();
        audit.record(new AuditEvent(
                customer,
                actor,
                "certificate.import",
                "request",
                Long.toString(id.value()),
                Map.of(),
                Map.of(
                        "kind", draft.kind().name(),
                        "organization", Long.toString(draft.organization().value()),
                        "subject", draft.certificate().subject(),
                        "issuer", draft.certificate().issuer(),
                        "serial", draft.certificate().serial().hex())));
        return new Imported(requests.toDomain(row), certificates.require(customer, certificate), true);
    }
}
