package io.privyseal.enrollment;

import io.privyseal.audit.Actor;
import io.privyseal.audit.AuditEvent;
import io.privyseal.audit.AuditTrail;
import io.privyseal.authority.CertificatePlan;
import io.privyseal.authority.SealedPlan;
import io.privyseal.authority.SignedCertificate;
import io.privyseal.inventory.Certificate;
import io.privyseal.inventory.CertificateId;
import io.privyseal.inventory.Certificates;
import io.privyseal.platform.CustomerId;
import io.privyseal.platform.NodeIdentity;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.revocation.RevocationReason;
import io.privyseal.revocation.Revocations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The pipeline's transactions: each method is one, and holds all that must become true together. */
@Singleton
class EnrollmentRecorder {
    /** Longer than any signature takes, short enough that a dead node's requests do not wait long. */
    static final Duration LEASE = Duration.ofSeconds(60);

    /** Far more than stops ever hit one request. */
    static final int MOST_ATTEMPTS = 10;

    private static final int LONGEST_DETAIL = 1024;
    private static final String RENEW_ID_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
    private static final int RENEW_ID_LENGTH = 20;

    private final EnrollmentRepository requests;
    private final Certificates certificates;
    private final Revocations revocations;
    private final AuditTrail audit;
    private final NodeIdentity node;
    private final SecureRandom random;
    private final Clock clock;

    EnrollmentRecorder(
            EnrollmentRepository requests,
            Certificates certificates,
            Revocations revocations,
            AuditTrail audit,
            NodeIdentity node,
            SecureRandom random,
            Clock clock) {
        this.requests = requests;
        this.certificates = certificates;
        this.revocations = revocations;
        this.audit = audit;
        this.node = node;
        this.random = random;
        this.clock = clock;
    }

    /** Steps that read and the step that records their result, in one transaction: one state of the database, one commit. */
    @Transactional
    <T> T together(Supplier<T> steps) {
        return steps.get();
    }

    @Transactional
    Optional<Enrollment> findByTransaction(CustomerId customer, String transactionKey) {
        return requests.findByTransaction(customer, transactionKey);
    }

    @Transactional
    Enrollment require(CustomerId customer, RequestId id) {
        return requests.find(customer, id)
                .orElseThrow(() -> new RefusedException(
                        Refusal.UNKNOWN_CERTIFICATE, "There is no certificate with id " + id.value() + "."));
    }

    /** RECEIVED → AWAITING_APPROVAL: nobody sees the first state, so the row begins in the second. */
    @Transactional
    RecordedRequest recordWaiting(EnrollmentRequest request, CertificatePlan plan, DoorRecord record) {
        Instant now = clock.instant();
        EnrollmentRow row = requests.toRow(request, EnrollmentNames.of(plan), newRenewId(), now);
        row.state = RequestState.AWAITING_APPROVAL;
        RequestId id = requests.add(row);
        record.write(id, null);
        markReplaced(request, id);
        auditRequest(request, id, row);
        return new RecordedRequest(id, row.renewId);
    }

    /** A request that needs no approval, with what is about to be signed for it: RECEIVED → APPROVED → ISSUING at once. */
    @Transactional
    RecordedRequest recordIntent(
            EnrollmentRequest request, CertificatePlan plan, SealedPlan sealed, DoorRecord record) {
        Instant now = clock.instant();
        EnrollmentRow row = requests.toRow(request, EnrollmentNames.of(plan), newRenewId(), now);
        row.state = RequestState.ISSUING;
        row.approvedAt = now;
        row.planDigest = plan.digest();
        row.issuingSerial = sealed.serial().hex();
        row.node = node.value();
        row.leaseUntil = now.plus(LEASE);
        RequestId id = requests.add(row);
        record.write(id, sealed.validity().notAfter());
        markReplaced(request, id);
        requests.addIntent(request.customer(), id, sealed, now);
        auditRequest(request, id, row);
        return new RecordedRequest(id, row.renewId);
    }

    private void markReplaced(EnrollmentRequest request, RequestId id) {
        Predecessor predecessor = request.predecessor();
        if (predecessor != null && predecessor.isReplaced()) {
            requests.setSuccessor(request.customer(), predecessor.request(), id);
        }
    }

    /** APPROVED → ISSUING, with what is about to be signed. */
    @Transactional
    void claim(Enrollment enrollment, SealedPlan sealed) {
        Instant now = clock.instant();
        if (!requests.claim(enrollment.id(), sealed.serial(), node.value(), now.plus(LEASE))) {
            throw new RefusedException(Refusal.NOT_READY, "The request is being processed elsewhere.");
        }
        requests.addIntent(enrollment.customer(), enrollment.id(), sealed, now);
    }

    /**
     * ISSUING → ISSUED, with the certificate: from here on it may be handed out.
     *
     * @param predecessor the request that this one follows
     */
    @Transactional
    CertificateId recordResult(
            CustomerId customer,
            RequestId id,
            CertificatePlan plan,
            SignedCertificate signed,
            Actor actor,
            @Nullable Predecessor predecessor,
            DoorRecord record) {
        CertificateId certificate = certificates.add(customer, plan, signed, id.value());
        if (!requests.complete(id, signed.serial(), certificate, clock.instant())) {
            // Recovery counts this serial number as spent and signs another: what was signed here must not be handed
            // out.
            throw new RefusedException(Refusal.NOT_READY, "The request is being processed elsewhere.");
        }
        audit.record(new AuditEvent(
                customer, actor, "certificate.issue", "request", Long.toString(id.value()), Map.of(), issued(signed)));
        if (predecessor != null && predecessor.isRevoked()) {
            revokeReplaced(customer, predecessor.request(), id, actor);
        }
        record.issued(certificate, signed.notAfter());
        return certificate;
    }

    private void revokeReplaced(CustomerId customer, RequestId replaced, RequestId by, Actor actor) {
        requests.find(customer, replaced)
                .map(Enrollment::certificate)
                .map(certificate -> certificates.require(customer, certificate))
                .filter(certificate -> certificate.state() == Certificate.State.VALID)
                .ifPresent(certificate -> revocations.revoke(
                        customer,
                        certificate.id(),
                        RevocationReason.SUPERSEDED,
                        "Replaced by request " + by.value() + ".",
                        null,
                        actor));
    }

    /** ISSUING → FAILED; the key may have been used before it failed, so the serial number counts as spent. */
    @Transactional
    void recordSigningFailure(CustomerId customer, RequestId id, SealedPlan sealed, Refusal why, String detail) {
        requests.spend(id, sealed.serial(), clock.instant());
        if (requests.fail(id, sealed.serial(), why.name(), detail)) {
            auditRefusal(customer, id, RequestState.ISSUING, RequestState.FAILED, why, detail);
        }
    }

    /** APPROVED → REFUSED. */
    @Transactional
    void recordRefusal(CustomerId customer, RequestId id, Refusal why, String detail) {
        String kept = detail.length() <= LONGEST_DETAIL ? detail : detail.substring(0, LONGEST_DETAIL);
        if (requests.refuse(id, why.name(), kept)) {
            auditRefusal(customer, id, RequestState.APPROVED, RequestState.REFUSED, why, kept);
        }
    }

    private void auditRefusal(
            CustomerId customer, RequestId id, RequestState from, RequestState to, Refusal why, String detail) {
        audit.record(new AuditEvent(
                customer,
                Actor.system("enrollment"),
                "request." + to.name().toLowerCase(Locale.ROOT),
                "request",
                Long.toString(id.value()),
                Map.of("state", from.name()),
                Map.of("state", to.name(), "reason", why.name(), "detail", detail)));
    }

    /** AWAITING_APPROVAL or DECLINED → APPROVED. */
    @Transactional
    void approve(Enrollment enrollment, Decision decision, String digest) {
        Instant lease = decision.at().plus(LEASE);
        if (!enrollment.state().isApprovable()
                || !requests.approve(enrollment.id(), enrollment.state(), decision, digest, node.value(), lease)) {
            throw cannotDecide("approved", enrollment.state());
        }
        auditDecision(enrollment, decision, "request.approve", RequestState.APPROVED);
    }

    @Transactional
    void decline(Enrollment enrollment, Decision decision) {
        if (!enrollment.state().mayBecome(RequestState.DECLINED) || !requests.decline(enrollment.id(), decision)) {
            throw cannotDecide("declined", enrollment.state());
        }
        auditDecision(enrollment, decision, "request.decline", RequestState.DECLINED);
    }

    /** APPROVED → AWAITING_APPROVAL: what would be issued is no longer what was approved. */
    @Transactional
    void askAgain(Enrollment enrollment) {
        if (requests.move(enrollment.id(), RequestState.APPROVED, RequestState.AWAITING_APPROVAL)) {
            auditDecision(
                    enrollment,
                    new Decision(Actor.system("enrollment"), "The plan changed after its approval.", clock.instant()),
                    "request.ask-again",
                    RequestState.AWAITING_APPROVAL);
        }
    }

    /**
     * ISSUING → APPROVED after a crash; false when somebody is at work on it. After many attempts it goes on to REFUSED: what
     * always fails between signing and recording must not be signed for ever.
     */
    @Transactional
    boolean takeBack(Enrollment enrollment) {
        Instant now = clock.instant();
        if (!requests.takeBack(enrollment.id(), node.value(), now, now.plus(LEASE))) {
            return false;
        }
        audit.record(new AuditEvent(
                enrollment.customer(),
                Actor.system("recovery"),
                "request.take-back",
                "request",
                Long.toString(enrollment.id().value()),
                Map.of("state", RequestState.ISSUING.name()),
                Map.of("state", RequestState.APPROVED.name())));
        if (requests.countIntents(enrollment.id()) >= MOST_ATTEMPTS) {
            recordRefusal(
                    enrollment.customer(),
                    enrollment.id(),
                    Refusal.ISSUER_UNAVAILABLE,
                    "The certificate was signed " + MOST_ATTEMPTS + " times and could not be recorded.");
        }
        return true;
    }

    @Transactional
    boolean adopt(Enrollment enrollment) {
        Instant now = clock.instant();
        return requests.adopt(enrollment.id(), node.value(), now, now.plus(LEASE));
    }

    /** What is about to be signed for no request: a service's certificate. */
    @Transactional
    void recordIntent(CustomerId customer, SealedPlan sealed) {
        requests.addIntent(customer, null, sealed, clock.instant());
    }

    /** A certificate for Privyseal's own use. */
    @Transactional
    CertificateId recordService(CustomerId customer, CertificatePlan plan, SignedCertificate signed, Actor actor) {
        CertificateId certificate = certificates.add(customer, plan, signed, null);
        audit.record(new AuditEvent(
                customer,
                actor,
                "certificate.issue",
                "service-certificate",
                Long.toString(certificate.value()),
                Map.of(),
                issued(signed)));
        return certificate;
    }

    private void auditRequest(EnrollmentRequest request, RequestId id, EnrollmentRow row) {
        Map<String, String> after = new HashMap<>();
        after.put("state", row.state.name());
        after.put("via", request.via().name());
        after.put("organization", Long.toString(row.organizationId));
        after.put("profile", Long.toString(request.profile().value()));
        after.put("commonName", row.commonName);
        after.put("names", row.names);
        after.put("term", Integer.toString(row.termDays));
        Predecessor predecessor = request.predecessor();
        if (predecessor != null) {
            after.put(
                    "follows",
                    predecessor.how() + " of " + predecessor.request().value());
        }
        audit.record(new AuditEvent(
                request.customer(),
                request.requester(),
                "request.create",
                "request",
                Long.toString(id.value()),
                Map.of(),
                after));
    }

    private void auditDecision(Enrollment enrollment, Decision decision, String action, RequestState to) {
        audit.record(new AuditEvent(
                enrollment.customer(),
                decision.by(),
                action,
                "request",
                Long.toString(enrollment.id().value()),
                Map.of("state", enrollment.state().name()),
                Map.of("state", to.name(), "message", decision.message())));
    }

    private static Map<String, String> issued(SignedCertificate signed) {
        return Map.of(
                "serial", signed.serial().hex(),
                "authority", Long.toString(signed.issuer().value()),
                "notAfter", signed.notAfter().toString());
    }

    String newRenewId() {
        StringBuilder id = new StringBuilder(RENEW_ID_LENGTH);
        for (int i = 0; i < RENEW_ID_LENGTH; i++) {
            id.append(RENEW_ID_ALPHABET.charAt(random.nextInt(RENEW_ID_ALPHABET.length())));
        }
        return id.toString();
    }

    private static RefusedException cannotDecide(String verb, @Nullable RequestState state) {
        return new RefusedException(
                Refusal.STATE_CONFLICT, "The certificate cannot be " + verb + ": its state is " + state + ".");
    }
}
