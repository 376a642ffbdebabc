package io.privyseal.enrollment;

import io.privyseal.audit.Actor;
import io.privyseal.authority.CaSigner;
import io.privyseal.authority.CertificatePlan;
import io.privyseal.authority.PlanSealer;
import io.privyseal.authority.SealedPlan;
import io.privyseal.authority.SignedCertificate;
import io.privyseal.authority.SubjectAlternativeName;
import io.privyseal.authority.WantedValidity;
import io.privyseal.csr.CheckedCsr;
import io.privyseal.csr.CsrChecker;
import io.privyseal.enrollment.DoorClaim.Wanted;
import io.privyseal.inventory.CertificateId;
import io.privyseal.organization.CertificateKind;
import io.privyseal.organization.Organization;
import io.privyseal.organization.OrganizationId;
import io.privyseal.organization.Organizations;
import io.privyseal.platform.CustomerId;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.profile.CertificateProfile;
import io.privyseal.profile.Planner;
import io.privyseal.profile.ProfileId;
import io.privyseal.profile.ProfileRules.Approval;
import io.privyseal.profile.Profiles;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The one way to a certificate, whatever the door. Steps 1, 2 and 12 (decode, authenticate, answer) are the doors'.
 *
 * <p>No method here is transactional: signing happens between two transactions of the recorder, and never inside one.
 */
@Singleton
public class EnrollmentPipeline {
    private static final Logger LOG = Logger.getLogger(EnrollmentPipeline.class);
    private static final Duration RETRY_AFTER_DECISION = Duration.ofMinutes(1);
    private static final Duration RETRY_SOON = Duration.ofSeconds(2);

    private final CsrChecker csrChecker;
    private final Organizations organizations;
    private final Profiles profiles;
    private final Planner planner;
    private final IdentifierAuthorizer authorizer;
    private final PlanSealer sealer;
    private final EnrollmentRecorder recorder;
    private final CaSigner signer;
    private final PipelineSteps steps;
    private final Clock clock;

    EnrollmentPipeline(
            CsrChecker csrChecker,
            Organizations organizations,
            Profiles profiles,
            Planner planner,
            IdentifierAuthorizer authorizer,
            PlanSealer sealer,
            EnrollmentRecorder recorder,
            CaSigner signer,
            PipelineSteps steps,
            Clock clock) {
        this.csrChecker = csrChecker;
        this.organizations = organizations;
        this.profiles = profiles;
        this.planner = planner;
        this.authorizer = authorizer;
        this.sealer = sealer;
        this.recorder = recorder;
        this.signer = signer;
        this.steps = steps;
        this.clock = clock;
    }

    /**
     * Takes a request; the same transaction key gives the same outcome again.
     *
     * <p>A request that is refused here leaves nothing behind.
     */
    public Outcome submit(EnrollmentRequest request) {
        return submit(request, () -> check(request.csr(), request.via()), DoorRecord.NONE);
    }

    /**
     * As {@link #submit(EnrollmentRequest)}, by a door that had to look into the CSR first.
     *
     * @param csr the request's own, from a check for its door
     * @throws IllegalArgumentException when it is another one
     */
    public Outcome submit(EnrollmentRequest request, CheckedCsr csr) {
        return submit(request, csr, DoorRecord.NONE);
    }

    /**
     * As {@link #submit(EnrollmentRequest, CheckedCsr)}, by a door that keeps something of the request.
     *
     * @param record what it throws is thrown, and leaves nothing behind
     */
    public Outcome submit(EnrollmentRequest request, CheckedCsr csr, DoorRecord record) {
        return submit(request, () -> csr, record);
    }

    /**
     * As {@link #submit(EnrollmentRequest)}, for what a door has on record: what is refused here leaves that as it was.
     *
     * @return empty when the door found nothing to be enrolled
     */
    public Optional<Outcome> submit(DoorClaim claim) {
        Optional<Outcome> outcome;
        try {
            outcome = process(() -> claim.claim().map(wanted -> prepare(wanted, claim)), claim);
        } catch (RefusedException e) {
            outcome = Optional.of(new Outcome.Refused(e.reason(), e.detail()));
        }
        outcome.ifPresent(steps::came);
        return outcome;
    }

    /**
     * Checks a CSR: step 4.
     *
     * @throws RefusedException as {@link CsrChecker#check}
     */
    public CheckedCsr check(byte[] csr) {
        return steps.run("check", () -> csrChecker.check(csr));
    }

    /** As {@link #check(byte[])}, by the rules of a door about where the wished names stand. */
    public CheckedCsr check(byte[] csr, RequestedVia via) {
        return via.takesChangedNames() ? steps.run("check", () -> csrChecker.checkWithChangedNames(csr)) : check(csr);
    }

    private Outcome submit(EnrollmentRequest request, Supplier<CheckedCsr> check, DoorRecord record) {
        Outcome outcome = outcomeOf(request, check, record);
        steps.came(outcome);
        return outcome;
    }

    private Outcome outcomeOf(EnrollmentRequest request, Supplier<CheckedCsr> check, DoorRecord record) {
        try {
            // 4. Check the CSR: first, so that it keeps no transaction waiting
            Wanted wanted = new Wanted(request, check.get());
            return process(() -> Optional.of(prepareOnce(wanted, record)), record)
                    .orElseThrow();
        } catch (RefusedException e) {
            // The same request came twice at once, and the other was recorded first.
            Optional<Enrollment> first = e.reason() == Refusal.NOT_READY ? findEarlier(request) : Optional.empty();
            if (first.isPresent()) {
                return outcomeOf(first.get());
            }
            return new Outcome.Refused(e.reason(), e.detail());
        }
    }

    /**
     * Refuses a validity that could not be given now, so that a door need not wait for the CSR to say so.
     *
     * @throws RefusedException {@link Refusal#ISSUER_UNAVAILABLE} or {@link Refusal#TERM_NOT_IN_PROFILE}
     */
    public void requirePossible(CertificateProfile profile, int termDays, WantedValidity validity) {
        sealer.requirePossible(profile.issuer(), termDays, validity);
    }

    /** What became of the request with this transaction key; empty when there is none. */
    public Optional<Outcome> find(CustomerId customer, String transactionKey) {
        return recorder.findByTransaction(customer, transactionKey).map(EnrollmentPipeline::outcomeOf);
    }

    private Optional<Enrollment> findEarlier(EnrollmentRequest request) {
        String key = request.transactionKey();
        return key == null ? Optional.empty() : recorder.findByTransaction(request.customer(), key);
    }

    private Optional<Outcome> process(Supplier<Optional<Prepared>> steps, DoorRecord record) {
        return recorder.together(steps).map(prepared -> switch (prepared) {
            case Prepared.Known(Enrollment earlier) -> outcomeOf(earlier);
            case Prepared.Waiting(RecordedRequest recorded) -> new Outcome.Pending(recorded, RETRY_AFTER_DECISION);
            case Prepared.ToSign(EnrollmentRequest request, RecordedRequest recorded, SealedPlan sealed) ->
                issue(request.customer(), recorded, sealed, request.requester(), request.predecessor(), record);
        });
    }

    /** A request on record, and how it goes on. */
    private sealed interface Prepared {
        record Known(Enrollment request) implements Prepared {}

        record Waiting(RecordedRequest request) implements Prepared {}

        record ToSign(EnrollmentRequest request, RecordedRequest recorded, SealedPlan sealed) implements Prepared {}
    }

    private Prepared prepareOnce(Wanted wanted, DoorRecord record) {
        // 3. Submit
        Optional<Enrollment> earlier = findEarlier(wanted.request());
        return earlier.isPresent() ? new Prepared.Known(earlier.get()) : prepare(wanted, record);
    }

    private Prepared prepare(Wanted wanted, DoorRecord record) {
        EnrollmentRequest request = wanted.request();
        // 5. Plan, 6. Authorize identifiers
        Planned planned = plan(
                request.customer(),
                request.organization(),
                request.profile(),
                request.kind(),
                request.via(),
                wanted.csr(),
                request.names(),
                request.termDays(),
                request.validity());
        // 7. Approve
        if (request.waits() || planned.profile().rules().approval() == Approval.ADMINISTRATOR) {
            return new Prepared.Waiting(
                    steps.run("wait", () -> recorder.recordWaiting(request, planned.plan(), record)));
        }
        // 8. Seal
        SealedPlan sealed = steps.run("seal", () -> sealer.seal(planned.plan()));
        // 9. Record intent
        return new Prepared.ToSign(
                request,
                steps.run("intent", () -> recorder.recordIntent(request, planned.plan(), sealed, record)),
                sealed);
    }

    /** What is planned, and by which profile. */
    private record Planned(CertificateProfile profile, CertificatePlan plan) {}

    private Planned plan(
            CustomerId customer,
            OrganizationId organizationId,
            ProfileId profileId,
            CertificateKind kind,
            RequestedVia via,
            CheckedCsr csr,
            List<SubjectAlternativeName> names,
            int termDays,
            @Nullable WantedValidity validity) {
        Planned planned = steps.run("plan", () -> {
            Organization organization = organizations.require(customer, organizationId);
            if (via == RequestedVia.REST && !organization.details().allowsRest(kind)) {
                throw new RefusedException(
                        Refusal.FEATURE_DISABLED, "Enrollment by REST is disabled for '" + organization.name() + "'.");
            }
            CertificateProfile profile = profiles.requireUsable(customer, profileId, kind, organizationId);
            return new Planned(
                    profile,
                    planner.plan(profile, organization, csr, names, termDays).within(validity));
        });
        return steps.run("authorize", () -> {
            authorizer.requireAuthorized(customer, organizationId, kind, planned.plan());
            return planned;
        });
    }

    private Planned planAgain(Enrollment enrollment) {
        ProfileId profile = enrollment.profile();
        if (profile == null) {
            throw new IllegalStateException("Imported, and so never to be issued: " + enrollment.id());
        }
        return plan(
                enrollment.customer(),
                enrollment.organization(),
                profile,
                enrollment.kind(),
                enrollment.via(),
                check(enrollment.csr(), enrollment.via()),
                enrollment.requestedNames(),
                enrollment.termDays(),
                enrollment.validity());
    }

    private Outcome issue(
            CustomerId customer,
            RecordedRequest request,
            SealedPlan sealed,
            Actor actor,
            @Nullable Predecessor predecessor,
            DoorRecord record) {
        RequestId id = request.id();
        // 10. Sign
        SignedCertificate signed;
        try {
            signed = steps.run("sign", () -> signer.sign(sealed));
        } catch (RuntimeException e) {
            LOG.errorf(e, "Request %d could not be signed", id.value());
            String detail = "The certificate could not be signed; the request is kept.";
            recorder.recordSigningFailure(customer, id, sealed, Refusal.ISSUER_UNAVAILABLE, detail);
            return new Outcome.Refused(Refusal.ISSUER_UNAVAILABLE, detail);
        }
        // 11. Record result
        try {
            CertificateId certificate = steps.run(
                    "result",
                    () -> recorder.recordResult(customer, id, sealed.plan(), signed, actor, predecessor, record));
            return new Outcome.Issued(request, certificate, signed);
        } catch (RefusedException e) {
            LOG.warnf("Request %d was taken over while it was signed: %s", id.value(), e.detail());
            return new Outcome.Pending(request, RETRY_SOON);
        }
    }

    /**
     * Approves a waiting or declined request and issues its certificate.
     *
     * @throws RefusedException when it is not in such a state, or would now be refused; it then stays as it was
     */
    public Outcome approve(CustomerId customer, RequestId id, String message, Actor approver) {
        Enrollment enrollment = recorder.require(customer, id);
        if (!enrollment.state().isApprovable()) {
            throw new RefusedException(
                    Refusal.STATE_CONFLICT,
                    "The certificate cannot be approved: its state is " + enrollment.state() + ".");
        }
        CertificatePlan plan = planAgain(enrollment).plan();
        // Not used: what cannot be sealed now is refused before it is approved.
        sealer.seal(plan);
        recorder.approve(enrollment, new Decision(approver, message, clock.instant()), plan.digest());
        return resume(customer, id, approver);
    }

    /** Declines a waiting request. */
    public void decline(CustomerId customer, RequestId id, String message, Actor decider) {
        recorder.decline(recorder.require(customer, id), new Decision(decider, message, clock.instant()));
    }

    /**
     * Goes on with an approved request: it is planned and checked afresh, because profiles and delegations change while
     * people think.
     */
    Outcome resume(CustomerId customer, RequestId id, Actor actor) {
        Outcome outcome = proceed(customer, id, actor);
        steps.came(outcome);
        return outcome;
    }

    private Outcome proceed(CustomerId customer, RequestId id, Actor actor) {
        Enrollment enrollment = recorder.require(customer, id);
        if (enrollment.state() != RequestState.APPROVED) {
            return outcomeOf(enrollment);
        }
        try {
            CertificatePlan plan = planAgain(enrollment).plan();
            if (!plan.digest().equals(enrollment.planDigest())) {
                recorder.askAgain(enrollment);
                return new Outcome.Pending(recorded(enrollment), RETRY_AFTER_DECISION);
            }
            SealedPlan sealed = steps.run("seal", () -> sealer.seal(plan));
            steps.run("intent", () -> {
                recorder.claim(enrollment, sealed);
                return sealed;
            });
            return issue(customer, recorded(enrollment), sealed, actor, enrollment.predecessor(), DoorRecord.NONE);
        } catch (RefusedException e) {
            if (e.reason() == Refusal.NOT_READY) {
                return new Outcome.Pending(recorded(enrollment), RETRY_SOON);
            }
            recorder.recordRefusal(customer, id, e.reason(), e.detail());
            return new Outcome.Refused(e.reason(), e.detail());
        }
    }

    private static Outcome outcomeOf(Enrollment enrollment) {
        return switch (enrollment.state()) {
            case ISSUED -> {
                CertificateId certificate = enrollment.certificate();
                if (certificate == null) {
                    throw new IllegalStateException("Issued without a certificate: " + enrollment.id());
                }
                yield new Outcome.Issued(recorded(enrollment), certificate, null);
            }
            case RECEIVED, AWAITING_APPROVAL -> new Outcome.Pending(recorded(enrollment), RETRY_AFTER_DECISION);
            case APPROVED, ISSUING -> new Outcome.Pending(recorded(enrollment), RETRY_SOON);
            case DECLINED, CANCELLED ->
                new Outcome.Refused(Refusal.STATE_CONFLICT, orElse(enrollment.decisionMessage(), "Declined."));
            case REFUSED, FAILED ->
                new Outcome.Refused(Refusal.STATE_CONFLICT, orElse(enrollment.refusalDetail(), "Refused."));
        };
    }

    private static RecordedRequest recorded(Enrollment enrollment) {
        return new RecordedRequest(enrollment.id(), enrollment.renewId());
    }

    private static String orElse(@Nullable String text, String otherwise) {
        return text == null ? otherwise : text;
    }
}
