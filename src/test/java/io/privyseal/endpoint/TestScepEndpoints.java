package io.privyseal.endpoint;

import io.privyseal.access.SharedSecrets;
import io.privyseal.enrollment.TestTenants;
import io.privyseal.enrollment.TestTenants.Tenant;
import io.privyseal.organization.Reach;
import io.privyseal.platform.StorableTime;
import io.privyseal.profile.ProfileId;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes SCEP endpoints and accounts at them. */
@Singleton
public class TestScepEndpoints {
    private final Endpoints endpoints;
    private final EndpointRepository repository;
    private final EndpointAccountRepository accounts;
    private final SharedSecrets secrets;
    private final Clock clock;

    TestScepEndpoints(
            Endpoints endpoints,
            EndpointRepository repository,
            EndpointAccountRepository accounts,
            SharedSecrets secrets,
            Clock clock) {
        this.endpoints = endpoints;
        this.repository = repository;
        this.accounts = accounts;
        this.secrets = secrets;
        this.clock = clock;
    }

    public EnrollmentEndpoint create(Tenant tenant, EndpointType type, ScepSettings settings) {
        return create(tenant, type, TestEndpoints.newExtension(), settings);
    }

    public EnrollmentEndpoint create(Tenant tenant, EndpointType type, String extension, ScepSettings settings) {
        EndpointDraft draft = new EndpointDraft(type, "SCEP", extension, Set.of(), true, settings);
        return endpoints.create(tenant.customer(), Reach.everything(), draft, TestTenants.ACTOR);
    }

    /** @param secret null for an account without an access code */
    public EndpointAccountId account(
            Tenant tenant,
            EnrollmentEndpoint endpoint,
            String name,
            ProfileId profile,
            @Nullable String secret,
            boolean autoApprove,
            String restrictions) {
        return QuarkusTransaction.requiringNew().call(() -> {
            EndpointAccountRow row = new EndpointAccountRow();
            row.customerId = tenant.customer().value();
            row.endpointId = endpoint.id().value();
            row.organizationId = tenant.organization().value();
            row.name = name;
            row.nameKey = EndpointAccountRepository.nameKey(name);
            row.idToken = UUID.randomUUID().toString();
            row.termDays = 0;
            row.autoApprove = autoApprove;
            row.csrGenerationMethod = CsrGenerationMethod.PROVIDED;
            row.authMethod = secret == null ? AccountAuthMethod.NONE : AccountAuthMethod.ACCESS_CODE;
            String salt =
                    repository.findSalt(endpoint.customer(), endpoint.id()).orElseThrow();
            row.accessCodeHash = secret == null ? null : secrets.hash(secret, salt);
            row.nameRestrictions = restrictions;
            row.status = EndpointAccountRow.Status.ACTIVE;
            row.createdAt = StorableTime.now(clock);
            row.updatedAt = row.createdAt;
            row.profiles = new ArrayList<>(List.of(profile.value()));
            accounts.persist(row);
            return new EndpointAccountId(row.id);
        });
    }
}
