package io.privyseal.enrollment;

import static org.assertj.core.api.Assertions.assertThat;

import io.privyseal.authority.Authorities;
import io.privyseal.authority.AuthorityId;
import io.privyseal.authority.CertificateAuthority;
import io.privyseal.authority.OcspResponder;
import io.privyseal.enrollment.TestTenants.Tenant;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Duration;
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
