package io.privyseal.rest.audit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.privyseal.access.Role;
import io.privyseal.enrollment.EnrollmentTestProfile;
import io.privyseal.enrollment.TestCsr;
import io.privyseal.enrollment.TestTenants;
import io.privyseal.enrollment.TestTenants.Tenant;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(EnrollmentTestProfile.class)
class AuditResourceTest {
    private static final String PATH = "/api/audit/v1";

    private static @Nullable Tenant shared;

    @Inject
    TestTenants tenants;

    private Tenant tenant;

    @BeforeEach
    void findATenant() {
        if (shared == null) {
            shared = tenants.create();
        }
        tenant = shared;
    }

    @Test
    void tellsTheLifeOfACertificate() {
        long id = enroll("life.example.test");
        as(TestTenants.ADMIN)
                .contentType(ContentType.JSON)
                .body(Map.of("reasonCode", 4, "reason", "Replaced"))
                .post("/api/ssl/v1/revoke/" + id)
                .then()
                .statusCode(204);
        Response answer = as(TestTenants.ADMIN).get(PATH + "?certificate=" + id);
        assertThat(answer.statusCode()).isEqualTo(200);
        List<String> actions = answer.jsonPath().getList("action");
        assertThat(actions).contains("certificate.revoke");
        assertThat(actions.getFirst()).isEqualTo("certificate.revoke");
        assertThat(answer.header("X-Total-Count")).isEqualTo(Integer.toString(actions.size()));
        assertThat(answer.jsonPath().getString("[0].actor.name")).isEqualTo(TestTenants.ADMIN);
        assertThat(answer.jsonPath().getString("[0].actor.address")).isNotBlank();
        assertThat(answer.jsonPath().getList("objectType", String.class))
                .allMatch(type -> type.equals("certificate") || type.equals("request"));
    }

    @Test
    void filtersByActionObjectAndActor() {
        Response created = as(TestTenants.ADMIN).get(PATH + "?action=customer.create");
        created.then().body("size()", equalTo(1)).body("[0].objectId", equalTo(tenant.uri()));
        as(TestTenants.ADMIN)
                .get(PATH + "?objectType=customer&objectId=" + tenant.uri())
                .then()
                .body("size()", equalTo(1));
        as(TestTenants.ADMIN).get(PATH + "?actor=nobody").then().body("size()", equalTo(0));
        as(TestTenants.ADMIN).get(PATH + "?from=2999-01-01").then().body("size()", equalTo(0));
    }

    @Test
    void listsEachEntryOnceWhenReadFromEntryToEntry() {
        List<String> all =
                as(TestTenants.ADMIN).get(PATH + "?size=200").jsonPath().getList("id");
        List<String> read = new ArrayList<>();
        List<String> page =
                as(TestTenants.ADMIN).get(PATH + "?size=3").jsonPath().getList("id");
        while (!page.isEmpty()) {
            read.addAll(page);
            page = as(TestTenants.ADMIN)
                    .get(PATH + "?size=3&olderThan=" + page.getLast())
                    .jsonPath()
                    .getList("id");
        }
        assertThat(read).isEqualTo(all);
    }

    @Test
    void showsNothingOfAnotherCustomer() {
        Tenant other = tenants.create();
        assertThat(as(TestTenants.ADMIN)
                        .get(PATH + "?objectType=customer")
                        .jsonPath()
                        .getList("objectId", String.class))
                .doesNotContain(other.uri());
    }

    @Test
    void isForMasterAdministratorsOnly() {
        tenants.administrator(tenant.customer(), "reader", Role.RAO_SSL, tenant.organization());
        as("reader").get(PATH).then().statusCode(400).body("code", equalTo(-3));
        given().get(PATH).then().statusCode(401).body("code", equalTo(-16));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"from=never", "certificate=one", "olderThan=1", "olderThan=9-9999999", "size=-1", "actor=%00"})
    void refusesFiltersThatAreNone(String query) {
        as(TestTenants.ADMIN)
                .urlEncodingEnabled(false)
                .get(PATH + "?" + query)
                .then()
                .statusCode(400);
    }

    private long enroll(String name) {
        return as(TestTenants.ADMIN)
                .contentType(ContentType.JSON)
                .body(Map.of(
                        "orgId",
                        tenant.organization().value(),
                        "certType",
                        tenant.automatic().value(),
                        "term",
                        90,
                        "csr",
                        TestCsr.pem(name)))
                .post("/api/ssl/v1/enroll")
                .jsonPath()
                .getLong("sslId");
    }

    private RequestSpecification as(String login) {
        return given().header("login", login)
                .header("password", TestTenants.PASSWORD)
                .header("customerUri", tenant.uri());
    }
}
