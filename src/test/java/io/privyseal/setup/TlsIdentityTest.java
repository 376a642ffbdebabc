package io.privyseal.setup;

import static org.assertj.core.api.Assertions.assertThat;

import io.privyseal.authority.Authorities;
import io.privyseal.authority.CertificateAuthority;
import io.privyseal.authority.CertificateAuthority.State;
import io.privyseal.enrollment.EnrollmentTestProfile;
import io.privyseal.enrollment.MovableClock;
import io.privyseal.enrollment.TestTenants;
import io.privyseal.organization.Customers;
import io.privyseal.platform.CustomerId;
import io.privyseal.platform.Home;
import io.privyseal.platform.tls.ServerCertificate;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(EnrollmentTestProfile.class)
class TlsIdentityTest {
    private static final String CHAIN_FILE = "server.pem";

    @Inject
    TlsIdentity identity;

    @Inject
    ServerCertificate shown;

    @Inject
    Authorities authorities;

    @Inject
    Customers customers;

    @Inject
    Home home;

    @Inject
    MovableClock clock;

    private CustomerId customer;
    private List<CertificateAuthority> issuers;

    @BeforeEach
    void findIssuers() {
        customer = customers.findByUri(FirstStart.CUSTOMER_URI).orElseThrow().id();
        issuers = authorities.list(customer).stream()
                .filter(found -> found.kind() == CertificateAuthority.Kind.ISSUING && found.state() == State.ACTIVE)
                .toList();
        makeAnew();
    }

    @AfterEach
    void returnsToThePresent() {
        clock.comeBack();
        move(State.ACTIVE);
        makeAnew();
    }

    @Test
    void keepsAGoodCertificate() {
        X509Certificate before = certificate();

        identity.beforeListening();

        assertThat(certificate()).isEqualTo(before);
    }

    @Test
    void renewsACertificateWithAThirdOfItsLifeLeft() {
        X509Certificate before = certificate();
        clock.goAhead(Duration.ofDays(61));

        identity.beforeListening();

        assertThat(certificate().getNotAfter()).isAfter(before.getNotAfter());
    }

    @ParameterizedTest
    @ValueSource(ints = {61, 91})
    void startsWithTheOldCertificateWhileNoCaIssues(int days) {
        X509Certificate before = certificate();
        move(State.SUSPENDED);
        clock.goAhead(Duration.ofDays(days));

        identity.beforeListening();

        assertThat(certificate()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage",
                "-----BEGIN CERTIFICATE-----\n",
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
            })
    void replacesADamagedCertificate(String content) {
        X509Certificate before = certificate();
        home.writePublic(CHAIN_FILE, content.getBytes(StandardCharsets.US_ASCII));

        identity.beforeListening();

        assertThat(certificate()).isNotEqualTo(before);
        assertThat(home.read(CHAIN_FILE))
                .hasValueSatisfying(stored ->
                        assertThat(stored).asString(StandardCharsets.US_ASCII).contains("-----END CERTIFICATE-----"));
    }

    @Test
    void replacesACertificateWhoseKeyIsAnothers() {
        byte[] old = home.read(CHAIN_FILE).orElseThrow();
        X509Certificate before = certificate();
        makeAnew();
        home.writePublic(CHAIN_FILE, old);

        identity.beforeListening();

        assertThat(certificate()).isNotEqualTo(before);
    }

    private void makeAnew() {
        home.delete(CHAIN_FILE);
        identity.beforeListening();
    }

    private X509Certificate certificate() {
        return Objects.requireNonNull(shown.current()).chain().getFirst();
    }

    private void move(State state) {
        issuers.forEach(issuer -> authorities.move(customer, issuer.id(), state, TestTenants.ACTOR));
    }
}
