package io.privyseal.endpoint;

import io.privyseal.authority.CertificatePlan.Overflow;
import io.privyseal.enrollment.TestTenants;
import io.privyseal.enrollment.TestTenants.Tenant;
import io.privyseal.organization.CertificateKind;
import io.privyseal.organization.OrganizationId;
import io.privyseal.organization.Reach;
import io.privyseal.profile.ProfileId;
import io.privyseal.profile.ProfileRules;
import io.privyseal.profile.Profiles;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** Makes endpoints and accounts apart from those of other tests. */
@Singleton
public class TestEndpoints {
    private static final AtomicLong NEXT = new AtomicLong(new SecureRandom().nextInt(1_000_000_000));

    private final Endpoints endpoints;
    private final ExternalAccounts accounts;
    private final EndpointAccounts endpointAccounts;
    private final Profiles profiles;
    private final TestTenants tenants;

    TestEndpoints(
            Endpoints endpoints,
            ExternalAccounts accounts,
            EndpointAccounts endpointAccounts,
            Profiles profiles,
            TestTenants tenants) {
        this.endpoints = endpoints;
        this.accounts = accounts;
        this.endpointAccounts = endpointAccounts;
        this.profiles = profiles;
        this.tenants = tenants;
    }

    public static String newExtension() {
        return "Web-" + NEXT.incrementAndGet();
    }

    /** An endpoint of the tenant's organization, with its automatic profile as {@code default}. */
    public EnrollmentEndpoint create(Tenant tenant) {
        return create(tenant, tenant.organization());
    }

    public EnrollmentEndpoint create(Tenant tenant, OrganizationId organization) {
        OfferedProfile offered = new OfferedProfile("default", tenant.automatic(), "For tests", null);
        return endpoints.create(
                tenant.customer(),
                Reach.everything(),
                new EndpointDraft(
                        EndpointType.PRIVATE_ACME,
                        "Name",
                        newExtension(),
                        Set.of(organization),
                        true,
                        AcmeSettings.of(List.of(offered))),
                TestTenants.ACTOR);
    }

    /** A SCEP or EST endpoint that is delegated to these, or to all. */
    public EnrollmentEndpoint create(
            Tenant tenant, EndpointType type, EndpointSettings settings, OrganizationId... delegated) {
        return endpoints.create(
                tenant.customer(),
                Reach.everything(),
                new EndpointDraft(type, "Name", newExtension(), Set.of(delegated), true, settings),
                TestTenants.ACTOR);
    }

    public EnrollmentEndpoint scep(Tenant tenant, OrganizationId... delegated) {
        return create(tenant, EndpointType.DEVICE_SCEP, ScepSettings.DEFAULT, delegated);
    }

    public EnrollmentEndpoint est(Tenant tenant, OrganizationId... delegated) {
        return create(tenant, EndpointType.DEVICE_EST, EstSettings.DEFAULT, delegated);
    }

    /** A profile for devices, with the tenant's usual terms. */
    public ProfileId deviceProfile(Tenant tenant, ProfileRules.Approval approval) {
        return profiles.create(
                        tenant.customer(),
                        CertificateKind.DEVICE,
                        tenants.draft(
                                tenant.issuer(), "Device " + NEXT.incrementAndGet(), approval, Overflow.CLAMP, true),
                        TestTenants.ACTOR)
                .id();
    }

    /** An account of the tenant's organization that approves by itself. */
    public EndpointAccount account(Tenant tenant, EnrollmentEndpoint endpoint, String name, String accessCode) {
        return endpointAccounts.create(
                tenant.customer(),
                Reach.everything(),
                endpoint.id(),
                accountDraft(name, tenant.organization(), deviceProfile(tenant, ProfileRules.Approval.AUTOMATIC)),
                new AccessCode(accessCode),
                TestTenants.ACTOR);
    }

    static AccountDraft accountDraft(String name, OrganizationId organization, ProfileId profile) {
        return new AccountDraft(
                name,
                organization,
                List.of(profile),
                0,
                true,
                CsrGenerationMethod.PROVIDED,
                AccountAuthMethod.ACCESS_CODE,
                List.of());
    }

    public ExternalAccount account(Tenant tenant, EnrollmentEndpoint endpoint, boolean singleUse) {
        return account(tenant, endpoint, endpoint.organization(), singleUse);
    }

    public ExternalAccount account(
            Tenant tenant, EnrollmentEndpoint endpoint, OrganizationId organization, boolean singleUse) {
        return accounts.create(
                tenant.customer(),
                Reach.everything(),
                new NewExternalAccount(endpoint.id(), organization, "Account", null, null, singleUse),
                TestTenants.ACTOR);
    }

    static EnrollmentEndpoint disabled(EnrollmentEndpoint old) {
        return old.withEnabled(false);
    }

    static EnrollmentEndpoint withLoopback(EnrollmentEndpoint old) {
        AcmeSettings acme = old.acme();
        return old.withSettings(new AcmeSettings(
                acme.profiles(),
                acme.challenges(),
                acme.identifiers(),
                acme.mostIdentifiers(),
                acme.externalAccounts(),
                acme.namesNeedProof(),
                acme.approval(),
                acme.lifetimes(),
                acme.networks(),
                true,
                acme.limits(),
                acme.about()));
    }
}
