package io.privyseal.enrollment;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import io.privyseal.audit.Actor;
import io.privyseal.authority.CaSigner;
import io.privyseal.authority.CertificatePlan;
import io.privyseal.authority.CertificatePlan.KeyUsageBit;
import io.privyseal.authority.PlanSealer;
import io.privyseal.authority.SealedPlan;
import io.privyseal.authority.SerialNumber;
import io.privyseal.csr.CsrChecker;
import io.privyseal.enrollment.TestTenants.Tenant;
import io.privyseal.inventory.Certificate;
import io.privyseal.inventory.Certificates;
import io.privyseal.organization.CertificateKind;
import io.privyseal.organization.Organizations;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.profile.CertificateProfile;
import io.privyseal.profile.Planner;
import io.privyseal.profile.ProfileId;
import io.privyseal.profile.ProfileRules;
import io.privyseal.profile.Profiles;
import io.privyseal.revocation.Revocations;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.x500.X500Name;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a server that stopped half-way left behind, and what two of them do at once. */
@QuarkusTest
@TestProfile(EnrollmentTestProfile.class)
class EnrollmentRecoveryTest {
    private static final int TERM = 90;
    private static final byte[] CSR = TestCsr.der(new X500Name("CN=www.example.test"));

    @Inject
    TestTenants tenants;

    @Inject
    EnrollmentPipeline pipeline;

    @Inject
    Door door;

    @Inject
    EnrollmentRecovery recovery;

    @Inject
    EnrollmentRecorder recorder;

    @Inject
    Certificates certificates;

    @Inject
    Revocations revocations;

    @Inject
    CsrChecker csrChecker;

    @Inject
    Organizations organizations;

    @Inject
    Profiles profiles;

    @Inject
    Planner planner;

    @Inject
    PlanSealer sealer;

    @Inject
    CaSigner signer;

    @Inject
    MovableClock clock;

    @Inject
    EntityManager entities;

    private Tenant tenant;

    @BeforeEach
    void startsWithNothingLeftBehind() {
        recovery.recoverOwn();
        tenant = tenants.create();
    }

    @AfterEach
    void returnsToThePresent() {
        clock.comeBack();
    }

    @Test
    void issuesUnderANewSerialWhatStoppedBeforeItsResult() {
        SealedPlan sealed = sealed();
        RequestId id = intended(sealed);
        assertThat(recovery.recoverOwn()).isEqualTo(1);
        Certificate certificate = certificate(id);
        assertThat(certificate.serial()).isNotEqualTo(sealed.serial());
        assertThat(isSpent(sealed.serial())).isTrue();
        assertThat(isSpent(certificate.serial())).isFalse();
        assertThat(recovery.recoverOwn()).isZero();
    }

    @Test
    void revokesASerialThatIsSpent() {
        SealedPlan sealed = sealed();
        intended(sealed);
        String path = "/api/issuer/v1/" + tenant.issuer().value() + "/revoke/serial/"
                + sealed.serial().withColons();
        revoke(path).then().statusCode(404).body("code", equalTo(-5101));
        recovery.recoverOwn();
        revoke(path).then().statusCode(204);
        assertThat(revocations.find(tenant.customer(), tenant.issuer(), sealed.serial()))
                .isPresent();
    }

    @Test
    void keepsNoCertificateOfANodeThatCameTooLate() {
        EnrollmentRequest request = request(tenant.automatic(), null);
        SealedPlan sealed = sealed();
        RequestId id = recorder.recordIntent(request, sealed.plan(), sealed, DoorRecord.NONE)
                .id();
        recovery.recoverOwn();
        SerialNumber issued = certificate(id).serial();
        assertThatThrownBy(() -> recorder.recordResult(
                        tenant.customer(),
                        id,
                        sealed.plan(),
                        signer.sign(sealed),
                        TestTenants.ACTOR,
                        null,
                        (_, _) -> {}))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.reason()).isEqualTo(Refusal.NOT_READY));
        assertThat(certificate(id).serial()).isEqualTo(issued);
        assertThat(certificates.listBySerial(tenant.customer(), sealed.serial()))
                .isEmpty();
    }

    @Test
    void issuesWhatWasApprovedBeforeTheStop() {
        RequestId id = approved();
        assertThat(state(id)).isEqualTo(RequestState.APPROVED);
        assertThat(recovery.recoverOwn()).isEqualTo(1);
        assertThat(state(id)).isEqualTo(RequestState.ISSUED);
    }

    @Test
    void asksAgainWhenThePlanChangedAfterItsApproval() {
        RequestId id = approved();
        changeKeyUsage(tenant.reviewed());
        recovery.recoverOwn();
        assertThat(state(id)).isEqualTo(RequestState.AWAITING_APPROVAL);
        assertThat(pipeline.approve(tenant.customer(), id, "Fine as it is now", TestTenants.ACTOR))
                .isInstanceOf(Outcome.Issued.class);
        assertThat(certificate(id).keyUsage()).containsExactly("digitalSignature", "nonRepudiation");
    }

    @Test
    void refusesWhatWouldNoLongerBeAllowed() {
        RequestId id = approved();
        profiles.enable(tenant.customer(), tenant.reviewed(), false, TestTenants.ACTOR);
        recovery.recoverOwn();
        assertThat(state(id)).isEqualTo(RequestState.REFUSED);
        assertThat(recorder.require(tenant.customer(), id).refusalDetail()).contains("disabled");
    }

    @Test
    void leavesAloneWhatAnotherNodeIsWorkingOn() {
        SealedPlan sealed = sealed();
        RequestId id = intended(sealed);
        giveToAnotherNode(id);
        assertThat(recovery.recoverOwn()).isZero();
        recovery.recoverExpired();
        assertThat(state(id)).isEqualTo(RequestState.ISSUING);
        clock.goAhead(EnrollmentRecorder.LEASE.plusSeconds(1));
        recovery.recoverExpired();
        assertThat(state(id)).isEqualTo(RequestState.ISSUED);
    }

    @Test
    void issuesOnceForManyNodesAtOnce() throws Exception {
        List<RequestId> left = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            SealedPlan sealed = sealed();
            left.add(intended(sealed));
            left.add(approved());
        }
        atOnce(4, recovery::recoverOwn);
        assertThat(left).allSatisfy(id -> assertThat(state(id)).isEqualTo(RequestState.ISSUED));
        assertThat(issuedCertificates()).isEqualTo(8);
    }

    @Test
    void keepsGoingAfterARequestThatCannotGoOn() {
        SealedPlan broken = sealed();
        SealedPlan sound = sealed();
        RequestId stuck = intended(broken);
        RequestId next = recorder.recordIntent(request(tenant.reviewed(), null), sound.plan(), sound, DoorRecord.NONE)
                .id();
        sql("update certificate_profile set rules = '{}' where id = "
                + tenant.automatic().value());
        assertThat(recovery.recoverOwn()).isEqualTo(1);
        assertThat(state(stuck)).isEqualTo(RequestState.APPROVED);
        assertThat(state(next)).isEqualTo(RequestState.ISSUED);
        sql("update enrollment_request set state = 'CANCELLED' where id = " + stuck.value());
    }

    @Test
    void givesUpWhatIsSignedAgainAndAgainAndNeverRecorded() {
        SealedPlan first = sealed();
        RequestId id = intended(first);
        for (int attempt = 1; attempt < EnrollmentRecorder.MOST_ATTEMPTS; attempt++) {
            recorder.takeBack(recorder.require(tenant.customer(), id));
            assertThat(state(id)).isEqualTo(RequestState.APPROVED);
            recorder.claim(recorder.require(tenant.customer(), id), sealed());
        }
        recovery.recoverOwn();
        assertThat(state(id)).isEqualTo(RequestState.REFUSED);
        assertThat(issuedCertificates()).isZero();
    }

    @Test
    void letsALateFailureEndNobodyElsesAttempt() {
        SealedPlan late = sealed();
        RequestId id = intended(late);
        recorder.takeBack(recorder.require(tenant.customer(), id));
        SealedPlan sound = sealed();
        recorder.claim(recorder.require(tenant.customer(), id), sound);
        recorder.recordSigningFailure(tenant.customer(), id, late, Refusal.ISSUER_UNAVAILABLE, "The key is gone.");
        assertThat(state(id)).isEqualTo(RequestState.ISSUING);
        assertThat(isSpent(late.serial())).isTrue();
        recovery.recoverOwn();
        assertThat(state(id)).isEqualTo(RequestState.ISSUED);
    }

    @Test
    void keepsARefusalHoweverMuchItSays() {
        RequestId id = approved();
        recorder.recordRefusal(tenant.customer(), id, Refusal.LINT_FAILED, "x".repeat(2000));
        assertThat(state(id)).isEqualTo(RequestState.REFUSED);
    }

    @Test
    void replacesACertificateOnceForManyAtOnce() throws Exception {
        RequestId old = requests(List.of(pipeline.submit(request(tenant.automatic(), null))))
                .iterator()
                .next();
        EnrollmentRequest replacement = replacement(old);
        List<Outcome> outcomes = atOnce(4, () -> door.submit(replacement));
        assertThat(outcomes).filteredOn(Outcome.Issued.class::isInstance).hasSize(1);
        assertThat(outcomes)
                .filteredOn(outcome ->
                        outcome instanceof Outcome.Refused refused && refused.reason() == Refusal.STATE_CONFLICT)
                .hasSize(3);
        assertThat(issuedCertificates()).isEqualTo(2);
    }

    @Test
    void spendsTheSerialOfASignatureThatFailed() {
        SealedPlan sealed = sealed();
        RequestId id = intended(sealed);
        recorder.recordSigningFailure(tenant.customer(), id, sealed, Refusal.ISSUER_UNAVAILABLE, "The key is gone.");
        assertThat(state(id)).isEqualTo(RequestState.FAILED);
        assertThat(isSpent(sealed.serial())).isTrue();
        assertThat(recovery.recoverOwn()).isZero();
    }

    @Test
    void givesTheSameOutcomeForTheSameTransaction() {
        Outcome first = pipeline.submit(request(tenant.automatic(), "transaction-1"));
        assertThat(first).isInstanceOf(Outcome.Issued.class);
        assertThat(pipeline.submit(request(tenant.automatic(), "transaction-1")))
                .usingRecursiveComparison()
                .ignoringFields("signed")
                .isEqualTo(first);
        Outcome waiting = pipeline.submit(request(tenant.reviewed(), "transaction-2"));
        assertThat(waiting).isInstanceOf(Outcome.Pending.class);
        assertThat(pipeline.submit(request(tenant.reviewed(), "transaction-2"))).isEqualTo(waiting);
        assertThat(issuedCertificates()).isEqualTo(1);
    }

    @Test
    void keepsTransactionsOfCustomersApart() {
        Tenant other = tenants.create();
        Outcome first = pipeline.submit(request(tenant.automatic(), "transaction-3"));
        tenant = other;
        Outcome second = pipeline.submit(request(other.automatic(), "transaction-3"));
        assertThat(requests(List.of(first, second))).hasSize(2);
        assertThat(second).isInstanceOf(Outcome.Issued.class);
    }

    @Test
    void issuesOnceForTheSameTransactionAtOnce() throws Exception {
        for (int round = 0; round < 5; round++) {
            EnrollmentRequest automatic = request(tenant.automatic(), "at-once-" + round);
            EnrollmentRequest reviewed = request(tenant.reviewed(), "reviewed-at-once-" + round);
            assertThat(requests(atOnce(8, () -> door.submit(automatic)))).hasSize(1);
            assertThat(requests(atOnce(8, () -> door.submit(reviewed)))).hasSize(1);
        }
        assertThat(issuedCertificates()).isEqualTo(5);
    }

    @Test
    void writesWhatADoorKeepsTogetherWithTheRequest() {
        List<RequestId> written = new ArrayList<>();
        EnrollmentRequest automatic = request(tenant.automatic(), "transaction-4");
        DoorRecord record = (id, notAfter) -> {
            assertThat(notAfter).isAfter(clock.instant());
            written.add(id);
        };
        Outcome outcome = pipeline.submit(automatic, pipeline.check(CSR), record);
        assertThat(requests(List.of(outcome))).containsExactlyElementsOf(written);
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Issued.class,
                        issued -> assertThat(issued.signed()).isNotNull());
        pipeline.submit(automatic, pipeline.check(CSR), record);
        assertThat(written).as("once for each request").hasSize(1);
    }

    @Test
    void keepsNoRequestWhoseDoorCannotWriteWhatItKeeps() {
        EnrollmentRequest automatic = request(tenant.automatic(), "transaction-5");
        assertThatThrownBy(() -> pipeline.submit(automatic, pipeline.check(CSR), (_, _) -> {
                    throw new IllegalStateException("no room");
                }))
                .hasMessage("no room");
        assertThat(pipeline.find(tenant.customer(), "transaction-5")).isEmpty();
        assertThat(issuedCertificates()).isZero();
    }

    private static Set<RequestId> requests(List<Outcome> outcomes) {
        return outcomes.stream()
                .map(outcome -> switch (outcome) {
                    case Outcome.Issued issued -> issued.request().id();
                    case Outcome.Pending pending -> pending.request().id();
                    case Outcome.Refused refused -> throw new AssertionError(refused);
                })
                .collect(Collectors.toSet());
    }

    private static <T> List<T> atOnce(int times, Callable<T> call) throws Exception {
        List<T> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(times)) {
            for (Future<T> result : threads.invokeAll(Collections.nCopies(times, call))) {
                results.add(result.get());
            }
        }
        return results;
    }

    /** A request whose node stopped when it was about to sign this for it. */
    private RequestId intended(SealedPlan sealed) {
        return recorder.recordIntent(request(tenant.automatic(), null), sealed.plan(), sealed, DoorRecord.NONE)
                .id();
    }

    /** A request that was approved, and whose node stopped then. */
    private RequestId approved() {
        RequestId id = waiting();
        recorder.approve(
                recorder.require(tenant.customer(), id),
                decision(),
                plan(tenant.reviewed()).digest());
        return id;
    }

    private RequestId waiting() {
        if (pipeline.submit(request(tenant.reviewed(), null)) instanceof Outcome.Pending pending) {
            return pending.request().id();
        }
        throw new AssertionError("Not waiting");
    }

    private EnrollmentRequest request(ProfileId profile, @Nullable String transaction) {
        return new EnrollmentRequest(
                tenant.customer(),
                tenant.organization(),
                profile,
                CertificateKind.SSL,
                CSR,
                List.of(),
                TERM,
                "",
                "",
                List.of(),
                TestTenants.ACTOR,
                RequestedVia.REST,
                transaction,
                false);
    }

    private Response revoke(String path) {
        return given().header("customerUri", tenant.uri())
                .header("login", TestTenants.ADMIN)
                .header("password", TestTenants.PASSWORD)
                .contentType(ContentType.JSON)
                .body(Map.of("reasonCode", 1, "reason", "Turned up"))
                .post(path);
    }

    private EnrollmentRequest replacement(RequestId old) {
        return new EnrollmentRequest(
                tenant.customer(),
                tenant.organization(),
                tenant.automatic(),
                CertificateKind.SSL,
                CSR,
                List.of(),
                TERM,
                "",
                "",
                List.of(),
                TestTenants.ACTOR,
                RequestedVia.REST,
                null,
                false,
                null,
                new Predecessor(old, Predecessor.How.REPLACEMENT));
    }

    private SealedPlan sealed() {
        return sealer.seal(plan(tenant.automatic()));
    }

    private CertificatePlan plan(ProfileId profile) {
        return planner.plan(
                profiles.require(tenant.customer(), profile),
                organizations.require(tenant.customer(), tenant.organization()),
                csrChecker.check(CSR),
                List.of(),
                TERM);
    }

    private Decision decision() {
        return new Decision(Actor.system("reviewer"), "Fine", clock.instant());
    }

    private void changeKeyUsage(ProfileId profile) {
        profiles.update(tenant.customer(), profile, EnrollmentRecoveryTest::withNonRepudiation, TestTenants.ACTOR);
    }

    private static CertificateProfile withNonRepudiation(CertificateProfile profile) {
        ProfileRules old = profile.rules();
        ProfileRules rules = new ProfileRules(
                old.terms(),
                old.keyTypes(),
                old.names(),
                old.wildcards(),
                old.subject(),
                Set.of(KeyUsageBit.DIGITAL_SIGNATURE, KeyUsageBit.NON_REPUDIATION),
                old.extendedKeyUsage(),
                old.approval(),
                old.overflow());
        return new CertificateProfile(
                profile.id(),
                profile.customer(),
                profile.kind(),
                profile.name(),
                profile.description(),
                profile.enabled(),
                profile.issuer(),
                rules,
                profile.organizations());
    }

    private RequestState state(RequestId id) {
        return recorder.require(tenant.customer(), id).state();
    }

    private Certificate certificate(RequestId id) {
        Enrollment enrollment = recorder.require(tenant.customer(), id);
        assertThat(enrollment.state()).isEqualTo(RequestState.ISSUED);
        if (enrollment.certificate() == null) {
            throw new AssertionError("No certificate");
        }
        return certificates.require(tenant.customer(), enrollment.certificate());
    }

    private boolean isSpent(SerialNumber serial) {
        return QuarkusTransaction.requiringNew()
                .call(() -> entities.createQuery("select spentAt from IssuanceRow where serial = ?1", Instant.class)
                                .setParameter(1, serial.hex())
                                .getSingleResult()
                        != null);
    }

    /** The customer's certificates but for those of its two CAs. */
    private long issuedCertificates() {
        return QuarkusTransaction.requiringNew()
                        .call(() -> entities.createQuery(
                                        "select count(*) from CertificateRow where customerId = ?1", Long.class)
                                .setParameter(1, tenant.customer().value())
                                .getSingleResult())
                - 2;
    }

    private void giveToAnotherNode(RequestId id) {
        sql("update enrollment_request set node = 'another' where id = " + id.value());
    }

    private void sql(String statement) {
        QuarkusTransaction.requiringNew()
                .run(() -> entities.createNativeQuery(statement).executeUpdate());
    }

    /** Calls the pipeline as requests do. */
    @Singleton
    static class Door {
        private final EnrollmentPipeline pipeline;

        Door(EnrollmentPipeline pipeline) {
            this.pipeline = pipeline;
        }

        @ActivateRequestContext
        Outcome submit(EnrollmentRequest request) {
            return pipeline.submit(request);
        }
    }
}
