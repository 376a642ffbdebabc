package io.privyseal.acme;

import static org.assertj.core.api.Assertions.assertThat;

import io.privyseal.endpoint.EnrollmentEndpoint;
import io.privyseal.enrollment.EnrollmentTestProfile;
import io.privyseal.enrollment.TestCsr;
import io.privyseal.enrollment.TestTenants;
import io.privyseal.enrollment.TestTenants.Tenant;
import io.privyseal.platform.Outages;
import io.privyseal.protocol.acme.AccountKey;
import io.privyseal.protocol.acme.OrderStatus;
import io.privyseal.protocol.acme.ProblemException;
import io.privyseal.protocol.acme.ProblemType;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One order, one certificate, however often and by however many it is finalized at once (RFC 8555 §7.4). */
@QuarkusTest
@TestProfile(EnrollmentTestProfile.class)
class FinalizeStormTest {
    private static final int MOST_ATTEMPTS = 10;

    @Inject
    TestTenants tenants;

    @Inject
    TestOrders clients;

    @Inject
    Orders orders;

    private Tenant tenant;
    private EnrollmentEndpoint endpoint;
    private Account account;
    private Order order;

    @BeforeEach
    void proveAnOrder() {
        tenant = tenants.create();
        endpoint = clients.endpoint(tenant, TestOrders.NO_LIMITS);
        account = clients.account(endpoint);
        order = clients.order(endpoint, account, "www.example.test", "mail.example.test");
        clients.prove(endpoint, account, order);
    }

    @Test
    void issuesOneCertificateForAHundredFinalizesAtOnce() throws Exception {
        byte[] csr = TestOrders.csr(order);
        List<OrderStatus> statuses = atOnce(Collections.nCopies(
                100,
                () -> clients.finalizeOrder(endpoint, account, order.id(), csr).status()));
        assertThat(statuses).hasSize(100).isSubsetOf(OrderStatus.PROCESSING, OrderStatus.VALID);
        assertThat(statuses).contains(OrderStatus.VALID);
        assertThat(orders.require(account, order.id()).status()).isEqualTo(OrderStatus.VALID);
        assertThat(clients.issued(tenant.customer())).isEqualTo(1);
    }

    @Test
    void issuesForOneOfManyCsrsAtOnceAndTellsTheOthers() throws Exception {
        List<Callable<String>> finalizes = new ArrayList<>();
        List<byte[]> csrs = IntStream.range(0, 20)
                .mapToObj(_ -> TestOrders.csr(
                        TestCsr.key("EC", "secp256r1"), List.of("www.example.test", "mail.example.test")))
                .toList();
        for (byte[] csr : csrs) {
            finalizes.add(() -> answer(csr));
        }
        List<String> answers = atOnce(finalizes);
        assertThat(answers).containsOnlyOnce("VALID");
        assertThat(answers.stream().filter(ProblemType.ORDER_NOT_READY.name()::equals))
                .hasSize(19);
        assertThat(clients.issued(tenant.customer())).isEqualTo(1);
    }

    @Test
    void makesOneAccountForAKeyThatRegistersManyTimesAtOnce() throws Exception {
        AccountKey key = TestOrders.newKey();
        List<Accounts.Registered> registered = atOnce(Collections.nCopies(20, () -> clients.register(endpoint, key)));
        assertThat(registered.stream().map(one -> one.account().id()).distinct())
                .hasSize(1);
        assertThat(registered.stream().filter(Accounts.Registered::isNew)).hasSize(1);
    }

    private String answer(byte[] csr) {
        try {
            return clients.finalizeOrder(endpoint, account, order.id(), csr)
                    .status()
                    .name();
        } catch (ProblemException e) {
            return e.problem().type().name();
        }
    }

    /** A client that is answered 503, because so many wait for a connection, tries again. */
    private static <T> T patiently(Callable<T> call) throws Exception {
        for (int attempt = 1; ; attempt++) {
            try {
                return call.call();
            } catch (RuntimeException e) {
                if (!Outages.isOutage(e) || attempt == MOST_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static <T> List<T> atOnce(List<Callable<T>> calls) throws Exception {
        List<T> results = new ArrayList<>();
        List<Callable<T>> patient = new ArrayList<>();
        calls.forEach(call -> patient.add(() -> patiently(call)));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<T> result : threads.invokeAll(patient)) {
                results.add(result.get());
            }
        }
        return results;
    }
}
