package io.privyseal.enrollment;

import static org.assertj.core.api.Assertions.assertThat;

import io.privyseal.audit.Actor;
import io.privyseal.authority.Authorities;
import io.privyseal.authority.AuthorityId;
import io.privyseal.authority.CaSigner;
import io.privyseal.authority.CertificateAuthority;
import io.privyseal.authority.CertificatePlan;
import io.privyseal.authority.OcspResponder;
import io.privyseal.authority.OcspSigner;
import io.privyseal.authority.PlanSealer;
import io.privyseal.authority.SignedCertificate;
import io.privyseal.enrollment.TestTenants.Tenant;
import io.privyseal.platform.CustomerId;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(EnrollmentTestProfile.class)
class DelegatedRespondersTest {
    @Inject
    TestTenants tenants;

    @Inject
    DelegatedResponders responders;

    @Inject
    ResponderRenewal renewal;

    @Inject
    OcspResponderRepository repository;

    @Inject
    OcspSigner signer;

    @Inject
    PlanSealer sealer;

    @Inject
    CaSigner caSigner;

    @Inject
    EnrollmentRecorder recorder;

    @Inject
    Authorities authorities;

    @Inject
    MovableClock clock;

    @Inject
    EntityManager entities;

    private Tenant tenant;

    @BeforeEach
    void createAuthorities() {
        tenant = tenants.create();
    }

    @AfterEach
    void returnsToThePresent() {
        clock.comeBack();
    }

    @Test
    void makesAResponderForAnIssuingCaAndNoneForItsRoot() {
        renewal.renew();

        assertThat(keys()).isEqualTo(1);
        assertThat(responders.find(issuer())).isPresent();
        assertThat(responders.find(authority(tenant.root()))).isEmpty();
    }

    @Test
    void makesNoKeysForCasThatCannotDelegate() {
        move(CertificateAuthority.State.SUSPENDED);

        renewal.renew();
        clock.goAhead(Duration.ofMinutes(5));
        renewal.renew();

        assertThat(keys()).isZero();
    }

    @Test
    void usesTheResponderOfASuspendedCaAsLongAsItIsGood() {
        OcspResponder made = responders.find(issuer()).orElseThrow();
        move(CertificateAuthority.State.SUSPENDED);

        clock.goAhead(Duration.ofDays(29));
        assertThat(responders.find(issuer())).contains(made);
        clock.goAhead(Duration.ofDays(2));
        assertThat(responders.find(issuer())).isEmpty();
        assertThat(keys()).isEqualTo(1);
    }

    @Test
    void leavesNoKeyBehindWhenTheCertificateIsRefused() {
        // What this CA has become is not known yet to whoever asks for its responder.
        CertificateAuthority active = issuer();
        move(CertificateAuthority.State.SUSPENDED);

        assertThat(responders.find(active)).isEmpty();
        assertThat(keys()).isZero();
    }

    @Test
    void renewsAResponderInTime() {
        OcspResponder made = responders.find(issuer()).orElseThrow();

        clock.goAhead(Duration.ofDays(21));

        assertThat(responders.find(issuer())).isPresent().get().isNotEqualTo(made);
        assertThat(keys()).isEqualTo(2);
    }

    @Test
    void makesNoOtherResponderWhenItsCaEndsAsSoon() {
        Duration life =
                Duration.between(clock.instant(), issuer().requireCertificate().notAfter());
        clock.goAhead(life.minusDays(5));
        OcspResponder made = responders.find(issuer()).orElseThrow();

        clock.goAhead(Duration.ofDays(1));

        assertThat(responders.find(issuer())).contains(made);
        assertThat(keys()).isEqualTo(1);
    }

    @Test
    void keepsTheOldResponderWhenARenewalFails() {
        OcspResponder made = responders.find(issuer()).orElseThrow();
        AtomicInteger attempts = new AtomicInteger();
        DelegatedResponders failing = respondersBy(() -> {
            attempts.incrementAndGet();
            throw new IllegalStateException("disk full");
        });
        clock.goAhead(Duration.ofDays(21));

        assertThat(failing.find(issuer())).contains(made);
        assertThat(failing.find(issuer())).contains(made);
        assertThat(attempts).hasValue(1);
        clock.goAhead(Duration.ofMinutes(2));
        assertThat(failing.find(issuer())).contains(made);
        assertThat(attempts).hasValue(2);
    }

    @Test
    void leavesSigningToTheCaWhenTheFirstResponderCannotBeMade() {
        DelegatedResponders failing = respondersBy(() -> {
            throw new IllegalStateException("disk full");
        });

        assertThat(failing.find(issuer())).isEmpty();
        assertThat(keys()).isZero();
    }

    @Test
    void answersWithTheOldResponderWhileAnotherThreadRenews() throws Exception {
        CertificateAuthority issuer = issuer();
        OcspResponder made = responders.find(issuer).orElseThrow();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        DelegatedResponders slow = respondersBy(() -> {
            begun.countDown();
            await(released);
            throw new IllegalStateException("disk full");
        });
        clock.goAhead(Duration.ofDays(21));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                Future<Optional<OcspResponder>> renewing = threads.submit(() -> slow.find(issuer));
                await(begun);
                assertThat(threads.submit(() -> slow.find(issuer)).get(20, TimeUnit.SECONDS))
                        .contains(made);
                released.countDown();
                assertThat(renewing.get(20, TimeUnit.SECONDS)).contains(made);
            } finally {
                released.countDown();
            }
        }
    }

    private DelegatedResponders respondersBy(Runnable issuance) {
        ServiceCertificates certificates = new ServiceCertificates(sealer, caSigner, recorder) {
            @Override
            public <T> T issue(
                    CustomerId customer, CertificatePlan plan, Actor actor, Function<SignedCertificate, T> record) {
                issuance.run();
                return super.issue(customer, plan, actor, record);
            }
        };
        return new DelegatedResponders(certificates, repository, signer, clock);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private CertificateAuthority issuer() {
        return authority(tenant.issuer());
    }

    private CertificateAuthority authority(AuthorityId id) {
        return authorities.require(tenant.customer(), id);
    }

    private void move(CertificateAuthority.State state) {
        authorities.move(tenant.customer(), tenant.issuer(), state, TestTenants.ACTOR);
    }

    private long keys() {
        return QuarkusTransaction.requiringNew().call(() -> (Long) entities.createNativeQuery(
                        "select count(*) from signing_key where purpose = 'OCSP' and customer_id = :customer",
                        Long.class)
                .setParameter("customer", tenant.customer().value())
                .getSingleResult());
    }
}
