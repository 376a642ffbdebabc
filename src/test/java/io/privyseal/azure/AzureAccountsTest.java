package io.privyseal.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privyseal.endpoint.AzureConnections;
import io.privyseal.endpoint.EndpointDraft;
import io.privyseal.endpoint.EndpointTestProfile;
import io.privyseal.endpoint.EndpointType;
import io.privyseal.endpoint.Endpoints;
import io.privyseal.endpoint.EnrollmentEndpoint;
import io.privyseal.endpoint.ScepSettings;
import io.privyseal.endpoint.TestEndpoints;
import io.privyseal.enrollment.TestTenants;
import io.privyseal.enrollment.TestTenants.Tenant;
import io.privyseal.organization.OrganizationId;
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
@TestProfile(EndpointTestProfile.class)
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

    @Inject
    TestAzureAccounts some;

    @BeforeEach
    void makeAnAccount() {
        azure.microsoft().reset();
        tenant = tenants.create();
        account = some.create(tenant.customer(), tenant.organization(), tenant.department());
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
    void areForThoseToWhomTheyAreDelegated() {
        assertThat(isUsable(tenant.organization())).isTrue();
        assertThat(isUsable(tenant.organization(), tenant.department())).isTrue();
        assertThat(isUsable(tenant.other())).isFalse();
        assertThat(isUsable(tenant.organization(), tenant.other())).isFalse();
        assertThat(isUsable()).as("by an MRAO, for all").isTrue();
        accounts.delegate(
                tenant.customer(),
                Reach.everything(),
                account,
                new AzureDelegation(AzureDelegation.Mode.GLOBAL_FOR_CUSTOMER, Set.of()),
                TestTenants.ACTOR);
        assertThat(isUsable(tenant.other())).isTrue();
        assertThat(connections.isUsable(tenants.create().customer(), Set.of(), account.value()))
                .as("by another customer")
                .isFalse();
    }

    private boolean isUsable(OrganizationId... organizations) {
        return connections.isUsable(tenant.customer(), Set.of(organizations), account.value());
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
        assertThat(isUsable(tenant.organization())).isFalse();
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
