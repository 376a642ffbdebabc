package io.privyseal.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privyseal.endpoint.EnrollmentEndpoint;
import io.privyseal.enrollment.EnrollmentPipeline;
import io.privyseal.enrollment.EnrollmentTestProfile;
import io.privyseal.enrollment.MovableClock;
import io.privyseal.enrollment.Outcome;
import io.privyseal.enrollment.TestTenants;
import io.privyseal.enrollment.TestTenants.Tenant;
import io.privyseal.inventory.Certificate;
import io.privyseal.inventory.Certificates;
import io.privyseal.profile.ProfileId;
import io.privyseal.protocol.acme.NewOrderRequest;
import io.privyseal.protocol.acme.OrderStatus;
import io.privyseal.protocol.acme.ProblemException;
import io.privyseal.protocol.acme.ProblemType;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an order says of its certificate's validity is given to the second, or refused (RFC 8555 §7.4). */
@QuarkusTest
@TestProfile(EnrollmentTestProfile.class)
class OrderValidityTest {
    private static final Duration TERM = Duration.ofDays(30);

    @Inject
    TestTenants tenants;

    @Inject
    TestOrders clients;

    @Inject
    OrderRecords records;

    @Inject
    Orders orders;

    @Inject
    EnrollmentPipeline pipeline;

    @Inject
    Certificates certificates;

    @Inject
    MovableClock clock;

    private Tenant tenant;
    private EnrollmentEndpoint endpoint;
    private Account account;
    private Instant now;

    @BeforeEach
    void makeAnAccount() {
        tenant = tenants.create();
        open(tenant.automatic());
        now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    private void open(ProfileId profile) {
        endpoint = clients.endpoint(tenant, profile, TestOrders.NO_LIMITS);
        account = clients.account(endpoint);
    }

    @AfterEach
    void returnToThePresent() {
        clock.comeBack();
    }

    @Test
    void givesExactlyWhatWasAskedFor() {
        Instant begin = now.plus(Duration.ofDays(2));
        Instant end = begin.plus(Duration.ofDays(3));
        Order order = order(begin, end);
        assertThat(order.notBefore()).isEqualTo(begin);
        assertThat(order.notAfter()).isEqualTo(end);
        Certificate certificate = issue(order);
        assertThat(certificate.notBefore()).isEqualTo(begin);
        assertThat(certificate.notAfter()).isEqualTo(end);
    }

    @Test
    void leavesToTheProfileWhatWasNotAskedFor() {
        Instant end = now.plus(Duration.ofHours(5));
        Certificate short5h = issue(order(null, end));
        assertThat(short5h.notAfter()).isEqualTo(end);
        assertThat(short5h.notBefore()).isBefore(now.plusSeconds(1));
        Instant begin = now.plus(Duration.ofDays(1));
        Certificate later = issue(order(begin, null));
        assertThat(later.notBefore()).isEqualTo(begin);
        assertThat(later.notAfter()).isEqualTo(begin.plus(TERM).minusSeconds(1));
    }

    @Test
    void keepsABeginThatPassesBeforeTheOrderIsFinalized() {
        Order order = order(now, null);
        clock.goAhead(Duration.ofHours(20));
        Certificate certificate = issue(order);
        assertThat(certificate.notBefore()).isEqualTo(now);
        assertThat(certificate.notAfter()).isEqualTo(now.plus(TERM).minusSeconds(1));
    }

    @Test
    void keepsItWhileAnAdministratorThinks() {
        open(tenant.reviewed());
        Instant end = now.plus(Duration.ofDays(9));
        Order order = order(now, end);
        clients.prove(endpoint, account, order);
        assertThat(clients.finalizeOrder(endpoint, account, order.id(), TestOrders.csr(order))
                        .status())
                .isEqualTo(OrderStatus.PROCESSING);
        clock.goAhead(Duration.ofDays(4));
        if (!(pipeline.find(tenant.customer(), order.transactionKey()).orElseThrow()
                instanceof Outcome.Pending pending)) {
            throw new AssertionError("Not waiting");
        }
        assertThat(pipeline.approve(tenant.customer(), pending.request().id(), "Fine", TestTenants.ACTOR))
                .isInstanceOf(Outcome.Issued.class);
        Certificate certificate =
                certificate(orders.require(account, order.id()).order());
        assertThat(certificate.notBefore()).isEqualTo(now);
        assertThat(certificate.notAfter()).isEqualTo(end);
    }

    @Test
    void refusesWhatCannotBeFulfilled() {
        assertRefused(now.minus(Duration.ofHours(1)), null);
        assertRefused(null, now.minus(Duration.ofHours(1)));
        assertRefused(null, now.plus(TERM).plusSeconds(60));
        assertRefused(now.plus(Duration.ofDays(1)), now.plus(TERM).plus(Duration.ofDays(2)));
        assertRefused(now.plus(TERM.multipliedBy(2)), null);
        assertRefused(null, now.plus(Duration.ofDays(10_000)));
    }

    @Test
    void refusesToOutliveTheIssuer() {
        clock.goAhead(Duration.ofDays(1_825 - 10));
        now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        assertRefused(null, now.plus(Duration.ofDays(20)));
        assertRefused(now.plus(Duration.ofDays(15)), null);
        assertThat(order(null, now.plus(Duration.ofDays(5)))).isNotNull();
    }

    private Order order(@Nullable Instant notBefore, @Nullable Instant notAfter) {
        return records.create(
                        endpoint,
                        account,
                        new NewOrderRequest(
                                TestOrders.request("www.example.test").identifiers(), notBefore, notAfter, null, null),
                        TestOrders.CLIENT)
                .order();
    }

    private Certificate issue(Order order) {
        clients.prove(endpoint, account, order);
        return certificate(clients.finalizeOrder(endpoint, account, order.id(), TestOrders.csr(order))
                .order());
    }

    private Certificate certificate(Order order) {
        return certificates.require(tenant.customer(), TestOrders.required(order.certificate()));
    }

    private void assertRefused(@Nullable Instant notBefore, @Nullable Instant notAfter) {
        assertThatThrownBy(() -> order(notBefore, notAfter))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().type()).isEqualTo(ProblemType.MALFORMED));
    }
}
