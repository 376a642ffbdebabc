package io.privyseal.endpoint;

import io.privyseal.access.SharedSecrets;
import io.privyseal.organization.OrganizationId;
import io.privyseal.platform.StorableTime;
import io.privyseal.profile.ProfileId;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Makes accounts at endpoints, as they are on record. */
@Singleton
public class TestEndpointAccounts {
    private final EndpointRepository endpoints;
    private final EndpointAccountRepository accounts;
    private final SharedSecrets secrets;
    private final Clock clock;

    TestEndpointAccounts(
            EndpointRepository endpoints, EndpointAccountRepository accounts, SharedSecrets secrets, Clock clock) {
        this.endpoints = endpoints;
        this.accounts = accounts;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** An account whose clients know an access code. */
    public EndpointAccount create(
            EnrollmentEndpoint endpoint,
            OrganizationId organization,
            String name,
            ProfileId profile,
            boolean autoApprove,
            List<String> nameRestrictions,
            String accessCode) {
        String salt = QuarkusTransaction.requiringNew()
                .call(() ->
                        endpoints.findSalt(endpoint.customer(), endpoint.id()).orElseThrow());
        String hash = secrets.hash(accessCode, salt);
        return QuarkusTransaction.requiringNew().call(() -> {
            EndpointAccountRow row = new EndpointAccountRow();
            row.customerId = endpoint.customer().value();
            row.endpointId = endpoint.id().value();
            row.organizationId = organization.value();
            row.name = name;
            row.nameKey = EndpointAccountRepository.nameKey(name);
            row.idToken = UUID.randomUUID().toString();
            row.termDays = 0;
            row.autoApprove = autoApprove;
            row.csrGenerationMethod = CsrGenerationMethod.PROVIDED;
            row.authMethod = AccountAuthMethod.ACCESS_CODE;
            row.accessCodeHash = hash;
            row.nameRestrictions = String.join(" ", nameRestrictions);
            row.status = EndpointAccountRow.Status.ACTIVE;
            row.createdAt = StorableTime.now(clock);
            row.updatedAt = row.createdAt;
            row.profiles = new ArrayList<>(List.of(profile.value()));
            accounts.persistAndFlush(row);
            return row.toDomain();
        });
    }
}
