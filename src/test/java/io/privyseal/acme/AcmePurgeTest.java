package io.privyseal.acme;

import static org.assertj.core.api.Assertions.assertThat;

import io.privyseal.endpoint.EnrollmentEndpoint;
import io.privyseal.enrollment.EnrollmentTestProfile;
import io.privyseal.enrollment.MovableClock;
import io.privyseal.enrollment.TestTenants;
import io.privyseal.inventory.Certificate;
import io.privyseal.protocol.acme.AuthorizationStatus;
import io.privyseal.protocol.acme.IdentifierType;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(EnrollmentTestProfile.class)
class AcmePurgeTest {
    /** Beyond a few batches, and no multiple of one. */
    private static final int MANY = 1_512;

    private static final Duration KEPT = Duration.ofDays(1);

    @Inject
    TestTenants tenants;

    @Inject
    TestOrders clients;

    @Inject
    AcmePurgeJob job;

    @Inject
    MovableClock clock;

    @Inject
    EntityManager entities;

    private EnrollmentEndpoint endpoint;
    private Account account;

    @BeforeEach
    void makeAnAccount() {
        endpoint = clients.endpoint(tenants.create(), TestOrders.NO_LIMITS);
        account = clients.account(endpoint);
    }

    @AfterEach
    void returnToThePresent() {
        clock.comeBack();
    }

    @Test
    void leavesOfThousandsOnlyWhatIsLive() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        for (Order.State state : Order.State.values()) {
            orders(state, MANY / 3, now.minus(KEPT).minusSeconds(1));
            orders(state, 10, now.minus(KEPT).plusSeconds(600));
        }
        authorizations(MANY, now.minus(KEPT).minusSeconds(1));
        authorizations(10, now.minus(KEPT).plusSeconds(600));
        job.purge();
        // What is being issued stays until that is decided.
        assertThat(count("OrderRow")).isEqualTo(4 * 10 + MANY / 3);
        assertThat(count("AuthorizationRow")).isEqualTo(10);
    }

    @Test
    void keepsAnOrderAsLongAsItsCertificateCanBeReplaced() {
        Certificate certificate = clients.certificate(endpoint, account, TestOrders.request("www.example.test"));
        clients.order(endpoint, account, "other.example.test");
        clock.goAhead(TestOrders.LIFETIMES.authorization().plus(KEPT).plusSeconds(1));
        job.purge();
        assertThat(count("OrderRow")).isEqualTo(1);
        assertThat(count("AuthorizationRow")).isZero();
        clock.goAhead(Duration.between(clock.instant(), certificate.notAfter())
                .plus(KEPT)
                .plusSeconds(1));
        job.purge();
        assertThat(count("OrderRow")).isZero();
    }

    private void orders(Order.State state, int many, Instant ended) {
        QuarkusTransaction.requiringNew().run(() -> {
            for (int i = 0; i < many; i++) {
                OrderRow row = new OrderRow();
                row.customerId = account.customer().value();
                row.accountId = account.id();
                row.profile = "default";
                row.identifiers = "dns:www.example.test";
                row.authorizations = "";
                row.state = state;
                row.countedAs = "";
                row.createdAt = ended;
                row.expiresAt = ended;
                row.endsAt = ended;
                entities.persist(row);
            }
        });
    }

    private void authorizations(int many, Instant expired) {
        QuarkusTransaction.requiringNew().run(() -> {
            for (int i = 0; i < many; i++) {
                AuthorizationRow row = new AuthorizationRow();
                row.customerId = account.customer().value();
                row.accountId = account.id();
                row.type = IdentifierType.DNS;
                row.identifier = "www.example.test";
                row.token = "token";
                row.challenges = "dns-01";
                row.status = AuthorizationStatus.VALID;
                row.createdAt = expired;
                row.expiresAt = expired;
                entities.persist(row);
            }
        });
    }

    private long count(String rows) {
        return QuarkusTransaction.requiringNew()
                .call(() -> entities.createQuery("select count(*) from " + rows + " where accountId = ?1", Long.class)
                        .setParameter(1, account.id())
                        .getSingleResult());
    }
}
