package io.privyseal.rest.acme;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.privyseal.access.Role;
import io.privyseal.endpoint.EndpointTestProfile;
import io.privyseal.enrollment.TestTenants;
import io.privyseal.enrollment.TestTenants.Tenant;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(EndpointTestProfile.class)
class AcmeReplacementResourceTest {
    private static final String REPLACEMENT = "/api/acme/v1/replacement";

    @Inject
    TestTenants tenants;

    private Tenant tenant;

    @BeforeEach
    void makeATenant() {
        tenant = tenants.create();
    }

    @Test
    void marksListsAndTakesBack() {
        String location = as(TestTenants.ADMIN)
                .body("{\"issuerId\":" + tenant.issuer().value()
                        + ",\"explanationUrl\":\"https://pki.example.test/why\"}")
                .post(REPLACEMENT)
                .then()
                .statusCode(201)
                .extract()
                .header("Location");
        String path = REPLACEMENT + location.substring(location.lastIndexOf('/'));
        as(TestTenants.ADMIN)
                .get(REPLACEMENT)
                .then()
                .statusCode(200)
                .header("X-Total-Count", "1")
                .body("issuerId", contains((int) tenant.issuer().value()))
                .body("explanationUrl", contains("https://pki.example.test/why"));
        as(TestTenants.ADMIN).delete(path).then().statusCode(204);
        as(TestTenants.ADMIN).get(REPLACEMENT).then().body("$", equalTo(List.of()));
        as(TestTenants.ADMIN).delete(path).then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"serialNumber\":\"nonsense\"}",
                "{\"issuerId\":1,\"explanationUrl\":\"javascript:alert(1)\"}",
                "{\"issuerId\":1,\"explanationUrl\":\"not a URL\"}",
                "{\"issuerId\":1,\"explanationUrl\":\"https:nowhere\"}"
            })
    void refusesWhatNamesNothingOrExplainsNothing(String body) {
        as(TestTenants.ADMIN).body(body).post(REPLACEMENT).then().statusCode(400);
    }

    @Test
    void isForMraosOnly() {
        tenants.administrator(tenant.customer(), "rao", Role.RAO_SSL, tenant.organization());
        as("rao").get(REPLACEMENT).then().statusCode(400);
        as("rao").body("{\"issuerId\":1}").post(REPLACEMENT).then().statusCode(400);
        as("rao").delete(REPLACEMENT + "/1").then().statusCode(400);
        given().get(REPLACEMENT).then().statusCode(401);
    }

    private RequestSpecification as(String login) {
        return given().headers(Map.of("login", login, "password", TestTenants.PASSWORD, "customerUri", tenant.uri()))
                .contentType(ContentType.JSON);
    }
}
