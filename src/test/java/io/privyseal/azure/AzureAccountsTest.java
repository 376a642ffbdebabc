package io.privyseal.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privyseal.endpoint.AzureConnections;
import io.privyseal.endpoint.EndpointDraft;
import io.privyseal.endpoint.EndpointType;
import io.privyseal.endpoint.Endpoints;
import io.privyseal.endpoint.EnrollmentEndpoint;
import io.privyseal.endpoint.ScepSettings;
import io.privyseal.endpoint.TestEndpoints;
import io.privyseal.enrollment.TestTenants;
import io.privyseal.enrollment.TestTenants.Tenant;
import io.privyseal.organization.Reach;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionalException;
import jakarta.transaction.UserTransaction;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What endpoints and doors see of accounts. */
@QuarkusTest
@TestProfile(AzureTestProfile.class)
class AzureAccountsTest {
    @Inject
    AzureAccounts accounts;

    @Inject
    AzureConnections connections;

    @Inject
    IntuneChallenges intune;

    @Inject
    Endpoints endpoints;

    @Inject
    TestTenants tenants;

    @Inject
    StandInAzure azure;

    @Inject
    UserTransaction transaction;

    private Tenant tenant;
    private AzureAccountId account;

    @BeforeEach
    void makeAnAccount() {
        azure.microsoft().reset();
        tenant = tenants.create();
        account = accounts.create(
                        tenant.customer(),
                        Reach.everything(),
                        new AzureAccountDraft(
                                "Intune",
                                AzureEnvironment.AZURE,
                                MicrosoftStandIn.TENANT,
                                MicrosoftStandIn.APPLICATION,
                                new ApplicationSecret(MicrosoftStandIn.SECRET)),
                        TestTenants.ACTOR)
                .id();
    }

    @Test
    void validatesWithTheSecretThatIsKept() {
        assertThat(intune.validate(tenant.customer(), account, "transaction-1", IntuneRig.csr()))
                .isEqualTo(new Verdict.Valid());
        assertThat(azure.microsoft().complaints()).isEmpty();
    }

    @Test
    void validatesNothingWithAnotherCustomersAccount() {
        Tenant stranger = tenants.create();

        assertThat(intune.validate(stranger.customer(), account, "transaction-1", IntuneRig.csr()))
                .isInstanceOf(Verdict.Unavailable.class);
        assertThat(azure.microsoft().calls()).isEmpty();
    }

    @Test
    void asksNothingInATransaction() throws Exception {
        transaction.begin();
        try {
            assertThatThrownBy(() -> intune.validate(tenant.customer(), account, "transaction-1", IntuneRig.csr()))
                    .isInstanceOf(TransactionalException.class);
        } finally {
            transaction.rollback();
        }
        assertThat(azure.microsoft().calls()).isEmpty();
    }

    @Test
    void existForEndpointsOfTheirCustomerOnly() {
        assertThat(connections.exists(tenant.customer(), account.value())).isTrue();
        assertThat(connections.exists(tenants.create().customer(), account.value()))
                .isFalse();
        assertThat(connections.exists(tenant.customer(), account.value() + 1_000_000))
                .isFalse();
    }

    @Test
    void areNotDeletedWhileAnEndpointNeedsThem() {
        EnrollmentEndpoint endpoint = endpoints.create(
                tenant.customer(),
                Reach.everything(),
                new EndpointDraft(
                        EndpointType.DEVICE_SCEP_INTUNE,
                        "Phones",
                        TestEndpoints.newExtension(),
                        Set.of(tenant.organization()),
                        true,
                        settings(account)),
                TestTenants.ACTOR);

        assertThatThrownBy(this::delete)
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Refusal.IN_USE));

        endpoints.delete(tenant.customer(), Reach.everything(), endpoint.id(), TestTenants.ACTOR);
        delete();
        assertThat(connections.exists(tenant.customer(), account.value())).isFalse();
    }

    private void delete() {
        accounts.delete(tenant.customer(), Reach.everything(), account, TestTenants.ACTOR);
    }

    private static ScepSettings settings(AzureAccountId account) {
        ScepSettings usual = ScepSettings.DEFAULT;
        return new ScepSettings(
                usual.caCertFormat(),
                usual.chainInAnswers(),
                usual.legacyAlgorithms(),
                usual.keyReuseAtRenewal(),
                usual.renewalWindowDays(),
                usual.renewalNeedsChallenge(),
                List.of(),
                null,
                account.value(),
                List.of());
    }
}
