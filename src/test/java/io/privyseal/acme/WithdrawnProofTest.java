package io.privyseal.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privyseal.endpoint.EnrollmentEndpoint;
import io.privyseal.enrollment.EnrollmentTestProfile;
import io.privyseal.enrollment.TestTenants;
import io.privyseal.enrollment.TestTenants.Tenant;
import io.privyseal.protocol.acme.OrderStatus;
import io.privyseal.protocol.acme.ProblemException;
import io.privyseal.protocol.acme.ProblemType;
import io.privyseal.validation.ControlProofs;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(EnrollmentTestProfile.class)
class WithdrawnProofTest {
    @Inject
    TestTenants tenants;

    @Inject
    TestOrders clients;

    @Inject
    Orders orders;

    @Inject
    ControlProofs proofs;

    @Test
    void invalidatesAnOrderWhoseProofCountsNoMore() {
        Tenant tenant = tenants.create();
        EnrollmentEndpoint endpoint = clients.endpoint(tenant, TestOrders.NO_LIMITS);
        Account account = clients.account(endpoint);
        Order order = clients.order(endpoint, account, "www.example.test");
        clients.prove(endpoint, account, order);
        assertThat(proofs.expireAll(tenant.customer(), account.proofOwner(), TestTenants.ACTOR))
                .isEqualTo(1);
        assertThatThrownBy(() -> clients.finalizeOrder(endpoint, account, order.id(), TestOrders.csr(order)))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().type()).isEqualTo(ProblemType.UNAUTHORIZED));
        Orders.Current current = orders.require(account, order.id());
        assertThat(current.status()).isEqualTo(OrderStatus.INVALID);
        assertThat(current.order().error()).isNotNull();
        assertThat(clients.issued(tenant.customer())).isZero();
    }
}
