package io.privyseal.rest.admin;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import io.privyseal.access.Administrators;
import io.privyseal.access.NewAdministrator;
import io.privyseal.access.PasswordReset;
import io.privyseal.audit.Actor;
import io.privyseal.platform.CustomerId;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AdministratorResourceTest {
    private static final long CUSTOMER = 9_000_001;
    private static final long OTHER_CUSTOMER = 9_000_002;
    private static final long ORGANIZATION = 9_000_011;
    private static final long DEPARTMENT = 9_000_012;
    private static final long OTHER_ORGANIZATION = 9_000_013;
    private static final String PASSWORD = "correct horse battery";

    @Inject
    Administrators administrators;

    @Inject
    PasswordReset passwordReset;

    @Inject
    EntityManager entities;

    @BeforeEach
    void startWithOneMaster() {
        QuarkusTransaction.requiringNew().run(() -> {
            sql("delete from customer_address_list where customer_id in (9000001, 9000002)");
            sql("delete from administrator_role where customer_id in (9000001, 9000002)");
            sql("delete from administrator where customer_id in (9000001, 9000002)");
            sql("delete from organization where customer_id in (9000001, 9000002) and parent_id is not null");
            sql("delete from organization where customer_id in (9000001, 9000002)");
            sql("delete from customer where id in (9000001, 9000002)");
            insertCustomer(CUSTOMER, "access-test");
            insertCustomer(OTHER_CUSTOMER, "access-other");
            insertOrganization(ORGANIZATION, null);
            insertOrganization(DEPARTMENT, ORGANIZATION);
            insertOrganization(OTHER_ORGANIZATION, null);
        });
        Actor test = Actor.system("test");
        administrators.appoint(
                new CustomerId(CUSTOMER), test, NewAdministrator.master("admin", PASSWORD, "admin@example.com"));
        administrators.appoint(
                new CustomerId(OTHER_CUSTOMER), test, NewAdministrator.master("admin", PASSWORD, "admin@example.org"));
    }

    @Test
    void answersAnUnknownUserInTheContractsBytes() {
        Response answer = as("nobody", "whatever it is").get("/api/admin/v1");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.asString()).isEqualTo("{\"code\":-16,\"description\":\"Unknown user\"}");
        assertThat(answer.contentType()).startsWith("application/json");
        assertThat(answer.header("WWW-Authenticate")).isNull();
    }

    @Test
    void answersWrongPasswordWrongCustomerAndNoHeadersAlike() {
        as("admin", "wrong password")
                .get("/api/admin/v1")
                .then()
                .statusCode(401)
                .body("code", equalTo(-16));
        given().header("login", "admin")
                .header("password", PASSWORD)
                .header("customerUri", "no-such")
                .get("/api/admin/v1")
                .then()
                .statusCode(401)
                .body("code", equalTo(-16));
        given().get("/api/admin/v1").then().statusCode(401).body("code", equalTo(-16));
    }

    @Test
    void matchesHeaderNamesAndTheLoginInAnyCase() {
        given().header("LOGIN", "Admin")
                .header("Password", PASSWORD)
                .header("customeruri", "access-test")
                .get("/api/admin/v1")
                .then()
                .statusCode(200);
    }

    @Test
    void createsListsAndShowsAnAdministrator() {
        String location = create("rao", "RAO_SSL", ORGANIZATION, "[\"allowCreate\",\"sslApprove\"]")
                .then()
                .statusCode(201)
                .header("Location", matchesPattern("https?://.+/api/admin/v1/\\d+"))
                .body(equalTo(""))
                .extract()
                .header("Location");
        long id = Long.parseLong(location.substring(location.lastIndexOf('/') + 1));
        master().get("/api/admin/v1?login=RA")
                .then()
                .statusCode(200)
                .header("X-Total-Count", "1")
                .body("login", contains("rao"));
        master().get("/api/admin/v1/" + id)
                .then()
                .statusCode(200)
                .body("login", equalTo("rao"))
                .body("credentials[0].role", equalTo("RAO_SSL"))
                .body("credentials[0].orgId", equalTo((int) ORGANIZATION))
                .body("privileges", contains("allowCreate", "sslApprove"))
                .body("activeStatus", equalTo("ACTIVE"));
    }

    @Test
    void honoursSizeAndPositionAndRefusesNonsense() {
        create("rao", "RAO_SSL", ORGANIZATION, "[]").then().statusCode(201);
        master().get("/api/admin/v1?size=1&position=1")
                .then()
                .header("X-Total-Count", "2")
                .body("login", contains("rao"));
        for (String query : new String[] {"size=-1", "size=201", "position=-1", "size=abc", "size=99999999999"}) {
            master().get("/api/admin/v1?" + query).then().statusCode(400);
        }
    }

    @Test
    void hidesAdministratorsOfOtherCustomers() {
        create("rao", "RAO_SSL", ORGANIZATION, "[]").then().statusCode(201);
        Response other = given().header("login", "admin")
                .header("password", PASSWORD)
                .header("customerUri", "access-other")
                .get("/api/admin/v1");
        other.then().statusCode(200).header("X-Total-Count", "1");
        int foreign = other.path("[0].id");
        master().get("/api/admin/v1/" + foreign).then().statusCode(404);
    }

    @Test
    void showsARaoItsPeersAndDepartmentsButNoMaster() {
        create("rao", "RAO_SSL", ORGANIZATION, "[\"allowCreate\"]");
        create("drao", "DRAO_SSL", DEPARTMENT, "[]");
        create("stranger", "RAO_SSL", OTHER_ORGANIZATION, "[]");
        as("rao", PASSWORD).get("/api/admin/v1").then().body("login", containsInAnyOrder("rao", "drao"));
        as("drao", PASSWORD).get("/api/admin/v1").then().body("login", contains("drao"));
    }

    @Test
    void answersForbiddenWith400AndMinus3() {
        create("drao", "DRAO_SSL", DEPARTMENT, "[]");
        as("drao", PASSWORD)
                .contentType("application/json")
                .body(creation("peer", "DRAO_SSL", DEPARTMENT, "[]"))
                .post("/api/admin/v1")
                .then()
                .statusCode(400)
                .body("code", equalTo(-3));
    }

    @Test
    void refusesATakenLoginInAnyCase() {
        create("rao", "RAO_SSL", ORGANIZATION, "[]").then().statusCode(201);
        create("RAO", "RAO_SSL", ORGANIZATION, "[]").then().statusCode(400).body("code", equalTo(-160));
    }

    @Test
    void acceptsNumbersAsStringsNullsAndUnknownFields() {
        master().contentType("application/json")
                .body("{\"login\":\"tolerant\",\"email\":\"t@example.com\",\"surname\":null,\"nonsense\":{},"
                        + "\"credentials\":[{\"role\":\"RAO_SSL\",\"orgId\":\"" + ORGANIZATION + "\"}]}")
                .post("/api/admin/v1")
                .then()
                .statusCode(201);
    }

    @Test
    void refusesBadFieldsWith400() {
        for (String body : new String[] {
            creation("a\\u0000b", "RAO_SSL", ORGANIZATION, "[]"),
            creation("ab", "RAO_SSL", ORGANIZATION, "[]"),
            creation("nobody", "NO_ROLE", ORGANIZATION, "[]"),
            creation("nobody", "RAO_SSL", 1, "[]"),
            creation("nobody", "RAO_SSL", ORGANIZATION, "[\"nonsense\"]"),
            creation("nobody", "RAO_SSL", ORGANIZATION, "[null]"),
            "{\"login\":\"nobody\",\"email\":\"n@example.com\",\"credentials\":[null]}",
            "{\"login\":\"nobody\",\"email\":\"n@example.com\",\"credentials\":[]}",
            "{\"login\":\"nobody\",\"credentials\":[{\"role\":\"MRAO\"}]}",
            "{}"
        }) {
            int status = master().contentType("application/json")
                    .body(body)
                    .post("/api/admin/v1")
                    .statusCode();
            assertThat(status).as(body).isIn(400, 404);
        }
    }

    @Test
    void replacesThePasswordAtOnce() {
        master().contentType("application/json")
                .body("{\"newPassword\":\"another good password\"}")
                .post("/api/admin/v1/changepassword")
                .then()
                .statusCode(204);
        master().get("/api/admin/v1").then().statusCode(401);
        as("admin", "another good password").get("/api/admin/v1").then().statusCode(200);
    }

    @Test
    void refusesShortPasswordsAndThoseWithTheLogin() {
        for (String password : new String[] {"short", "the-admin-password", "x".repeat(65), " padded password "}) {
            master().contentType("application/json")
                    .body("{\"newPassword\":\"" + password + "\"}")
                    .post("/api/admin/v1/changepassword")
                    .then()
                    .statusCode(400)
                    .body("code", equalTo(-976));
        }
    }

    @Test
    void letsNobodyInFromOutsideTheAddressListWhateverTheHeadersSay() {
        QuarkusTransaction.requiringNew()
                .run(() -> sql(
                        "insert into customer_address_list (customer_id, everyone) values (9000001, '10.0.0.0/8')"));
        master().header("X-Forwarded-For", "10.1.1.1")
                .get("/api/admin/v1")
                .then()
                .statusCode(401);
    }

    @Test
    void refusesASuspendedAdministratorAtOnce() {
        create("rao", "RAO_SSL", ORGANIZATION, "[]");
        as("rao", PASSWORD).get("/api/admin/v1").then().statusCode(200);
        QuarkusTransaction.requiringNew()
                .run(() -> sql("update administrator set active_status = 'SUSPENDED' where login_key = 'rao'"));
        as("rao", PASSWORD).get("/api/admin/v1").then().statusCode(401);
    }

    @Test
    void resetsAPasswordOffline() {
        String password = passwordReset.reset("access-test", "ADMIN");
        as("admin", password).get("/api/admin/v1").then().statusCode(200);
        master().get("/api/admin/v1").then().statusCode(401);
    }

    @Test
    void namesTheRolesAndPrivilegesThatTheCallerCanGive() {
        create("rao", "RAO_SSL", ORGANIZATION, "[\"sslApprove\"]");
        as("rao", PASSWORD).get("/api/admin/v1/roles").then().body("", contains("RAO_SSL", "DRAO_SSL"));
        as("rao", PASSWORD).get("/api/admin/v1/privileges").then().body("name", contains("sslApprove"));
        master().get("/api/admin/v1/privileges?role=RAO_CS")
                .then()
                .body("name", hasItem("csRequest"))
                .body("name", not(hasItem("sslRequest")));
    }

    private Response create(String login, String role, long organization, String privileges) {
        return master().contentType("application/json")
                .body(creation(login, role, organization, privileges))
                .post("/api/admin/v1");
    }

    private static String creation(String login, String role, long organization, String privileges) {
        return "{\"login\":\"" + login + "\",\"password\":\"" + PASSWORD + "\",\"email\":\"x@example.com\","
                + "\"credentials\":[{\"role\":\"" + role + "\",\"orgId\":" + organization + "}],\"privileges\":"
                + privileges + "}";
    }

    private static RequestSpecification master() {
        return as("admin", PASSWORD);
    }

    private static RequestSpecification as(String login, String password) {
        return given().header("login", login).header("password", password).header("customerUri", "access-test");
    }

    private void insertCustomer(long id, String uri) {
        entities.createNativeQuery("insert into customer (id, uri, name, created_at) values (:id, :uri, :uri, :now)")
                .setParameter("now", java.time.Instant.EPOCH)
                .setParameter("id", id)
                .setParameter("uri", uri)
                .executeUpdate();
    }

    private void insertOrganization(long id, @org.jspecify.annotations.Nullable Long parent) {
        entities.createNativeQuery("insert into organization (id, customer_id, parent_id, parent_key, name, name_key,"
                        + " address1, city, country, ssl_api_enabled, client_api_enabled, recovery_by_master,"
                        + " recovery_by_organization, recovery_by_department, created_at) values (:id, :customer,"
                        + " nullif(:parent, 0), :parent, :name, :name, 'Road 1', 'Town', 'DE', true, true, false,"
                        + " false, false, :now)")
                .setParameter("id", id)
                .setParameter("customer", CUSTOMER)
                .setParameter("parent", parent == null ? 0L : parent)
                .setParameter("name", "organization " + id)
                .setParameter("now", java.time.Instant.EPOCH)
                .executeUpdate();
    }

    private void sql(String statement) {
        entities.createNativeQuery(statement).executeUpdate();
    }
}
