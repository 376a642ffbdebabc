package io.privyseal.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privyseal.endpoint.AcmePause;
import io.privyseal.endpoint.EnrollmentEndpoint;
import io.privyseal.endpoint.RateLimits;
import io.privyseal.enrollment.EnrollmentTestProfile;
import io.privyseal.enrollment.MovableClock;
import io.privyseal.enrollment.TestTenants;
import io.privyseal.enrollment.TestTenants.Tenant;
import io.privyseal.inventory.Certificate;
import io.privyseal.organization.CertificateKind;
import io.privyseal.organization.Reach;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.protocol.acme.AuthorizationStatus;
import io.privyseal.protocol.acme.ProblemType;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The limits of an endpoint, one by one (RFC 8555 §6.6). */
@QuarkusTest
@TestProfile(EnrollmentTestProfile.class)
class RateLimitsTest {
    private static final String NAME = "www.example.test";

    @Inject
    TestTenants tenants;

    @Inject
    TestOrders clients;

    @Inject
    OrderRecords records;

    @Inject
    Authorizations authorizations;

    @Inject
    Challenges challenges;

    @Inject
    FailedValidations failures;

    @Inject
    MovableClock clock;

    private Tenant tenant;

    @BeforeEach
    void makeATenant() {
        tenant = tenants.create();
    }

    @AfterEach
    void returnToThePresent() {
        clock.comeBack();
    }

    @Test
    void limitsTheOrdersOfAnAccount() {
        EnrollmentEndpoint endpoint = clients.endpoint(tenant, new RateLimits(3, 0, 0, 0, 0, 0, 0));
        Account account = clients.account(endpoint);
        for (int i = 0; i < 3; i++) {
            clients.order(endpoint, account, NAME);
        }
        assertLimited(() -> clients.order(endpoint, account, NAME), Duration.ofMinutes(20));
        assertThat(clients.order(endpoint, clients.account(endpoint), NAME)).isNotNull();
        clock.goAhead(Duration.ofMinutes(20));
        assertThat(clients.order(endpoint, account, NAME)).isNotNull();
    }

    @Test
    void limitsTheOrdersFromAnAddressWhateverTheAccount() {
        EnrollmentEndpoint endpoint = clients.endpoint(tenant, new RateLimits(0, 0, 0, 2, 0, 0, 0));
        order(endpoint, "2001:db8::1");
        order(endpoint, "2001:db8::2");
        assertLimited(() -> order(endpoint, "2001:db8::3"), Duration.ofSeconds(30));
        order(endpoint, "2001:db8:0:1::1");
    }

    private void order(EnrollmentEndpoint endpoint, String address) {
        records.create(endpoint, clients.account(endpoint), TestOrders.request(NAME), new ClientInfo(address, "test"));
    }

    @Test
    void limitsTheAccountsFromAnAddress() {
        EnrollmentEndpoint endpoint = clients.endpoint(tenant, new RateLimits(0, 2, 0, 0, 0, 0, 0));
        clients.account(endpoint);
        clients.account(endpoint);
        assertLimited(() -> clients.account(endpoint), Duration.ofMinutes(30));
    }

    @Test
    void limitsFailedValidationsPerAccountAndName() {
        EnrollmentEndpoint endpoint = clients.endpoint(tenant, new RateLimits(0, 0, 2, 0, 0, 0, 0));
        Account account = clients.account(endpoint);
        Authorization waiting =
                authorizations.of(clients.order(endpoint, account, NAME)).getFirst();
        fail(endpoint, account, 2);
        assertLimited(() -> clients.order(endpoint, account, NAME), FailedValidations.RECENT);
        assertLimited(() -> clients.order(endpoint, account, "*." + NAME), FailedValidations.RECENT);
        assertLimited(() -> challenges.respond(endpoint, account, waiting, "dns-01"), FailedValidations.RECENT);
        assertThat(authorizations.require(account, waiting.id()).attempted()).isNull();
        assertThat(clients.order(endpoint, account, "mail.example.test")).isNotNull();
        assertThat(clients.order(endpoint, clients.account(endpoint), NAME)).isNotNull();
        clock.goAhead(FailedValidations.RECENT.plusSeconds(1));
        fail(endpoint, account, 1);
        assertThat(clients.order(endpoint, account, NAME)).isNotNull();
    }

    @Test
    void pausesAfterFailuresInARowUntilAnAdministratorLiftsIt() {
        EnrollmentEndpoint endpoint = clients.endpoint(tenant, new RateLimits(0, 0, 0, 0, 0, 0, 3));
        Account account = clients.account(endpoint);
        fail(endpoint, account, 2);
        succeed(endpoint, account);
        fail(endpoint, account, 2);
        assertThat(failures.list(tenant.customer(), Reach.everything())).isEmpty();
        fail(endpoint, account, 1);
        clock.goAhead(Duration.ofDays(30));
        assertThatThrownBy(() -> clients.order(endpoint, account, NAME))
                .isInstanceOf(RateLimitedException.class)
                .hasMessageContaining(NAME)
                .hasMessageContaining("3 times in a row")
                .hasMessageContaining("administrator");
        AcmePause pause = failures.list(tenant.customer(), Reach.everything()).getFirst();
        assertThat(pause.account()).isEqualTo(account.id());
        assertThat(pause.identifier()).isEqualTo(NAME);
        assertThat(pause.failures()).isEqualTo(3);
        failures.lift(tenant.customer(), Reach.everything(), pause.id(), TestTenants.ACTOR);
        assertThat(failures.list(tenant.customer(), Reach.everything())).isEmpty();
        assertThat(clients.order(endpoint, account, NAME)).isNotNull();
    }

    @Test
    void showsPausesOnlyToWhoManagesTheEndpoint() {
        EnrollmentEndpoint endpoint = clients.endpoint(tenant, new RateLimits(0, 0, 0, 0, 0, 0, 1));
        fail(endpoint, clients.account(endpoint), 1);
        long id =
                failures.list(tenant.customer(), Reach.everything()).getFirst().id();
        Reach elsewhere = new Reach.Only(Map.of(CertificateKind.SSL, Set.of(tenant.other())));
        assertThat(failures.list(tenant.customer(), elsewhere)).isEmpty();
        assertUnknown(() -> failures.lift(tenant.customer(), elsewhere, id, TestTenants.ACTOR));
        Tenant stranger = tenants.create();
        assertUnknown(() -> failures.lift(stranger.customer(), Reach.everything(), id, TestTenants.ACTOR));
        Reach here = new Reach.Only(Map.of(CertificateKind.SSL, Set.of(tenant.organization())));
        failures.lift(tenant.customer(), here, id, TestTenants.ACTOR);
        assertUnknown(() -> failures.lift(tenant.customer(), here, id, TestTenants.ACTOR));
    }

    @Test
    void limitsTheCertificatesOfADomainWithAllNamesUnderIt() {
        EnrollmentEndpoint endpoint = clients.endpoint(tenant, new RateLimits(0, 0, 0, 0, 2, 0, 0));
        Account account = clients.account(endpoint);
        Certificate first = clients.certificate(endpoint, account, TestOrders.request("a.example.test"));
        clock.goAhead(Duration.ofDays(2));
        clients.certificate(endpoint, account, TestOrders.request("b.example.test", "c.example.test"));
        assertLimited(() -> clients.order(endpoint, clients.account(endpoint), NAME), Duration.ofDays(5));
        assertRenewable(endpoint, account, first, "a.example.test");
        clock.goAhead(Duration.ofDays(5).plusMinutes(1));
        assertThat(clients.order(endpoint, account, NAME)).isNotNull();
    }

    @Test
    void limitsCertificatesForTheSameNames() {
        EnrollmentEndpoint endpoint = clients.endpoint(tenant, new RateLimits(0, 0, 0, 0, 0, 2, 0));
        Account account = clients.account(endpoint);
        Certificate first = clients.certificate(endpoint, account, TestOrders.request("a.example.test", NAME));
        clients.certificate(endpoint, account, TestOrders.request(NAME, "a.example.test"));
        assertLimited(() -> clients.order(endpoint, account, "a.example.test", NAME), Duration.ofDays(7));
        assertThat(clients.order(endpoint, account, NAME)).isNotNull();
        assertRenewable(endpoint, account, first, "a.example.test", NAME);
    }

    private void assertRenewable(EnrollmentEndpoint endpoint, Account account, Certificate replaced, String... names) {
        assertThatCode(() ->
                        clients.certificate(endpoint, account, TestOrders.renewal(TestOrders.nameOf(replaced), names)))
                .doesNotThrowAnyException();
    }

    private void fail(EnrollmentEndpoint endpoint, Account account, int times) {
        for (int i = 0; i < times; i++) {
            Order order = clients.order(endpoint, account, NAME);
            clients.miss(endpoint, account, authorizations.of(order).getFirst());
            assertThat(authorizations.of(order).getFirst().stored()).isEqualTo(AuthorizationStatus.INVALID);
        }
    }

    private void succeed(EnrollmentEndpoint endpoint, Account account) {
        Order order = clients.order(endpoint, account, NAME);
        clients.prove(endpoint, account, order);
        List<Authorization> proven = authorizations.of(order);
        // Or the next order has nothing to prove.
        authorizations.deactivate(account, proven.getFirst().id());
    }

    private static void assertLimited(ThrowingCallable call, Duration wait) {
        assertThatThrownBy(call).isInstanceOfSatisfying(RateLimitedException.class, e -> {
            assertThat(e.problem().type()).isEqualTo(ProblemType.RATE_LIMITED);
            assertThat(e.problem().status()).isEqualTo(429);
            assertThat(e.retryAfterSeconds()).isBetween(wait.toSeconds() - 30, wait.toSeconds());
        });
    }

    private static void assertUnknown(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.reason()).isEqualTo(Refusal.UNKNOWN_OBJECT));
    }
}
