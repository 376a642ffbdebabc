package io.privyseal.rest.acme;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.privyseal.access.Role;
import io.privyseal.endpoint.EndpointTestProfile;
import io.privyseal.endpoint.EnrollmentEndpoint;
import io.privyseal.endpoint.TestEndpoints;
import io.privyseal.enrollment.TestTenants;
import io.privyseal.enrollment.TestTenants.Tenant;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(EndpointTestProfile.class)
class AcmePauseResourceTest {
    private static final String PAUSE = "/api/acme/v1/pause";

    @Inject
    TestTenants tenants;

    @Inject
    TestEndpoints endpoints;

    @Inject
    EntityManager entities;

    private Tenant tenant;
    private EnrollmentEndpoint endpoint;
    private long id;

    @BeforeEach
    void pauseAClient() {
        tenant = tenants.create();
        endpoint = endpoints.create(tenant);
        // Far from what the sequences give.
        id = 1_000_000_000L + endpoint.id().value();
        QuarkusTransaction.requiringNew().run(() -> {
            sql("insert into acme_account (id, customer_id, endpoint_id, thumbprint, public_key, status, contacts,"
                    + " terms_agreed, address, user_agent, created_at, last_active_at) values (" + id + ", "
                    + tenant.customer().value() + ", " + endpoint.id().value()
                    + ", 'thumbprint', '{}', 'VALID', '', true,"
                    + " '192.0.2.7', '', current_timestamp, current_timestamp)");
            sql("insert into acme_failure (id, customer_id, endpoint_id, account_id, identifier, in_a_row, recent,"
                    + " recent_since, last_at, paused_at) values (" + id + ", "
                    + tenant.customer().value() + ", " + endpoint.id().value() + ", " + id
                    + ", 'www.example.test', 100, 3, current_timestamp, current_timestamp, current_timestamp)");
        });
    }

    private void sql(String statement) {
        entities.createNativeQuery(statement).executeUpdate();
    }

    @Test
    void listsAndLiftsPauses() {
        master(tenant)
                .get(PAUSE)
                .then()
                .statusCode(200)
                .header("X-Total-Count", "1")
                .body("id", contains((int) id))
                .body("endpointId", contains((int) endpoint.id().value()))
                .body("accountId", contains(Long.toString(id)))
                .body("identifier", contains("www.example.test"))
                .body("failures", contains(100));
        master(tenant).delete(PAUSE + "/" + id).then().statusCode(204);
        master(tenant).get(PAUSE).then().body("$", equalTo(List.of()));
        master(tenant).delete(PAUSE + "/" + id).then().statusCode(404);
    }

    @Test
    void hidesPausesFromWhoDoesNotManageTheEndpoint() {
        Tenant stranger = tenants.create();
        master(stranger).get(PAUSE).then().statusCode(200).body("$", equalTo(List.of()));
        master(stranger).delete(PAUSE + "/" + id).then().statusCode(404);
        tenants.administrator(tenant.customer(), "other", Role.RAO_SSL, tenant.other());
        as(tenant, "other").get(PAUSE).then().statusCode(200).body("$", equalTo(List.of()));
        as(tenant, "other").delete(PAUSE + "/" + id).then().statusCode(404);
        given().get(PAUSE).then().statusCode(401);
    }

    private static RequestSpecification master(Tenant of) {
        return as(of, TestTenants.ADMIN);
    }

    private static RequestSpecification as(Tenant of, String login) {
        return given().headers(Map.of("login", login, "password", TestTenants.PASSWORD, "customerUri", of.uri()))
                .contentType(ContentType.JSON);
    }
}
