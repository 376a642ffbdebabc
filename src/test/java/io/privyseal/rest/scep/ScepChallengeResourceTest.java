package io.privyseal.rest.scep;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.matchesPattern;

import io.privyseal.access.Role;
import io.privyseal.endpoint.EndpointAccountId;
import io.privyseal.endpoint.EndpointType;
import io.privyseal.endpoint.EnrollmentEndpoint;
import io.privyseal.endpoint.ScepSettings;
import io.privyseal.endpoint.TestScepEndpoints;
import io.privyseal.enrollment.EnrollmentTestProfile;
import io.privyseal.enrollment.TestTenants;
import io.privyseal.enrollment.TestTenants.Tenant;
import io.privyseal.organization.CertificateKind;
import io.privyseal.profile.ProfileId;
import io.privyseal.profile.Profiles;
import io.privyseal.profile.StarterProfiles;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(EnrollmentTestProfile.class)
class ScepChallengeResourceTest {
    @Inject
    TestTenants tenants;

    @Inject
    TestScepEndpoints endpoints;

    @Inject
    Profiles profiles;

    private Tenant tenant;
    private EnrollmentEndpoint endpoint;
    private EndpointAccountId account;

    @BeforeEach
    void openAnEndpoint() {
        tenant = tenants.create();
        endpoint = endpoints.create(tenant, EndpointType.DEVICE_SCEP, ScepSettings.DEFAULT);
        ProfileId profile = profiles.create(
                        tenant.customer(),
                        CertificateKind.DEVICE,
                        StarterProfiles.DEFAULT_DEVICE.draft(tenant.issuer()),
                        TestTenants.ACTOR)
                .id();
        account = endpoints.account(tenant, endpoint, "account", profile, "access code", true);
    }

    @Test
    void tellsTheSecretOnce() {
        issue(TestTenants.ADMIN, ",\"subject\":\"device-1\",\"expiresIn\":600")
                .statusCode(200)
                .body("id", greaterThan(0))
                .body("challenge", matchesPattern("[A-Za-z0-9_-]{32}"))
                .body("expires", matchesPattern("20\\d\\d-\\d\\d-\\d\\dT.*Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {",\"expiresIn\":1", ",\"expiresIn\":99999999999", ",\"subject\":\" \""})
    void refusesWhatCannotWork(String more) {
        issue(TestTenants.ADMIN, more).statusCode(400);
    }

    @Test
    void refusesWhatIsMissingOrNotThere() {
        post(TestTenants.ADMIN, "{}").statusCode(400);
        post(TestTenants.ADMIN, "{\"endpoint\":" + endpoint.id().value() + "}").statusCode(400);
        post(TestTenants.ADMIN, "{\"endpoint\":" + endpoint.id().value() + ",\"account\":987654321}")
                .statusCode(404);
        post(TestTenants.ADMIN, "{\"endpoint\":987654321,\"account\":" + account.value() + "}")
                .statusCode(404);
    }

    @Test
    void isForAdministratorsOfTheAccountsOrganizationAndKind() {
        tenants.administrator(tenant.customer(), "devices", Role.RAO_DEVICE, tenant.organization());
        tenants.administrator(tenant.customer(), "servers", Role.RAO_SSL, tenant.organization());
        tenants.administrator(tenant.customer(), "others", Role.RAO_DEVICE, tenant.other());
        issue("devices", "").statusCode(200);
        issue("servers", "").statusCode(404);
        issue("others", "").statusCode(404);
    }

    private ValidatableResponse issue(String login, String more) {
        return post(login, "{\"endpoint\":" + endpoint.id().value() + ",\"account\":" + account.value() + more + "}");
    }

    private ValidatableResponse post(String login, String body) {
        return given().headers(Map.of("login", login, "password", TestTenants.PASSWORD, "customerUri", tenant.uri()))
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/scep/v1/challenge")
                .then();
    }
}
