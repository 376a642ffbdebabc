package io.privyseal.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.privyseal.endpoint.AccountAuthenticator.Authenticated;
import io.privyseal.endpoint.AccountAuthenticator.Result;
import io.privyseal.endpoint.AccountAuthenticator.Wrong;
import io.privyseal.enrollment.TestTenants;
import io.privyseal.enrollment.TestTenants.Tenant;
import io.privyseal.organization.Reach;
import io.privyseal.platform.AddressRange;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(EndpointTestProfile.class)
class AccountAuthenticatorTest {
    private static final InetAddress HERE = AddressRange.address("192.0.2.1");

    @Inject
    TestTenants tenants;

    @Inject
    TestEndpoints some;

    @Inject
    EndpointAccounts accounts;

    @Inject
    AccountAuthenticator authenticator;

    private Tenant tenant;
    private EnrollmentEndpoint scep;
    private EndpointAccount phones;
    private EndpointAccount tablets;

    @BeforeEach
    void makeTwoAccounts() {
        tenant = tenants.create();
        scep = some.scep(tenant);
        phones = some.account(tenant, scep, "Phones", "code of phones");
        tablets = some.account(tenant, scep, "Tablets", "code of tablets");
    }

    @Test
    void findsTheAccountByItsAccessCodeAlone() {
        assertThat(authenticate(scep, null, "code of phones")).isEqualTo(new Authenticated(phones));
        assertThat(authenticate(scep, null, "code of tablets")).isEqualTo(new Authenticated(tablets));
        assertThat(authenticate(scep, null, "Code of phones")).isEqualTo(new Wrong());
        assertThat(authenticate(scep, null, "")).isEqualTo(new Wrong());
        assertThat(authenticate(scep, null, "x".repeat(100_000))).isEqualTo(new Wrong());
    }

    @Test
    void findsTheAccountByNameOrTokenAndItsAccessCode() {
        assertThat(authenticate(scep, "PHONES", "code of phones")).isEqualTo(new Authenticated(phones));
        assertThat(authenticate(scep, phones.idToken(), "code of phones")).isEqualTo(new Authenticated(phones));
        assertThat(authenticate(scep, phones.idToken().toUpperCase(Locale.ROOT) + "_", "code of phones"))
                .isEqualTo(new Wrong());
        assertThat(authenticate(scep, "Phones", "code of tablets")).isEqualTo(new Wrong());
        assertThat(authenticate(scep, "Nobody", "code of phones")).isEqualTo(new Wrong());
        assertThat(authenticate(scep, "", "code of phones")).isEqualTo(new Wrong());
    }

    @Test
    void knowsAnAccessCodeAtItsEndpointOnly() {
        EnrollmentEndpoint another = some.scep(tenant);
        some.account(tenant, another, "Phones", "code elsewhere");
        assertThat(authenticate(another, null, "code of phones")).isEqualTo(new Wrong());
        assertThat(authenticate(some.create(tenant), null, "code of phones")).isEqualTo(new Wrong());
    }

    @Test
    void forgetsAnOldAccessCodeAtOnce() {
        assertThat(authenticate(scep, null, "code of phones")).isEqualTo(new Authenticated(phones));
        EndpointAccount changed = accounts.update(
                tenant.customer(),
                Reach.everything(),
                scep.id(),
                phones.id(),
                old -> old,
                new AccessCode("new code of phones"),
                TestTenants.ACTOR);
        assertThat(authenticate(scep, null, "code of phones")).isEqualTo(new Wrong());
        assertThat(authenticate(scep, null, "new code of phones")).isEqualTo(new Authenticated(changed));
        accounts.delete(tenant.customer(), Reach.everything(), scep.id(), phones.id(), TestTenants.ACTOR);
        assertThat(authenticate(scep, null, "new code of phones")).isEqualTo(new Wrong());
        assertThat(authenticate(scep, null, "code of tablets")).isEqualTo(new Authenticated(tablets));
    }

    @Test
    void servesTheRightSecretHoweverManyWereWrong() {
        assertThat(authenticate(scep, null, "code of phones")).isEqualTo(new Authenticated(phones));
        for (int i = 0; i < 6; i++) {
            assertThat(authenticate(scep, null, "wrong " + i)).isEqualTo(new Wrong());
        }
        assertThat(authenticate(scep, null, "code of phones")).isEqualTo(new Authenticated(phones));
        assertThat(authenticate(scep, null, "code of tablets")).isEqualTo(new Authenticated(tablets));
    }

    @Test
    void recallsWhatWasFoundRightAndNothingElse() {
        assertThat(authenticator.recall(scep, "code of phones")).isEmpty();
        authenticate(scep, null, "code of phones");
        authenticate(scep, null, "wrong");
        assertThat(authenticator.recall(scep, "code of phones")).contains(phones);
        assertThat(authenticator.recall(scep, "code of tablets")).isEmpty();
        assertThat(authenticator.recall(scep, "wrong")).isEmpty();
        assertThat(authenticator.recall(scep, "")).isEmpty();
        assertThat(authenticator.recall(some.scep(tenant), "code of phones")).isEmpty();
    }

    @Test
    void recallsNoCodeThatWasChanged() {
        authenticate(scep, null, "code of phones");
        accounts.update(
                tenant.customer(),
                Reach.everything(),
                scep.id(),
                phones.id(),
                old -> old,
                new AccessCode("new code of phones"),
                TestTenants.ACTOR);
        assertThat(authenticator.recall(scep, "code of phones")).isEmpty();
    }

    private Result authenticate(EnrollmentEndpoint endpoint, @Nullable String login, String secret) {
        return authenticator.authenticate(endpoint, login, secret, HERE);
    }
}
