package io.privyseal.endpoint;

import io.privyseal.enrollment.TestTenants;
import io.privyseal.enrollment.TestTenants.Tenant;
import io.privyseal.organization.OrganizationId;
import io.privyseal.organization.Reach;
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

    TestEndpoints(Endpoints endpoints, ExternalAccounts accounts) {
        this.endpoints = endpoints;
        this.accounts = accounts;
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
        return old.withSettings(
                new AcmeSettings(
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
