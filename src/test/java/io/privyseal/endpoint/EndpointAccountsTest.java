package io.privyseal.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privyseal.azure.TestAzureAccounts;
import io.privyseal.enrollment.TestTenants;
import io.privyseal.enrollment.TestTenants.Tenant;
import io.privyseal.organization.CertificateKind;
import io.privyseal.organization.OrganizationId;
import io.privyseal.organization.Reach;
import io.privyseal.platform.Page;
import io.privyseal.platform.Refusal;
import io.privyseal.profile.ProfileId;
import io.privyseal.profile.ProfileRules.Approval;
import io.privyseal.profile.Profiles;
import io.privyseal.rest.RecordedAudit;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(EndpointTestProfile.class)
class EndpointAccountsTest {
    private static final Reach ALL = Reach.everything();
    private static final AccessCode CODE = new AccessCode("access code");

    @Inject
    TestTenants tenants;

    @Inject
    TestEndpoints some;

    @Inject
    Endpoints endpoints;

    @Inject
    EndpointAccounts accounts;

    @Inject
    Profiles profiles;

    @Inject
    TestAzureAccounts azure;

    @Inject
    RecordedAudit audit;

    private Tenant tenant;
    private EnrollmentEndpoint scep;
    private ProfileId profile;

    @BeforeEach
    void makeAnEndpoint() {
        tenant = tenants.create();
        scep = some.scep(tenant);
        profile = some.deviceProfile(tenant, Approval.AUTOMATIC);
    }

    @Test
    void keepsWhatWasSaidAndTellsTheAuditAllButTheAccessCode() {
        AccountDraft draft = new AccountDraft(
                "Phones",
                tenant.department(),
                List.of(profile),
                90,
                false,
                CsrGenerationMethod.PROVIDED,
                AccountAuthMethod.ACCESS_CODE,
                List.of("b.example.test", "a.example.test"));
        EndpointAccount made = create(scep, draft, CODE);
        assertThat(AccountDraft.of(made)).isEqualTo(draft);
        assertThat(made.idToken()).hasSize(22);
        assertThat(accounts.of(scep)).containsExactly(made);
        assertThat(accounts.find(tenant.customer(), scep.id(), made.id())).contains(made);
        assertThat(accounts.require(tenant.customer(), ALL, scep.id(), made.id()))
                .isEqualTo(made);
        assertThat(audit.last("endpoint-account.create").after())
                .containsEntry("name", "Phones")
                .containsEntry("profiles", Long.toString(profile.value()))
                .doesNotContainValue(CODE.value());
        assertThat(audit.last("endpoint-account.create").after().toString()).doesNotContain("argon2");
    }

    @Test
    void changesWhatIsSaidAndKeepsTheRest() {
        EndpointAccount made = create(scep, draft("Phones"), CODE);
        EndpointAccount changed = update(made, old -> with(old, "Tablets", false), new AccessCode("another code"));
        assertThat(changed.name()).isEqualTo("Tablets");
        assertThat(changed.autoApprove()).isFalse();
        assertThat(changed.idToken()).isEqualTo(made.idToken());
        assertThat(audit.last("endpoint-account.update").after()).containsEntry("accessCode", "replaced");
        update(made, old -> old, null);
        assertThat(audit.last("endpoint-account.update").after()).doesNotContainKey("accessCode");
        assertThat(accounts.of(scep)).extracting(EndpointAccount::name).containsExactly("Tablets");
        OrganizationId other = tenant.other();
        refuses(
                Refusal.INVALID_FIELD,
                "organizationId",
                () -> update(made, old -> TestEndpoints.accountDraft(old.name(), other, profile), null));
    }

    @Test
    void givesANameOnceAnEndpointAndAgainAfterItsEnd() {
        EndpointAccount made = create(scep, draft("Phones"), CODE);
        refuses(Refusal.NAME_TAKEN, "PHONES", () -> create(scep, draft("PHONES"), new AccessCode("another code")));
        create(some.scep(tenant), draft("Phones"), CODE);
        accounts.delete(tenant.customer(), ALL, scep.id(), made.id(), TestTenants.ACTOR);
        assertThat(accounts.of(scep)).isEmpty();
        refuses(
                Refusal.UNKNOWN_OBJECT,
                "does not exist",
                () -> accounts.require(tenant.customer(), ALL, scep.id(), made.id()));
        refuses(Refusal.UNKNOWN_OBJECT, "does not exist", () -> update(made, old -> old, null));
        assertThat(create(scep, draft("Phones"), CODE).id()).isNotEqualTo(made.id());
        assertThat(audit.last("endpoint-account.delete").objectId())
                .isEqualTo(Long.toString(made.id().value()));
    }

    @Test
    void tellsTheAccountsOfAnEndpointApartByTheirAccessCodes() {
        create(scep, draft("Phones"), CODE);
        refuses(Refusal.PASSWORD_UNACCEPTABLE, "tells accounts apart", () -> create(scep, draft("Tablets"), CODE));
        EndpointAccount other = create(scep, draft("Tablets"), new AccessCode("another code"));
        refuses(Refusal.PASSWORD_UNACCEPTABLE, "tells accounts apart", () -> update(other, old -> old, CODE));
        EnrollmentEndpoint est = some.est(tenant);
        create(est, draft("Phones"), CODE);
        refuses(Refusal.PASSWORD_UNACCEPTABLE, "tells accounts apart", () -> create(est, draft("Tablets"), CODE));
    }

    @Test
    void wantsAnAccessCodeWhereItIsAskedForAndNowhereElse() {
        refuses(Refusal.MISSING_FIELD, "'accessCode'", () -> create(scep, draft("Phones"), null));
        refuses(
                Refusal.INVALID_FIELD,
                "'accessCode'",
                () -> create(scep, with(draft("Phones"), AccountAuthMethod.NONE), CODE));
        EndpointAccount made = create(scep, draft("Phones"), CODE);
        update(made, old -> with(old, AccountAuthMethod.NONE), null);
        assertThat(audit.last("endpoint-account.update").after()).containsEntry("accessCode", "removed");
        refuses(
                Refusal.MISSING_FIELD,
                "'accessCode'",
                () -> update(made, old -> with(old, AccountAuthMethod.ACCESS_CODE), null));
    }

    @Test
    void refusesProfilesTermsAndNamesThatTheOrganizationCannotHave() {
        refuses(
                Refusal.UNKNOWN_PROFILE,
                "",
                () -> create(
                        scep, TestEndpoints.accountDraft("Phones", tenant.organization(), tenant.automatic()), CODE));
        Tenant foreign = tenants.create();
        ProfileId foreignProfile = some.deviceProfile(foreign, Approval.AUTOMATIC);
        refuses(
                Refusal.UNKNOWN_PROFILE,
                "",
                () -> create(scep, TestEndpoints.accountDraft("Phones", tenant.organization(), foreignProfile), CODE));
        profiles.enable(tenant.customer(), profile, false, TestTenants.ACTOR);
        refuses(Refusal.PROFILE_DISABLED, "", () -> create(scep, draft("Phones"), CODE));
        profiles.enable(tenant.customer(), profile, true, TestTenants.ACTOR);
        refuses(Refusal.TERM_NOT_IN_PROFILE, "", () -> create(scep, with(draft("Phones"), 31, List.of()), CODE));
        refuses(
                Refusal.INVALID_FIELD,
                "'nameRestrictions'",
                () -> create(scep, with(draft("Phones"), 30, List.of("other.test")), CODE));
        assertThat(accounts.of(scep)).isEmpty();
    }

    @Test
    void keepsAProfileFromBeingDeletedWhileAnAccountHasIt() {
        EndpointAccount made = create(scep, draft("Phones"), CODE);
        refuses(Refusal.IN_USE, "", () -> profiles.delete(tenant.customer(), profile, TestTenants.ACTOR));
        accounts.delete(tenant.customer(), ALL, scep.id(), made.id(), TestTenants.ACTOR);
        profiles.delete(tenant.customer(), profile, TestTenants.ACTOR);
    }

    @Test
    void belongsToOrganizationsToWhichTheEndpointIsDelegated() {
        EnrollmentEndpoint limited = some.scep(tenant, tenant.organization());
        create(limited, draft("Phones"), CODE);
        create(
                limited,
                TestEndpoints.accountDraft("Department", tenant.department(), profile),
                new AccessCode("another code"));
        refuses(
                Refusal.INVALID_FIELD,
                "'organizationId'",
                () -> create(limited, TestEndpoints.accountDraft("Other", tenant.other(), profile), CODE));
        refuses(
                Refusal.UNKNOWN_ORGANIZATION,
                "",
                () -> create(
                        scep,
                        TestEndpoints.accountDraft("Foreign", tenants.create().organization(), profile),
                        CODE));
    }

    @Test
    void hasNoAccountsAtAcmeEndpoints() {
        EnrollmentEndpoint acme = some.create(tenant);
        refuses(Refusal.FEATURE_DISABLED, "/api/acme", () -> create(acme, draft("Phones"), CODE));
        assertThat(accounts.list(tenant.customer(), ALL, acme.id(), Page.FIRST).total())
                .isZero();
    }

    @Test
    void refusesAtIntuneEndpointsWhatWouldKeepItsAnswerWaiting() {
        long account = azure.create(tenant.customer(), tenant.organization()).value();
        EnrollmentEndpoint intune = some.create(
                tenant,
                EndpointType.DEVICE_SCEP_INTUNE,
                new ScepSettings(
                        ScepSettings.CaCertFormat.RA_AND_ISSUER,
                        false,
                        Set.of(),
                        true,
                        null,
                        false,
                        List.of(),
                        null,
                        account,
                        List.of()),
                tenant.organization());
        AccountDraft fine = with(draft("Phones"), AccountAuthMethod.NONE);
        refuses(Refusal.INVALID_FIELD, "'autoApprove'", () -> create(intune, with(fine, "Phones", false), null));
        refuses(Refusal.INVALID_FIELD, "'accountAuthMethod'", () -> create(intune, draft("Phones"), CODE));
        ProfileId reviewed = some.deviceProfile(tenant, Approval.ADMINISTRATOR);
        refuses(
                Refusal.INVALID_FIELD,
                "'profileIds'",
                () -> create(
                        intune,
                        with(
                                TestEndpoints.accountDraft("Phones", tenant.organization(), reviewed),
                                AccountAuthMethod.NONE),
                        null));
        EndpointAccount made = create(intune, fine, null);
        refuses(
                Refusal.INVALID_FIELD,
                "'autoApprove'",
                () -> accounts.update(
                        tenant.customer(),
                        ALL,
                        intune.id(),
                        made.id(),
                        old -> with(old, "Phones", false),
                        null,
                        TestTenants.ACTOR));
        refuses(
                Refusal.STATE_CONFLICT,
                "one account",
                () -> create(intune, with(draft("Tablets"), AccountAuthMethod.NONE), null));
    }

    @Test
    void keepsCustomersAndEndpointsApart() {
        EndpointAccount made = create(scep, draft("Phones"), CODE);
        Tenant foreign = tenants.create();
        EnrollmentEndpoint another = some.scep(tenant);
        refuses(Refusal.UNKNOWN_OBJECT, "", () -> accounts.list(foreign.customer(), ALL, scep.id(), Page.FIRST));
        refuses(Refusal.UNKNOWN_OBJECT, "", () -> accounts.require(foreign.customer(), ALL, scep.id(), made.id()));
        refuses(Refusal.UNKNOWN_OBJECT, "", () -> accounts.require(tenant.customer(), ALL, another.id(), made.id()));
        refuses(
                Refusal.UNKNOWN_OBJECT,
                "",
                () -> accounts.delete(foreign.customer(), ALL, scep.id(), made.id(), TestTenants.ACTOR));
        refuses(
                Refusal.UNKNOWN_OBJECT,
                "",
                () -> accounts.delete(tenant.customer(), ALL, another.id(), made.id(), TestTenants.ACTOR));
        refuses(
                Refusal.UNKNOWN_OBJECT,
                "",
                () -> accounts.create(foreign.customer(), ALL, scep.id(), draft("Foreign"), CODE, TestTenants.ACTOR));
        assertThat(accounts.find(foreign.customer(), scep.id(), made.id())).isEmpty();
        assertThat(accounts.of(scep)).containsExactly(made);
    }

    @Test
    void letsOfficersManageTheAccountsOfTheirOrganizations() {
        EndpointAccount own = create(scep, draft("Own"), CODE);
        EndpointAccount other = create(
                scep, TestEndpoints.accountDraft("Other", tenant.other(), profile), new AccessCode("another code"));
        Reach officer =
                new Reach.Only(Map.of(CertificateKind.DEVICE, Set.of(tenant.organization(), tenant.department())));
        Reach ofOtherKind = new Reach.Only(Map.of(CertificateKind.SSL, Set.of(tenant.organization())));
        assertThat(accounts.list(tenant.customer(), officer, scep.id(), Page.FIRST))
                .satisfies(page -> assertThat(page.total()).isEqualTo(1))
                .satisfies(page -> assertThat(page.items()).containsExactly(own));
        refuses(Refusal.UNKNOWN_OBJECT, "", () -> accounts.require(tenant.customer(), officer, scep.id(), other.id()));
        refuses(
                Refusal.UNKNOWN_OBJECT,
                "",
                () -> accounts.delete(tenant.customer(), officer, scep.id(), other.id(), TestTenants.ACTOR));
        refuses(Refusal.UNKNOWN_OBJECT, "", () -> accounts.list(tenant.customer(), ofOtherKind, scep.id(), Page.FIRST));
        accounts.create(
                tenant.customer(),
                officer,
                scep.id(),
                TestEndpoints.accountDraft("Department", tenant.department(), profile),
                new AccessCode("a third code"),
                TestTenants.ACTOR);
        refuses(
                Refusal.UNKNOWN_ORGANIZATION,
                "",
                () -> accounts.create(
                        tenant.customer(),
                        officer,
                        scep.id(),
                        TestEndpoints.accountDraft("More", tenant.other(), profile),
                        new AccessCode("a fourth code"),
                        TestTenants.ACTOR));
        accounts.delete(tenant.customer(), officer, scep.id(), own.id(), TestTenants.ACTOR);
    }

    @Test
    void listsPagesOldestFirst() {
        create(scep, draft("First"), CODE);
        EndpointAccount second = create(scep, draft("Second"), new AccessCode("another code"));
        assertThat(accounts.list(tenant.customer(), ALL, scep.id(), new Page(1, 1)))
                .satisfies(page -> assertThat(page.total()).isEqualTo(2))
                .satisfies(page -> assertThat(page.items()).containsExactly(second));
        assertThat(accounts.list(tenant.customer(), ALL, scep.id(), new Page(Integer.MAX_VALUE, 200))
                        .items())
                .isEmpty();
    }

    @Test
    void keepsItsEndpointUntilItIsDeleted() {
        EndpointAccount made = create(scep, draft("Phones"), CODE);
        refuses(Refusal.IN_USE, "", () -> endpoints.delete(tenant.customer(), ALL, scep.id(), TestTenants.ACTOR));
        accounts.delete(tenant.customer(), ALL, scep.id(), made.id(), TestTenants.ACTOR);
        endpoints.delete(tenant.customer(), ALL, scep.id(), TestTenants.ACTOR);
        assertThat(accounts.of(scep)).isEmpty();
    }

    private EndpointAccount create(EnrollmentEndpoint endpoint, AccountDraft draft, @Nullable AccessCode code) {
        return accounts.create(tenant.customer(), ALL, endpoint.id(), draft, code, TestTenants.ACTOR);
    }

    private EndpointAccount update(
            EndpointAccount account, UnaryOperator<AccountDraft> change, @Nullable AccessCode code) {
        return accounts.update(
                tenant.customer(), ALL, account.endpoint(), account.id(), change, code, TestTenants.ACTOR);
    }

    private AccountDraft draft(String name) {
        return TestEndpoints.accountDraft(name, tenant.organization(), profile);
    }

    private static AccountDraft with(AccountDraft old, AccountAuthMethod method) {
        return new AccountDraft(
                old.name(),
                old.organization(),
                old.profiles(),
                old.termDays(),
                old.autoApprove(),
                old.csrGenerationMethod(),
                method,
                old.nameRestrictions());
    }

    private static AccountDraft with(AccountDraft old, String name, boolean autoApprove) {
        return new AccountDraft(
                name,
                old.organization(),
                old.profiles(),
                old.termDays(),
                autoApprove,
                old.csrGenerationMethod(),
                old.authMethod(),
                old.nameRestrictions());
    }

    private static AccountDraft with(AccountDraft old, int termDays, List<String> restrictions) {
        return new AccountDraft(
                old.name(),
                old.organization(),
                old.profiles(),
                termDays,
                old.autoApprove(),
                old.csrGenerationMethod(),
                old.authMethod(),
                restrictions);
    }

    private static void refuses(Refusal reason, String message, ThrowingCallable action) {
        assertThatThrownBy(action)
                .hasMessageContaining(message)
                .extracting("reason")
                .isEqualTo(reason);
    }
}
