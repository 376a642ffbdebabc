package io.privyseal.endpoint;

import io.privyseal.azure.ApplicationSecret;
import io.privyseal.azure.AzureAccountDraft;
import io.privyseal.azure.AzureAccountId;
import io.privyseal.azure.AzureAccounts;
import io.privyseal.azure.AzureEnvironment;
import io.privyseal.enrollment.TestTenants;
import io.privyseal.enrollment.TestTenants.Tenant;
import io.privyseal.organization.Reach;
import io.privyseal.profile.ProfileId;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes SCEP endpoints, and accounts at them. */
@Singleton
public class TestScepEndpoints {
    private final Endpoints endpoints;
    private final EndpointAccounts accounts;
    private final AzureAccounts azure;

    TestScepEndpoints(Endpoints endpoints, EndpointAccounts accounts, AzureAccounts azure) {
        this.endpoints = endpoints;
        this.accounts = accounts;
        this.azure = azure;
    }

    public EnrollmentEndpoint create(Tenant tenant, EndpointType type, ScepSettings settings) {
        return create(tenant, type, TestEndpoints.newExtension(), settings);
    }

    public EnrollmentEndpoint create(Tenant tenant, EndpointType type, String extension, ScepSettings settings) {
        EndpointDraft draft = new EndpointDraft(type, "SCEP", extension, Set.of(), true, settings);
        return endpoints.create(tenant.customer(), Reach.everything(), draft, TestTenants.ACTOR);
    }

    public void disable(Tenant tenant, EnrollmentEndpoint endpoint) {
        endpoints.update(
                tenant.customer(),
                Reach.everything(),
                endpoint.id(),
                open -> open.withEnabled(false),
                TestTenants.ACTOR);
    }

    /** @param secret null for an account without an access code */
    public EndpointAccountId account(
            Tenant tenant,
            EnrollmentEndpoint endpoint,
            String name,
            ProfileId profile,
            @Nullable String secret,
            boolean autoApprove,
            String... restrictions) {
        AccountDraft draft = new AccountDraft(
                name,
                tenant.organization(),
                List.of(profile),
                0,
                autoApprove,
                CsrGenerationMethod.PROVIDED,
                secret == null ? AccountAuthMethod.NONE : AccountAuthMethod.ACCESS_CODE,
                List.of(restrictions));
        AccessCode code = secret == null ? null : new AccessCode(secret);
        return accounts.create(tenant.customer(), Reach.everything(), endpoint.id(), draft, code, TestTenants.ACTOR)
                .id();
    }

    public AzureAccountId azureAccount(Tenant tenant) {
        AzureAccountDraft draft = new AzureAccountDraft(
                "Azure", AzureEnvironment.AZURE, "directory", "application", new ApplicationSecret("secret"));
        return azure.create(tenant.customer(), Reach.everything(), draft, TestTenants.ACTOR)
                .id();
    }
}
