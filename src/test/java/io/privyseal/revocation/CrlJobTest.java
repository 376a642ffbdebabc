package io.privyseal.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privyseal.audit.Actor;
import io.privyseal.authority.CertificateAuthority;
import io.privyseal.authority.KeyTemplate;
import io.privyseal.authority.TestIssuance;
import io.privyseal.platform.CustomerId;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(StatusTestProfile.class)
class CrlJobTest {
    private static final Actor ACTOR = Actor.system("test");

    private final CrlJob job;
    private final Crls crls;
    private final Revocations revocations;
    private final TestIssuance issuance;
    private CustomerId customer;
    private CertificateAuthority issuer;

    private record Config(Duration validity, Duration interval) implements CrlConfig {}

    @Inject
    CrlJobTest(CrlJob job, Crls crls, Revocations revocations, TestIssuance issuance) {
        this.job = job;
        this.crls = crls;
        this.revocations = revocations;
        this.issuance = issuance;
    }

    @BeforeEach
    void createAuthorities() {
        customer = issuance.customer();
        issuer = issuance.issuing(issuance.root(customer, KeyTemplate.P_256), KeyTemplate.P_256);
    }

    @Test
    void aCommittedRevocationMakesACrl() {
        long before = crls.find(issuer.id()).orElseThrow().number();
        revoke(issuance.leaf(issuer));

        job.refreshRevoked();

        assertThat(crls.find(issuer.id()).orElseThrow().number()).isEqualTo(before + 1);
    }

    @Test
    void aRevocationThatIsRolledBackMakesNone() {
        long before = crls.find(issuer.id()).orElseThrow().number();
        TestIssuance.Issued leaf = issuance.leaf(issuer);
        QuarkusTransaction.begin();
        revoke(leaf);
        QuarkusTransaction.rollback();

        job.refreshRevoked();

        assertThat(crls.find(issuer.id()).orElseThrow().number()).isEqualTo(before);
    }

    @Test
    void revocationsInARowShareACrl() {
        revoke(issuance.leaf(issuer));
        job.refreshRevoked();
        long first = crls.find(issuer.id()).orElseThrow().number();
        revoke(issuance.leaf(issuer));
        revoke(issuance.leaf(issuer));

        job.refreshRevoked();
        assertThat(crls.find(issuer.id()).orElseThrow().number()).isEqualTo(first);

        job.refreshDue();
        assertThat(crls.find(issuer.id()).orElseThrow().number()).isEqualTo(first + 1);
    }

    @Test
    void aValidityNoLongerThanTheIntervalStopsTheStart() {
        Config config = new Config(Duration.ofHours(24), Duration.ofHours(24));

        assertThatThrownBy(() -> job.onStart(new StartupEvent(), config)).isInstanceOf(IllegalStateException.class);
    }

    private void revoke(TestIssuance.Issued leaf) {
        revocations.revoke(customer, leaf.id(), RevocationReason.SUPERSEDED, null, null, ACTOR);
    }
}
