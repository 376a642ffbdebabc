package io.privyseal.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privyseal.authority.CertificatePlan.Overflow;
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
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(EndpointTestProfile.class)
class EndpointsTest {
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
    EndpointLookup lookup;

    @Inject
    TestAzureAccounts azure;

    @Inject
    SwitchedChannelBindings channelBindings;

    @Inject
    Profiles profiles;

    @Inject
    RecordedAudit audit;

    private Tenant tenant;

    @BeforeEach
    void makeATenant() {
        tenant = tenants.create();
    }

    @Test
    void findsAnEndpointByItsAddressWhateverTheCase() {
        EnrollmentEndpoint made = some.create(tenant);
        assertThat(endpoints.findByUriExtension(
                        EndpointDoor.ACME, made.uriExtension().toUpperCase(Locale.ROOT)))
                .contains(endpoints.require(tenant.customer(), made.id()));
        assertThat(endpoints.findByUriExtension(EndpointDoor.ACME, "nothing-here"))
                .isEmpty();
        assertThat(made.path()).isEqualTo("/acme/" + made.uriExtension() + "/directory");
        assertThat(audit.last("endpoint.create").after())
                .containsEntry("uriExtension", made.uriExtension())
                .containsEntry(
                        "organizations", Long.toString(tenant.organization().value()));
    }

    @Test
    void refusesAnAddressThatAnotherCustomerHasWithoutSayingWhose() {
        EnrollmentEndpoint foreign = some.create(tenants.create());
        String taken = foreign.uriExtension().toUpperCase(Locale.ROOT);
        refuses(
                Refusal.NAME_TAKEN,
                () -> endpoints.create(tenant.customer(), ALL, draft(taken), TestTenants.ACTOR),
                "The URI extension '" + taken + "' is already in use.");
        assertThat(endpoints
                        .list(tenant.customer(), ALL, EndpointFilter.ALL, Page.FIRST)
                        .total())
                .isZero();
    }

    @Test
    void keepsCustomersApart() {
        EnrollmentEndpoint foreign = some.create(tenants.create());
        refuses(Refusal.UNKNOWN_OBJECT, () -> endpoints.require(tenant.customer(), foreign.id()), null);
        refuses(Refusal.UNKNOWN_OBJECT, () -> endpoints.require(tenant.customer(), ALL, foreign.id()), null);
        refuses(
                Refusal.UNKNOWN_OBJECT,
                () -> endpoints.update(tenant.customer(), ALL, foreign.id(), old -> old, TestTenants.ACTOR),
                null);
        refuses(
                Refusal.UNKNOWN_OBJECT,
                () -> endpoints.delete(tenant.customer(), ALL, foreign.id(), TestTenants.ACTOR),
                null);
        EndpointDraft elsewhere = new EndpointDraft(
                EndpointType.PRIVATE_ACME, "Name", TestEndpoints.newExtension(), foreign.organizations(), true, acme());
        refuses(
                Refusal.UNKNOWN_ORGANIZATION,
                () -> endpoints.create(tenant.customer(), ALL, elsewhere, TestTenants.ACTOR),
                null);
        EndpointDraft foreignProfile = new EndpointDraft(
                EndpointType.PRIVATE_ACME,
                "Name",
                TestEndpoints.newExtension(),
                Set.of(tenant.organization()),
                true,
                foreign.acme());
        refuses(
                Refusal.UNKNOWN_PROFILE,
                () -> endpoints.create(tenant.customer(), ALL, foreignProfile, TestTenants.ACTOR),
                null);
    }

    @Test
    void showsAnOfficerTheEndpointsOfItsOrganizationsOnly() {
        EnrollmentEndpoint own = some.create(tenant);
        EnrollmentEndpoint below = some.create(tenant, tenant.department());
        EnrollmentEndpoint other = some.create(tenant, tenant.other());
        Reach officer = reach(CertificateKind.SSL, tenant.organization(), tenant.department());
        Reach department = reach(CertificateKind.SSL, tenant.department());
        assertThat(listed(officer)).containsExactly(own.id(), below.id());
        // A department sees the endpoints above it, where it can have accounts, and changes none of them.
        assertThat(listed(department)).containsExactly(own.id(), below.id());
        assertThat(listed(reach(CertificateKind.CLIENT, tenant.organization()))).isEmpty();
        assertThat(listed(ALL)).containsExactly(own.id(), below.id(), other.id());
        refuses(
                Refusal.NOT_PERMITTED,
                () -> endpoints.update(tenant.customer(), department, own.id(), old -> old, TestTenants.ACTOR),
                null);
        refuses(
                Refusal.UNKNOWN_OBJECT,
                () -> endpoints.delete(tenant.customer(), officer, other.id(), TestTenants.ACTOR),
                null);
        refuses(
                Refusal.UNKNOWN_ORGANIZATION,
                () -> endpoints.create(tenant.customer(), department, draft("x-y"), TestTenants.ACTOR),
                null);
        refuses(
                Refusal.NOT_PERMITTED,
                () -> endpoints.create(
                        tenant.customer(),
                        reach(CertificateKind.CLIENT, tenant.organization()),
                        draft("x-y"),
                        TestTenants.ACTOR),
                null);
    }

    @Test
    void offersADepartmentTheOpenEndpointsAboveIt() {
        EnrollmentEndpoint above = some.create(tenant);
        EnrollmentEndpoint other = some.create(tenant, tenant.other());
        EnrollmentEndpoint closed = some.create(tenant, tenant.department());
        endpoints.update(tenant.customer(), ALL, closed.id(), TestEndpoints::disabled, TestTenants.ACTOR);
        Reach department = reach(CertificateKind.SSL, tenant.department());
        assertThat(endpoints.usable(tenant.customer(), department))
                .extracting(EnrollmentEndpoint::id)
                .containsExactly(above.id());
        assertThat(endpoints.usable(tenant.customer(), ALL))
                .extracting(EnrollmentEndpoint::id)
                .containsExactly(above.id(), other.id());
        assertThat(endpoints.findByUriExtension(EndpointDoor.ACME, closed.uriExtension()))
                .hasValueSatisfying(found -> assertThat(found.enabled()).isFalse());
    }

    @Test
    void listsPagesByNameExtensionAndType() {
        EnrollmentEndpoint first = some.create(tenant);
        EnrollmentEndpoint second = some.create(tenant);
        assertThat(endpoints.list(tenant.customer(), ALL, EndpointFilter.ALL, new Page(1, 1)))
                .satisfies(page -> assertThat(page.total()).isEqualTo(2))
                .satisfies(page -> assertThat(page.items())
                        .extracting(EnrollmentEndpoint::id)
                        .containsExactly(second.id()));
        assertThat(endpoints.list(tenant.customer(), ALL, EndpointFilter.ALL, new Page(Integer.MAX_VALUE, 200)))
                .satisfies(page -> assertThat(page.items()).isEmpty())
                .satisfies(page -> assertThat(page.total()).isEqualTo(2));
        assertThat(listed(new EndpointFilter(null, first.uriExtension().toUpperCase(Locale.ROOT), Set.of())))
                .containsExactly(first.id());
        assertThat(listed(new EndpointFilter("NAME", null, Set.of()))).hasSize(2);
        assertThat(listed(new EndpointFilter("%", null, Set.of()))).isEmpty();
        assertThat(listed(new EndpointFilter(null, null, Set.of(EndpointType.PRIVATE_ACME))))
                .hasSize(2);
        assertThat(listed(new EndpointFilter(null, null, Set.of(EndpointType.SSL_EST))))
                .isEmpty();
    }

    @Test
    void keepsAddressOrganizationAndTypeForGood() {
        EnrollmentEndpoint made = some.create(tenant);
        for (EnrollmentEndpoint other :
                List.of(with(made, "another", made.organization()), with(made, made.uriExtension(), tenant.other()))) {
            refuses(
                    Refusal.INVALID_FIELD,
                    () -> endpoints.update(tenant.customer(), ALL, made.id(), _ -> other, TestTenants.ACTOR),
                    null);
        }
        endpoints.update(tenant.customer(), ALL, made.id(), TestEndpoints::disabled, TestTenants.ACTOR);
        assertThat(endpoints.require(tenant.customer(), made.id()).enabled()).isFalse();
        assertThat(audit.last("endpoint.update").before()).containsEntry("enabled", "true");
        assertThat(audit.last("endpoint.update").after()).containsEntry("enabled", "false");
    }

    @Test
    void refusesProfilesThatTheOrganizationCannotUse() {
        ProfileId disabled =
                tenants.profile(tenant.customer(), tenant.issuer(), "Disabled", Approval.AUTOMATIC, Overflow.CLAMP);
        profiles.enable(tenant.customer(), disabled, false, TestTenants.ACTOR);
        refusesProfile(Refusal.PROFILE_DISABLED, disabled, null);
        refusesProfile(Refusal.UNKNOWN_PROFILE, new ProfileId(Long.MAX_VALUE), null);
        refusesProfile(Refusal.TERM_NOT_IN_PROFILE, tenant.automatic(), 31);
    }

    @Test
    void keepsAProfileFromBeingDeletedWhileItIsOffered() {
        ProfileId offered =
                tenants.profile(tenant.customer(), tenant.issuer(), "Offered", Approval.AUTOMATIC, Overflow.CLAMP);
        EnrollmentEndpoint made = endpoints.create(
                tenant.customer(), ALL, draft(TestEndpoints.newExtension(), offered, null), TestTenants.ACTOR);
        refuses(Refusal.IN_USE, () -> profiles.delete(tenant.customer(), offered, TestTenants.ACTOR), null);
        endpoints.delete(tenant.customer(), ALL, made.id(), TestTenants.ACTOR);
        profiles.delete(tenant.customer(), offered, TestTenants.ACTOR);
    }

    @Test
    void leavesLoopbackToTheMaster() {
        Reach officer = reach(CertificateKind.SSL, tenant.organization());
        EnrollmentEndpoint made = some.create(tenant);
        refuses(
                Refusal.NOT_PERMITTED,
                () -> endpoints.update(
                        tenant.customer(), officer, made.id(), TestEndpoints::withLoopback, TestTenants.ACTOR),
                null);
        endpoints.update(tenant.customer(), ALL, made.id(), TestEndpoints::withLoopback, TestTenants.ACTOR);
        assertThat(endpoints
                        .update(tenant.customer(), officer, made.id(), TestEndpoints::disabled, TestTenants.ACTOR)
                        .acme()
                        .loopbackTargets())
                .isTrue();
    }

    @Test
    void isDeletedOnlyWithoutAccounts() {
        EnrollmentEndpoint made = some.create(tenant);
        ExternalAccount account = some.account(tenant, made, false);
        refuses(Refusal.IN_USE, () -> endpoints.delete(tenant.customer(), ALL, made.id(), TestTenants.ACTOR), null);
        accounts.addDomains(tenant.customer(), ALL, account.id(), List.of("example.test"), TestTenants.ACTOR);
        accounts.delete(tenant.customer(), ALL, account.id(), TestTenants.ACTOR);
        endpoints.delete(tenant.customer(), ALL, made.id(), TestTenants.ACTOR);
        assertThat(endpoints.findByUriExtension(EndpointDoor.ACME, made.uriExtension()))
                .isEmpty();
        assertThat(audit.last("endpoint.delete").objectId())
                .isEqualTo(Long.toString(made.id().value()));
    }

    @Test
    void keepsTheProfilesToWhichAccountsAreLimited() {
        EnrollmentEndpoint made = some.create(tenant);
        accounts.create(
                tenant.customer(),
                ALL,
                new NewExternalAccount(made.id(), tenant.organization(), "Limited", "default", null, false),
                TestTenants.ACTOR);
        AcmeSettings renamed = AcmeSettings.of(List.of(new OfferedProfile("new", tenant.automatic(), "", null)));
        refuses(
                Refusal.IN_USE,
                () -> endpoints.update(
                        tenant.customer(), ALL, made.id(), old -> old.withSettings(renamed), TestTenants.ACTOR),
                null);
    }

    private void refusesProfile(Refusal reason, ProfileId profile, @Nullable Integer term) {
        refuses(
                reason,
                () -> endpoints.create(
                        tenant.customer(), ALL, draft(TestEndpoints.newExtension(), profile, term), TestTenants.ACTOR),
                null);
    }

    @Test
    void givesEachDoorItsOwnAddresses() {
        EnrollmentEndpoint acme = some.create(tenant);
        for (EndpointType type : List.of(EndpointType.DEVICE_SCEP, EndpointType.DEVICE_EST)) {
            EnrollmentEndpoint made = endpoints.create(
                    tenant.customer(), ALL, draft(type, acme.uriExtension(), Set.of()), TestTenants.ACTOR);
            assertThat(endpoints.findByUriExtension(type.door(), acme.uriExtension()))
                    .contains(made);
            refuses(
                    Refusal.NAME_TAKEN,
                    () -> endpoints.create(
                            tenant.customer(), ALL, draft(type, acme.uriExtension(), Set.of()), TestTenants.ACTOR),
                    null);
        }
        refuses(
                Refusal.NAME_TAKEN,
                () -> endpoints.create(
                        tenant.customer(),
                        ALL,
                        draft(EndpointType.SMIME_SCEP, acme.uriExtension(), Set.of()),
                        TestTenants.ACTOR),
                null);
    }

    @Test
    void servesOpenEndpointsOfItsDoorOnly() {
        EnrollmentEndpoint scep = some.scep(tenant);
        assertThat(lookup.find(scep.uriExtension().toUpperCase(Locale.ROOT), EndpointDoor.SCEP))
                .contains(scep);
        assertThat(lookup.find(scep.uriExtension(), EndpointDoor.EST)).isEmpty();
        assertThat(lookup.find("../" + scep.uriExtension(), EndpointDoor.SCEP)).isEmpty();
        endpoints.update(tenant.customer(), ALL, scep.id(), TestEndpoints::disabled, TestTenants.ACTOR);
        assertThat(lookup.find(scep.uriExtension(), EndpointDoor.SCEP)).isEmpty();
    }

    @Test
    void leavesEndpointsOfEverybodyToTheMaster() {
        Reach officer = reach(CertificateKind.DEVICE, tenant.organization());
        EnrollmentEndpoint global = some.scep(tenant);
        assertThat(listed(officer)).containsExactly(global.id());
        assertThat(listed(reach(CertificateKind.CLIENT, tenant.organization()))).isEmpty();
        assertThat(listed(new Reach.Only(Map.of()))).isEmpty();
        assertThat(endpoints.require(tenant.customer(), officer, global.id())).isEqualTo(global);
        refuses(
                Refusal.NOT_PERMITTED,
                () -> endpoints.update(tenant.customer(), officer, global.id(), old -> old, TestTenants.ACTOR),
                null);
        refuses(
                Refusal.NOT_PERMITTED,
                () -> endpoints.delete(tenant.customer(), officer, global.id(), TestTenants.ACTOR),
                null);
        refuses(
                Refusal.NOT_PERMITTED,
                () -> endpoints.create(
                        tenant.customer(),
                        officer,
                        draft(EndpointType.DEVICE_SCEP, TestEndpoints.newExtension(), Set.of()),
                        TestTenants.ACTOR),
                null);
    }

    @Test
    void isDelegatedToOrganizationsAndBack() {
        EnrollmentEndpoint made = some.scep(tenant);
        Set<OrganizationId> two = Set.of(tenant.organization(), tenant.other());
        assertThat(endpoints
                        .delegate(tenant.customer(), ALL, made.id(), two, TestTenants.ACTOR)
                        .organizations())
                .isEqualTo(two);
        assertThat(audit.last("endpoint.update").before()).containsEntry("organizations", "");
        assertThat(lookup.find(made.uriExtension(), EndpointDoor.SCEP))
                .hasValueSatisfying(found -> assertThat(found.organizations()).isEqualTo(two));
        Reach officer = reach(CertificateKind.DEVICE, tenant.organization(), tenant.department());
        refuses(
                Refusal.NOT_PERMITTED,
                () -> endpoints.delegate(
                        tenant.customer(), officer, made.id(), Set.of(tenant.organization()), TestTenants.ACTOR),
                null);
        endpoints.delegate(tenant.customer(), ALL, made.id(), Set.of(tenant.organization()), TestTenants.ACTOR);
        endpoints.delegate(tenant.customer(), officer, made.id(), Set.of(tenant.department()), TestTenants.ACTOR);
        refuses(
                Refusal.NOT_PERMITTED,
                () -> endpoints.delegate(tenant.customer(), officer, made.id(), Set.of(), TestTenants.ACTOR),
                null);
        refuses(
                Refusal.UNKNOWN_ORGANIZATION,
                () -> endpoints.delegate(
                        tenant.customer(),
                        ALL,
                        made.id(),
                        Set.of(tenants.create().organization()),
                        TestTenants.ACTOR),
                null);
        assertThat(endpoints
                        .delegate(tenant.customer(), ALL, made.id(), Set.of(), TestTenants.ACTOR)
                        .organizations())
                .isEmpty();
    }

    @Test
    void staysDelegatedToTheOrganizationsOfItsAccounts() {
        EnrollmentEndpoint made = some.scep(tenant, tenant.organization(), tenant.other());
        some.account(tenant, made, "Account", "access code");
        refuses(
                Refusal.IN_USE,
                () -> endpoints.delegate(tenant.customer(), ALL, made.id(), Set.of(tenant.other()), TestTenants.ACTOR),
                null);
        endpoints.delegate(tenant.customer(), ALL, made.id(), Set.of(tenant.organization()), TestTenants.ACTOR);
        EnrollmentEndpoint acme = some.create(tenant);
        refuses(
                Refusal.INVALID_FIELD,
                () -> endpoints.delegate(tenant.customer(), ALL, acme.id(), Set.of(tenant.other()), TestTenants.ACTOR),
                null);
    }

    @Test
    void takesAzureAccountsThatItsOrganizationsMayUse() {
        Tenant stranger = tenants.create();
        long own = azure.create(tenant.customer(), tenant.organization()).value();
        long others = azure.create(tenant.customer(), tenant.other()).value();
        long strangers =
                azure.create(stranger.customer(), stranger.organization()).value();
        EnrollmentEndpoint made =
                some.create(tenant, EndpointType.DEVICE_SCEP_INTUNE, intune(own), tenant.organization());
        assertThat(endpoints.require(tenant.customer(), made.id()).scep().azureAccount())
                .isEqualTo(own);
        for (long wrong : new long[] {others, strangers, strangers + 1_000_000}) {
            refuses(
                    Refusal.INVALID_FIELD,
                    () -> some.create(tenant, EndpointType.SMIME_SCEP_INTUNE, intune(wrong), tenant.organization()),
                    "Value of 'scep.azureAccountId' is the number of no Azure account that is delegated to all its"
                            + " organizations.");
            refuses(
                    Refusal.INVALID_FIELD,
                    () -> endpoints.update(
                            tenant.customer(),
                            ALL,
                            made.id(),
                            old -> old.withSettings(intune(wrong)),
                            TestTenants.ACTOR),
                    null);
        }
        assertThat(endpoints
                        .update(tenant.customer(), ALL, made.id(), TestEndpoints::disabled, TestTenants.ACTOR)
                        .enabled())
                .isFalse();
    }

    @Test
    void demandsChannelBindingsOnlyWhereTheServerHasThem() {
        EstSettings strict = new EstSettings(
                false, EstSettings.ChannelBinding.REQUIRED, null, List.of(), false, true, false, List.of());
        channelBindings.available = false;
        refuses(Refusal.INVALID_FIELD, () -> some.create(tenant, EndpointType.SSL_EST, strict), null);
        channelBindings.available = true;
        EnrollmentEndpoint made = some.create(tenant, EndpointType.SSL_EST, strict);
        channelBindings.available = false;
        endpoints.update(tenant.customer(), ALL, made.id(), TestEndpoints::disabled, TestTenants.ACTOR);
        assertThat(endpoints.require(tenant.customer(), made.id()).est()).isEqualTo(strict);
    }

    @Test
    void sealsTheKeyOfAWebhookAndTellsTheAuditOnlyThatItChanged() {
        EnrollmentEndpoint made = some.create(tenant, EndpointType.DEVICE_SCEP, hooked("0123456789".repeat(4)));
        assertThat(endpoints.require(tenant.customer(), made.id()).scep()).isEqualTo(made.scep());
        assertThat(audit.last("endpoint.create").after().toString())
                .contains("webhookKey=set")
                .contains("hook.example.test")
                .doesNotContain("0123456789");
        endpoints.update(tenant.customer(), ALL, made.id(), TestEndpoints::disabled, TestTenants.ACTOR);
        assertThat(audit.last("endpoint.update").after()).containsEntry("webhookKey", "set");
        endpoints.update(
                tenant.customer(),
                ALL,
                made.id(),
                old -> old.withSettings(hooked("9876543210".repeat(4))),
                TestTenants.ACTOR);
        assertThat(audit.last("endpoint.update").after())
                .containsEntry("webhookKey", "replaced")
                .doesNotContainValue("9876543210".repeat(4));
        assertThat(endpoints
                        .update(
                                tenant.customer(),
                                ALL,
                                made.id(),
                                old -> old.withSettings(ScepSettings.DEFAULT),
                                TestTenants.ACTOR)
                        .scep()
                        .webhook())
                .isNull();
    }

    private static ScepSettings hooked(String secret) {
        return scep(
                new ChallengeWebhook(
                        URI.create("https://hook.example.test/"),
                        new MacKey(secret.getBytes(StandardCharsets.US_ASCII)),
                        ChallengeWebhook.DEFAULT_TIMEOUT),
                null);
    }

    private static ScepSettings intune(long azureAccount) {
        return scep(null, azureAccount);
    }

    private static ScepSettings scep(@Nullable ChallengeWebhook webhook, @Nullable Long azureAccount) {
        return new ScepSettings(
                ScepSettings.CaCertFormat.RA_AND_ISSUER,
                false,
                Set.of(),
                true,
                null,
                false,
                List.of(),
                webhook,
                azureAccount,
                List.of());
    }

    private static EndpointDraft draft(EndpointType type, String extension, Set<OrganizationId> delegated) {
        return new EndpointDraft(
                type,
                "Name",
                extension,
                delegated,
                true,
                type.door() == EndpointDoor.EST ? EstSettings.DEFAULT : ScepSettings.DEFAULT);
    }

    private EndpointDraft draft(String extension) {
        return draft(extension, tenant.automatic(), null);
    }

    private EndpointDraft draft(String extension, ProfileId profile, @Nullable Integer term) {
        return new EndpointDraft(
                EndpointType.PRIVATE_ACME,
                "Name",
                extension,
                Set.of(tenant.organization()),
                true,
                AcmeSettings.of(List.of(new OfferedProfile("default", profile, "", term))));
    }

    private AcmeSettings acme() {
        return AcmeSettings.of(List.of(new OfferedProfile("default", tenant.automatic(), "", null)));
    }

    private List<EndpointId> listed(Reach reach) {
        return endpoints.list(tenant.customer(), reach, EndpointFilter.ALL, Page.FIRST).items().stream()
                .map(EnrollmentEndpoint::id)
                .toList();
    }

    private List<EndpointId> listed(EndpointFilter filter) {
        return endpoints.list(tenant.customer(), ALL, filter, Page.FIRST).items().stream()
                .map(EnrollmentEndpoint::id)
                .toList();
    }

    private static EnrollmentEndpoint with(EnrollmentEndpoint old, String extension, OrganizationId organization) {
        return new EnrollmentEndpoint(
                old.id(),
                old.customer(),
                old.type(),
                old.name(),
                extension,
                Set.of(organization),
                old.enabled(),
                old.settings(),
                old.page(),
                old.created(),
                old.updated());
    }

    private static Reach reach(CertificateKind kind, OrganizationId... organizations) {
        return new Reach.Only(Map.of(kind, Set.of(organizations)));
    }

    private static void refuses(Refusal reason, ThrowingCallable action, @Nullable String message) {
        assertThatThrownBy(action)
                .satisfies(refused -> {
                    if (message != null) {
                        assertThat(refused).hasMessage(message);
                    }
                })
                .extracting("reason")
                .isEqualTo(reason);
    }
}
