package io.privyseal.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privyseal.enrollment.TestTenants;
import io.privyseal.enrollment.TestTenants.Tenant;
import io.privyseal.organization.CertificateKind;
import io.privyseal.organization.OrganizationId;
import io.privyseal.organization.Reach;
import io.privyseal.platform.Page;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.rest.RecordedAudit;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(EndpointTestProfile.class)
class ExternalAccountsTest {
    private static final Reach ALL = Reach.everything();

    @Inject
    TestTenants tenants;

    @Inject
    TestEndpoints some;

    @Inject
    Endpoints endpoints;

    @Inject
    ExternalAccounts accounts;

    @Inject
    ListedClients clients;

    @Inject
    RecordedAudit audit;

    @Inject
    EntityManager entities;

    private Tenant tenant;
    private EnrollmentEndpoint endpoint;

    @BeforeEach
    void makeAnEndpoint() {
        tenant = tenants.create();
        endpoint = some.create(tenant);
    }

    @Test
    void givesEachAccountAKeyOfItsOwnThatIsEncryptedAtRest() {
        ExternalAccount first = some.account(tenant, endpoint, false);
        ExternalAccount second = some.account(tenant, endpoint, false);
        assertThat(first.macKey().value()).hasSize(64);
        assertThat(first.macKey()).isNotEqualTo(second.macKey());
        assertThat(first.macId()).matches("[A-Za-z0-9_-]{22}").isNotEqualTo(second.macId());
        assertThat(first.accountId()).matches("[A-Za-z0-9_-]{22}").isNotEqualTo(first.macId());
        assertThat(accounts.require(tenant.customer(), ALL, first.id()).macKey())
                .isEqualTo(first.macKey());
        byte[] stored = QuarkusTransaction.requiringNew()
                .call(() -> entities.createQuery(
                                "select a.sealedMacKey from ExternalAccountRow a where a.id = ?1", byte[].class)
                        .setParameter(1, first.id().value())
                        .getSingleResult());
        assertThat(HexFormat.of().formatHex(stored))
                .doesNotContain(HexFormat.of().formatHex(first.macKey().value()))
                .hasSizeGreaterThan(64);
        assertThat(audit.last("external-account.create").after().toString())
                .contains(second.macId())
                .doesNotContain(second.macKey().base64Url());
    }

    @Test
    void findsAnAccountForItsEndpointAndCustomerOnly() {
        ExternalAccount account = some.account(tenant, endpoint, false);
        EnrollmentEndpoint other = some.create(tenant);
        Tenant foreign = tenants.create();
        assertThat(accounts.findForBinding(tenant.customer(), endpoint.id(), account.macId()))
                .contains(account);
        assertThat(accounts.findForBinding(tenant.customer(), other.id(), account.macId()))
                .isEmpty();
        assertThat(accounts.findForBinding(foreign.customer(), endpoint.id(), account.macId()))
                .isEmpty();
        assertThat(accounts.findForBinding(tenant.customer(), endpoint.id(), "unknown"))
                .isEmpty();
    }

    @Test
    void countsTheUsesOfAReusableAccount() {
        ExternalAccount account = some.account(tenant, endpoint, false);
        accounts.bind(account, TestTenants.ACTOR);
        accounts.bind(account, TestTenants.ACTOR);
        ExternalAccount used = accounts.findForBinding(tenant.customer(), endpoint.id(), account.macId())
                .orElseThrow();
        assertThat(used.uses()).isEqualTo(2);
        assertThat(used.firstUsed()).isNotNull();
        assertThat(audit.last("external-account.bind").after()).containsEntry("macId", account.macId());
    }

    @Test
    void bindsASingleUseAccountOnce() {
        ExternalAccount account = some.account(tenant, endpoint, true);
        accounts.bind(account, TestTenants.ACTOR);
        refuses(Refusal.STATE_CONFLICT, () -> accounts.bind(account, TestTenants.ACTOR));
        assertThat(accounts.findForBinding(tenant.customer(), endpoint.id(), account.macId()))
                .isEmpty();
    }

    @Test
    void letsOneOfManyRacersHaveASingleUseAccount() throws Exception {
        int racers = 8;
        ExternalAccount account = some.account(tenant, endpoint, true);
        CyclicBarrier start = new CyclicBarrier(racers);
        List<Future<Boolean>> results = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(racers)) {
            Callable<Boolean> bind = () -> {
                start.await();
                try {
                    accounts.bind(account, TestTenants.ACTOR);
                    return true;
                } catch (RefusedException refused) {
                    assertThat(refused.reason()).isEqualTo(Refusal.STATE_CONFLICT);
                    return false;
                }
            };
            for (int i = 0; i < racers; i++) {
                results.add(threads.submit(bind));
            }
        }
        int won = 0;
        for (Future<Boolean> result : results) {
            won += result.get() ? 1 : 0;
        }
        assertThat(won).isEqualTo(1);
        assertThat(accounts.require(tenant.customer(), ALL, account.id()).uses())
                .isEqualTo(1);
    }

    @Test
    void givesASingleUseAccountBackWhenTheBindingFails() {
        ExternalAccount account = some.account(tenant, endpoint, true);
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
                    accounts.bind(account, TestTenants.ACTOR);
                    throw new IllegalStateException("The account could not be made");
                }))
                .isInstanceOf(IllegalStateException.class);
        accounts.bind(account, TestTenants.ACTOR);
    }

    @Test
    void isGoneWithItsClientsOnceItIsDeleted() {
        ExternalAccount account = some.account(tenant, endpoint, false);
        accounts.delete(tenant.customer(), ALL, account.id(), TestTenants.ACTOR);
        assertThat(clients.ended()).contains(account.id());
        refuses(Refusal.UNKNOWN_OBJECT, () -> accounts.require(tenant.customer(), ALL, account.id()));
        refuses(Refusal.UNKNOWN_OBJECT, () -> accounts.delete(tenant.customer(), ALL, account.id(), TestTenants.ACTOR));
        refuses(Refusal.STATE_CONFLICT, () -> accounts.bind(account, TestTenants.ACTOR));
        assertThat(accounts.findForBinding(tenant.customer(), endpoint.id(), account.macId()))
                .isEmpty();
        assertThat(listed(ExternalAccountFilter.ALL)).isEmpty();
        assertThat(audit.last("external-account.delete").before()).containsEntry("macId", account.macId());
    }

    @Test
    void servesTheEndpointsOrganizationAndItsDepartmentsOnly() {
        some.account(tenant, endpoint, tenant.department(), false);
        refuses(Refusal.INVALID_FIELD, () -> some.account(tenant, endpoint, tenant.other(), false));
        EnrollmentEndpoint below = some.create(tenant, tenant.department());
        refuses(Refusal.INVALID_FIELD, () -> some.account(tenant, below, tenant.organization(), false));
    }

    @Test
    void keepsCustomersApart() {
        ExternalAccount account = some.account(tenant, endpoint, false);
        Tenant foreign = tenants.create();
        refuses(Refusal.UNKNOWN_OBJECT, () -> accounts.require(foreign.customer(), ALL, account.id()));
        refuses(
                Refusal.UNKNOWN_OBJECT,
                () -> accounts.rename(foreign.customer(), ALL, account.id(), "Mine", TestTenants.ACTOR));
        refuses(
                Refusal.UNKNOWN_OBJECT,
                () -> accounts.delete(foreign.customer(), ALL, account.id(), TestTenants.ACTOR));
        refuses(
                Refusal.UNKNOWN_OBJECT,
                () -> accounts.addDomains(
                        foreign.customer(), ALL, account.id(), List.of("example.test"), TestTenants.ACTOR));
        refuses(
                Refusal.INVALID_FIELD,
                () -> accounts.create(
                        foreign.customer(),
                        ALL,
                        new NewExternalAccount(endpoint.id(), foreign.organization(), "Mine", null, null, false),
                        TestTenants.ACTOR));
    }

    @Test
    void showsAnOfficerTheAccountsOfItsOrganizationsOnly() {
        ExternalAccount own = some.account(tenant, endpoint, false);
        ExternalAccount below = some.account(tenant, endpoint, tenant.department(), false);
        Reach department = reach(CertificateKind.SSL, tenant.department());
        assertThat(accounts.list(tenant.customer(), department, ExternalAccountFilter.ALL, Page.FIRST)
                        .items())
                .containsExactly(below);
        refuses(Refusal.UNKNOWN_OBJECT, () -> accounts.require(tenant.customer(), department, own.id()));
        refuses(
                Refusal.UNKNOWN_OBJECT,
                () -> accounts.require(
                        tenant.customer(), reach(CertificateKind.CLIENT, tenant.organization()), own.id()));
        refuses(
                Refusal.UNKNOWN_ORGANIZATION,
                () -> accounts.create(
                        tenant.customer(),
                        department,
                        new NewExternalAccount(endpoint.id(), tenant.organization(), "Mine", null, null, false),
                        TestTenants.ACTOR));
        accounts.create(
                tenant.customer(),
                department,
                new NewExternalAccount(endpoint.id(), tenant.department(), "Mine", null, null, false),
                TestTenants.ACTOR);
    }

    @Test
    void addsOnlyDomainsThatAreDelegatedToItsOrganization() {
        ExternalAccount account = some.account(tenant, endpoint, false);
        assertThat(accounts.addDomains(
                        tenant.customer(),
                        ALL,
                        account.id(),
                        List.of("Example.test", "www.example.test", "other.test", "*.example.test", "not a name", "x"),
                        TestTenants.ACTOR))
                .containsExactly("other.test", "*.example.test", "not a name", "x");
        ExternalAccount limited = accounts.require(tenant.customer(), ALL, account.id());
        assertThat(limited.limited()).isTrue();
        assertThat(limited.domains()).containsExactly("example.test", "www.example.test");
        assertThat(audit.last("external-account.update").after())
                .containsEntry("domains", "example.test www.example.test");
        assertThat(accounts.addDomains(
                        tenant.customer(), ALL, account.id(), List.of("example.test"), TestTenants.ACTOR))
                .isEmpty();
    }

    @Test
    void doesNotOpenEverythingWhenTheLastDomainIsRemoved() {
        ExternalAccount account = some.account(tenant, endpoint, false);
        accounts.addDomains(tenant.customer(), ALL, account.id(), List.of("example.test"), TestTenants.ACTOR);
        assertThat(accounts.removeDomains(
                        tenant.customer(),
                        ALL,
                        account.id(),
                        List.of("EXAMPLE.test", "example.test", "other.test"),
                        TestTenants.ACTOR))
                .containsExactly("example.test", "other.test");
        ExternalAccount empty = accounts.require(tenant.customer(), ALL, account.id());
        assertThat(empty.domains()).isEmpty();
        assertThat(empty.covers("www.example.test")).isFalse();
    }

    @Test
    void staysUnlimitedWhenNoDomainCouldBeAdded() {
        ExternalAccount account = some.account(tenant, endpoint, false);
        accounts.addDomains(tenant.customer(), ALL, account.id(), List.of("other.test"), TestTenants.ACTOR);
        assertThat(accounts.require(tenant.customer(), ALL, account.id()).limited())
                .isFalse();
    }

    @Test
    void isLimitedOnlyToProfilesThatTheEndpointOffers() {
        refuses(
                Refusal.INVALID_FIELD,
                () -> accounts.create(
                        tenant.customer(),
                        ALL,
                        new NewExternalAccount(endpoint.id(), tenant.organization(), "Name", "Default", null, false),
                        TestTenants.ACTOR));
    }

    @Test
    void listsByOrganizationNameEndpointLevelAndUse() {
        ExternalAccount first = accounts.create(
                tenant.customer(),
                ALL,
                new NewExternalAccount(
                        endpoint.id(), tenant.organization(), "Front End", "default", ValidationLevel.OV, false),
                TestTenants.ACTOR);
        EnrollmentEndpoint other = some.create(tenant);
        ExternalAccount second = some.account(tenant, other, tenant.department(), true);
        accounts.bind(second, TestTenants.ACTOR);
        assertThat(listed(filter(Set.of(tenant.organization()), null, null, null, null)))
                .containsExactly(first.id());
        assertThat(listed(filter(null, "front", null, null, null))).containsExactly(first.id());
        assertThat(listed(filter(null, "_", null, null, null))).isEmpty();
        assertThat(listed(filter(null, null, other.uriExtension(), null, null))).containsExactly(second.id());
        assertThat(listed(filter(null, null, "", null, null))).isEmpty();
        assertThat(listed(filter(null, null, null, ValidationLevel.OV, null))).containsExactly(first.id());
        assertThat(listed(filter(null, null, null, ValidationLevel.EV, null))).isEmpty();
        assertThat(listed(filter(null, null, null, null, true))).containsExactly(second.id());
        assertThat(listed(filter(null, null, null, null, false))).containsExactly(first.id());
        assertThat(accounts.list(tenant.customer(), ALL, ExternalAccountFilter.ALL, new Page(1, 1))
                        .items())
                .extracting(ExternalAccount::id)
                .containsExactly(second.id());
    }

    private static ExternalAccountFilter filter(
            @Nullable Set<OrganizationId> organizations,
            @Nullable String name,
            @Nullable String extension,
            @Nullable ValidationLevel level,
            @Nullable Boolean used) {
        return new ExternalAccountFilter(organizations, name, extension, level, used);
    }

    private List<ExternalAccountId> listed(ExternalAccountFilter filter) {
        return accounts.list(tenant.customer(), ALL, filter, Page.FIRST).items().stream()
                .map(ExternalAccount::id)
                .toList();
    }

    private static Reach reach(CertificateKind kind, OrganizationId... organizations) {
        return new Reach.Only(Map.of(kind, Set.of(organizations)));
    }

    private static void refuses(Refusal reason, ThrowingCallable action) {
        assertThatThrownBy(action).extracting("reason").isEqualTo(reason);
    }
}
