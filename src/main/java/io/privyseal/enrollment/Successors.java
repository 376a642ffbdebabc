package io.privyseal.enrollment;

import io.privyseal.audit.Actor;
import io.privyseal.authority.WantedValidity;
import io.privyseal.inventory.Certificate;
import io.privyseal.organization.CertificateKind;
import io.privyseal.platform.CustomerId;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.profile.ProfileId;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Requests that follow an earlier one; each takes the one way to a certificate, by today's profile and delegations. */
@Singleton
public class Successors {
    private final Enrollments enrollments;
    private final EnrollmentPipeline pipeline;
    private final Clock clock;

    Successors(Enrollments enrollments, EnrollmentPipeline pipeline, Clock clock) {
        this.enrollments = enrollments;
        this.pipeline = pipeline;
        this.clock = clock;
    }

    /**
     * Requests another certificate for the same key and names, and the same term from now on.
     *
     * @throws RefusedException {@link Refusal#UNKNOWN_CERTIFICATE}, {@link Refusal#STATE_CONFLICT} for what was never
     *     issued here, or is revoked
     */
    public Outcome renew(CustomerId customer, CertificateKind kind, RequestId id, Actor actor) {
        Enrollments.Found found = enrollments.require(customer, kind, id);
        requireStatus(found, "renewed", EnrollmentFilter.Status.ISSUED, EnrollmentFilter.Status.EXPIRED);
        byte[] csr = found.enrollment().storedCsr();
        return pipeline.submit(request(found.enrollment(), "renewed", csr, null, actor, Predecessor.How.RENEWAL, ""));
    }

    /**
     * Requests a certificate for another key in the place of a valid one. It ends when the old one would have: a longer life
     * is a renewal's to give.
     *
     * @param reason what the administrator says
     * @param revoke whether the old certificate is revoked in the moment the new one is issued
     * @throws RefusedException as {@link #renew}, and {@link Refusal#STATE_CONFLICT} while another replacement is under way
     */
    public Outcome replace(
            CustomerId customer,
            CertificateKind kind,
            RequestId id,
            byte[] csr,
            String reason,
            boolean revoke,
            Actor actor) {
        Enrollments.Found found = enrollments.current(enrollments.require(customer, kind, id));
        requireStatus(found, "replaced", EnrollmentFilter.Status.ISSUED);
        Certificate certificate = found.certificate();
        if (certificate == null) {
            throw new IllegalStateException("Issued without a certificate: " + id);
        }
        return pipeline.submit(request(
                found.enrollment(),
                "replaced",
                csr,
                new WantedValidity(null, certificate.notAfter(), clock.instant()),
                actor,
                revoke ? Predecessor.How.REPLACEMENT_WITH_REVOCATION : Predecessor.How.REPLACEMENT,
                reason));
    }

    private static EnrollmentRequest request(
            Enrollment earlier,
            String verb,
            byte @Nullable [] csr,
            @Nullable WantedValidity validity,
            Actor actor,
            Predecessor.How how,
            String reason) {
        ProfileId profile = earlier.profile();
        if (profile == null || csr == null) {
            throw new RefusedException(
                    Refusal.STATE_CONFLICT,
                    "The certificate cannot be " + verb + ": it was imported, and has no profile here.");
        }
        return new EnrollmentRequest(
                earlier.customer(),
                earlier.organization(),
                profile,
                earlier.kind(),
                csr,
                earlier.requestedNames(),
                earlier.termDays(),
                reason.isEmpty() ? earlier.comments() : reason,
                earlier.externalRequester(),
                earlier.customFields(),
                actor,
                RequestedVia.REST,
                null,
                false,
                validity,
                new Predecessor(earlier.id(), how));
    }

    private static void requireStatus(Enrollments.Found found, String verb, EnrollmentFilter.Status... allowed) {
        for (EnrollmentFilter.Status status : allowed) {
            if (found.status() == status) {
                return;
            }
        }
        throw new RefusedException(
                Refusal.STATE_CONFLICT,
                "The certificate cannot be " + verb + ": its status is " + found.status() + ".");
    }
}
