package io.privyseal.rest.acme;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import io.privyseal.access.Privilege;
import io.privyseal.access.Role;
import io.privyseal.endpoint.AcmeClient;
import io.privyseal.endpoint.AcmeClientFilter;
import io.privyseal.endpoint.EndpointTestProfile;
import io.privyseal.endpoint.EnrollmentEndpoint;
import io.privyseal.endpoint.ExternalAccountId;
import io.privyseal.endpoint.ExternalAccounts;
import io.privyseal.endpoint.ListedClients;
import io.privyseal.endpoint.TestEndpoints;
import io.privyseal.enrollment.TestTenants;
import io.privyseal.enrollment.TestTenants.Tenant;
import io.privyseal.organization.OrganizationId;
import io.privyseal.organization.Reach;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(EndpointTestProfile.class)
class AcmeResourceTest {
    private static final String PRIVATE = "/api/acme/v1/pca/account";
    private static final String PUBLIC = "/api/acme/v2/account";
    private static final String OLD = "/api/acme/v1/account";
    private static final String SERVER = "/api/acme/v1/server";
    private static final int INVALID = -1601;
    private static final int MISSING = -1001;
    private static final int NOT_PERMITTED = -3;
    private static final int UNKNOWN = -1;

    @Inject
    TestTenants tenants;

    @Inject
    TestEndpoints endpoints;

    @Inject
    ExternalAccounts accounts;

    @Inject
    ListedClients clients;

    private Tenant tenant;
    private EnrollmentEndpoint endpoint;
    private String url = "";

    @BeforeEach
    void makeAnEndpoint() {
        tenant = tenants.create();
        endpoint = endpoints.create(tenant);
        url = "https://ca.example.test/acme/" + endpoint.uriExtension() + "/directory";
    }

    // Servers

    @Test
    void listsEndpointsAsServers() {
        endpoints.create(tenants.create());
        master().get(SERVER)
                .then()
                .statusCode(200)
                .header("X-Total-Count", "1")
                .body("url", contains(url))
                .body("name", contains("Name"))
                .body("caId", contains((int) tenant.issuer().value()))
                .body("singleProductId", contains((int) tenant.automatic().value()))
                .body("certValidationType", contains((Object) null));
        master().get(SERVER + "?certValidationType=ov").then().body("certValidationType", contains("OV"));
        master().queryParam(
                        "url",
                        url.toUpperCase(Locale.ROOT).replace("/ACME/", "/acme/").replace("/DIRECTORY", ""))
                .get(SERVER)
                .then()
                .body("url", contains(url));
        master().get(SERVER + "?url=https://ca.example.test/acme/other/directory")
                .then()
                .body("$", equalTo(List.of()));
        master().get(SERVER + "?url=nonsense").then().body("$", equalTo(List.of()));
        master().get(SERVER + "?name=NAM").then().body("url", contains(url));
        master().get(SERVER + "?caId=" + tenant.issuer().value()).then().body("url", contains(url));
        master().get(SERVER + "?caId=1&position=0&size=1").then().body("$", equalTo(List.of()));
        refused(master().get(SERVER + "?certValidationType=XV"), 400, INVALID);
        refused(master().get(SERVER + "?caId=x"), 400, INVALID);
        refused(master().get(SERVER + "?size=201"), 400, INVALID);
    }

    @Test
    void offersADepartmentTheServerOfItsOrganization() {
        RequestSpecification drao = officer("drao", Role.DRAO_SSL, tenant.department(), Privilege.SSL_REQUEST);
        given(drao).get(SERVER).then().body("url", contains(url));
        given(drao).body(body(tenant.department(), "")).post(PRIVATE).then().statusCode(201);
        refused(given(drao).body(body(tenant.organization(), "")).post(PRIVATE), 404, -1023);
    }

    // Accounts

    @Test
    void createsAPrivateAccountAndShowsIt() {
        Response created = master().body(body(tenant.organization(), ",\"profileName\":\"default\""))
                .post(PRIVATE);
        created.then().statusCode(201).body(emptyString());
        assertThat(created.header("Location")).matches("https://ca\\.example\\.test" + PRIVATE + "/[0-9]+");
        long id = idOf(created);
        Response shown = master().get(PRIVATE + "/" + id);
        shown.then()
                .statusCode(200)
                .body("id", equalTo((int) id))
                .body("name", equalTo("Web servers"))
                .body("accountId", matchesPattern("[A-Za-z0-9_-]{22}"))
                .body("macId", matchesPattern("[A-Za-z0-9_-]{22}"))
                .body("macKey", matchesPattern("[A-Za-z0-9_-]{86}"))
                .body("acmeServer", equalTo(url))
                .body("organizationId", equalTo((int) tenant.organization().value()))
                .body("profileName", equalTo("default"))
                .body("keySet().size()", equalTo(8));
        assertThat(master().get(PRIVATE).jsonPath().getMap("[0]"))
                .isEqualTo(shown.jsonPath().getMap(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {PUBLIC, OLD})
    void createsAPublicAccountAndShowsIt(String path) {
        Response created = master().body(body(
                                tenant.organization(),
                                ",\"certValidationType\":\"OV\",\"validationId\":\"7\",\"singleUse\":true")
                        .replace(
                                ":" + tenant.organization().value(),
                                ":\"" + tenant.organization().value() + "\""))
                .post(path);
        assertThat(created.header("Location")).matches("https://ca\\.example\\.test" + path + "/[0-9]+");
        long id = idOf(created);
        master().get(path + "/" + id)
                .then()
                .statusCode(200)
                .body("certValidationType", equalTo("OV"))
                .body("status", equalTo("pending"))
                .body("acmeServer", equalTo(url))
                .body("singleUse", equalTo(true))
                .body("domains", equalTo(path.equals(OLD) ? List.of() : null));
        master().get(path + "?status=valid").then().body("$", equalTo(List.of()));
        accounts.bind(
                accounts.require(tenant.customer(), Reach.everything(), new ExternalAccountId(id)), TestTenants.ACTOR);
        master().get(path + "?status=VALID&certValidationType=OV").then().body("status", contains("valid"));
        master().get(path + "?certValidationType=EV").then().header("X-Total-Count", "0");
        refused(master().get(path + "?status=lost"), 400, INVALID);
    }

    @ParameterizedTest
    @ValueSource(strings = {PRIVATE, PUBLIC, OLD})
    void renamesAndDeletes(String path) {
        long id = create(path, tenant.organization(), "");
        master().body("{\"name\":\" Renamed \"}")
                .put(path + "/" + id)
                .then()
                .statusCode(200)
                .body(emptyString());
        master().body("{\"name\":null}").put(path + "/" + id).then().statusCode(200);
        master().get(path + "/" + id).then().body("name", equalTo("Renamed"));
        refused(master().body("{\"name\":\" \"}").put(path + "/" + id), 400, MISSING);
        refused(master().body("{\"name\":\"a\\u0007\"}").put(path + "/" + id), 400, INVALID);
        refused(master().body("{\"name\":\"" + "x".repeat(129) + "\"}").put(path + "/" + id), 400, INVALID);
        master().delete(path + "/" + id).then().statusCode(204).body(emptyString());
        assertThat(clients.ended()).contains(new ExternalAccountId(id));
        refused(master().delete(path + "/" + id), 404, UNKNOWN);
        refused(master().get(path + "/" + id), 404, UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {PRIVATE, PUBLIC, OLD})
    void saysWhichFieldIsMissingOrWrong(String path) {
        String good = body(tenant.organization(), "");
        refusedFor(
                "name", master().body(good.replace("\"Web servers\"", "null")).post(path), MISSING);
        refusedFor(
                "name", master().body(good.replace("Web servers", "a\\u0000")).post(path), INVALID);
        refusedFor(
                "acmeServer",
                master().body(good.replace("\"" + url + "\"", "\"\"")).post(path),
                MISSING);
        refusedFor(
                "acmeServer",
                master().body(good.replace(url, "https://ca/acme/none/directory"))
                        .post(path),
                INVALID);
        refusedFor(
                "acmeServer",
                master().body(good.replace(url, "x".repeat(1_025))).post(path),
                INVALID);
        refusedFor(
                "organizationId",
                master().body(good.replaceFirst("\"organizationId\":[0-9]+", "\"organizationId\":null"))
                        .post(path),
                MISSING);
        refused(
                master().body(good.replaceFirst("\"organizationId\":[0-9]+", "\"organizationId\":999999"))
                        .post(path),
                404,
                -1023);
        refused(
                master().body(good.replaceFirst("\"organizationId\":[0-9]+", "\"organizationId\":\"x\""))
                        .post(path),
                400,
                INVALID);
        refusedFor(
                "certValidationType",
                master().body(body(tenant.organization(), ",\"certValidationType\":\"XV\""))
                        .post(path),
                INVALID);
        refusedFor(
                "profileName",
                master().body(body(tenant.organization(), ",\"profileName\":\"other\""))
                        .post(path),
                INVALID);
        refused(master().body(body(tenant.other(), "")).post(path), 400, INVALID);
        for (String body : List.of("", "[]", "5", "{\"name\":[]}", "{")) {
            refused(master().body(body).post(path), 400, INVALID);
        }
        master().get(path).then().header("X-Total-Count", "0");
    }

    @Test
    void takesNoServerOfAnotherCustomer() {
        Tenant foreign = tenants.create();
        EnrollmentEndpoint elsewhere = endpoints.create(foreign);
        String body = body(tenant.organization(), "").replace(endpoint.uriExtension(), elsewhere.uriExtension());
        refusedFor("acmeServer", master().body(body).post(PRIVATE), INVALID);
    }

    @ParameterizedTest
    @CsvSource({PRIVATE + ",", PUBLIC + ",/domain", OLD + ",/domains"})
    void hidesTheAccountsOfOtherCustomers(String path, String domains) {
        long id = create(path, tenant.organization(), "");
        RequestSpecification foreign = as(tenants.create(), TestTenants.ADMIN);
        given(foreign).get(path).then().header("X-Total-Count", "0");
        refused(given(foreign).get(path + "/" + id), 404, UNKNOWN);
        refused(given(foreign).body("{\"name\":\"Mine\"}").put(path + "/" + id), 404, UNKNOWN);
        refused(given(foreign).body("{}").put(path + "/" + id), 404, UNKNOWN);
        refused(given(foreign).delete(path + "/" + id), 404, UNKNOWN);
        if (domains != null) {
            String body = "{\"domains\":[{\"name\":\"example.test\"}]}";
            refused(given(foreign).body(body).post(path + "/" + id + domains), 404, UNKNOWN);
            refused(given(foreign).body(body).delete(path + "/" + id + domains), 404, UNKNOWN);
        }
        if (!path.equals(OLD)) {
            refused(given(foreign).get(path + "/" + id + "/client"), 404, UNKNOWN);
            refused(given(foreign).put(path + "/" + id + "/client/x"), 404, UNKNOWN);
        }
        master().get(path + "/" + id).then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"999999999", "0", "-1", "abc", "1.5", "9223372036854775808"})
    void answersUnknownNumbersWith404(String id) {
        for (String path : List.of(PRIVATE, PUBLIC, OLD)) {
            refused(master().get(path + "/" + id), 404, UNKNOWN);
            refused(master().body("{\"name\":\"x\"}").put(path + "/" + id), 404, UNKNOWN);
            refused(master().delete(path + "/" + id), 404, UNKNOWN);
        }
        refused(master().get(PUBLIC + "/" + id + "/client"), 404, UNKNOWN);
        refused(master().get(PUBLIC + "/" + id + "/domain"), 404, UNKNOWN);
    }

    @Test
    void showsKeysOnlyToThoseWhoMayRequestCertificates() {
        long id = create(PRIVATE, tenant.organization(), "");
        RequestSpecification requester =
                officer("requester", Role.RAO_SSL, tenant.organization(), Privilege.SSL_REQUEST);
        RequestSpecification viewer = officer("viewer", Role.RAO_SSL, tenant.organization());
        String key = given(requester).get(PRIVATE + "/" + id).jsonPath().getString("macKey");
        assertThat(key).hasSize(86);
        for (String path : List.of(PRIVATE, PUBLIC, OLD, PRIVATE + "/" + id, PUBLIC + "/" + id, OLD + "/" + id)) {
            Response shown = given(viewer).get(path);
            assertThat(shown.statusCode()).isEqualTo(200);
            assertThat(shown.asString())
                    .contains("macId")
                    .doesNotContain("macKey")
                    .doesNotContain(key);
        }
        refused(given(viewer).body(body(tenant.organization(), "")).post(PRIVATE), 400, NOT_PERMITTED);
        refused(
                given(viewer)
                        .body("{\"domains\":[{\"name\":\"example.test\"}]}")
                        .post(PUBLIC + "/" + id + "/domain"),
                400,
                NOT_PERMITTED);
        given(requester)
                .body(body(tenant.organization(), ""))
                .post(PRIVATE)
                .then()
                .statusCode(201);
    }

    @Test
    void showsOfficersTheAccountsOfTheirOrganizationsOnly() {
        long own = create(PRIVATE, tenant.organization(), "");
        long below = create(PRIVATE, tenant.department(), "");
        RequestSpecification drao = officer("drao", Role.DRAO_SSL, tenant.department(), Privilege.SSL_REQUEST);
        RequestSpecification smime = officer("smime", Role.RAO_SMIME, tenant.organization());
        given(drao).get(PRIVATE).then().body("id", contains((int) below));
        given(smime).get(PRIVATE).then().header("X-Total-Count", "0");
        given(smime).get(SERVER).then().header("X-Total-Count", "0");
        refused(given(drao).get(PRIVATE + "/" + own), 404, UNKNOWN);
        refused(given(drao).delete(PRIVATE + "/" + own), 404, UNKNOWN);
        given(drao).delete(PRIVATE + "/" + below).then().statusCode(204);
    }

    @Test
    void filtersAndPages() {
        long own = create(PRIVATE, tenant.organization(), "");
        long below = create(PRIVATE, tenant.department(), "");
        long organization = tenant.organization().value();
        master().get(PRIVATE + "?organizationId=" + organization).then().body("id", contains((int) own, (int) below));
        master().queryParam("organizationId", organization + ",-2")
                .get(PRIVATE)
                .then()
                .body("id", contains((int) own));
        master().get(PUBLIC + "?organizationId=" + tenant.department().value())
                .then()
                .body("id", contains((int) below));
        master().get(PRIVATE + "?organizationId=999999").then().body("$", equalTo(List.of()));
        master().queryParam("acmeServer", url).get(PRIVATE).then().header("X-Total-Count", "2");
        master().get(PRIVATE + "?acmeServer=https://ca/acme/none").then().header("X-Total-Count", "0");
        master().get(PRIVATE + "?acmeServer=none").then().header("X-Total-Count", "0");
        master().get(PRIVATE + "?name=WEB").then().header("X-Total-Count", "2");
        master().get(PRIVATE + "?size=1&position=1")
                .then()
                .header("X-Total-Count", "2")
                .body("id", contains((int) below));
        master().get(PRIVATE + "?position=2147483647").then().body("$", equalTo(List.of()));
        for (String wrong : List.of(
                "size=201",
                "position=-1",
                "position=99999999999",
                "organizationId=x",
                "organizationId=0",
                "organizationId=1,2",
                "organizationId=,-2",
                "name=%00",
                "acmeServer=%07")) {
            refused(master().urlEncodingEnabled(false).get(PRIVATE + "?" + wrong), 400, INVALID);
        }
    }

    // Domains

    @ParameterizedTest
    @CsvSource({PUBLIC + ",/domain", OLD + ",/domains"})
    void addsAndRemovesDomains(String path, String domains) {
        String collection = path + "/" + create(path, tenant.organization(), "") + domains;
        master().body(
                        "{\"domains\":[{\"name\":\"example.test\"},{\"name\":\"a.example.test\"},{\"name\":\"other.test\"}]}")
                .post(collection)
                .then()
                .statusCode(200)
                .body("notAddedDomains", contains("other.test"));
        master().body("{\"domains\":[{\"name\":\"A.example.test\"},{\"name\":\"b.example.test\"}]}")
                .delete(collection)
                .then()
                .statusCode(200)
                .body("notRemovedDomains", contains("b.example.test"));
        master().body("{\"domains\":[{\"name\":\"example.test\"}]}")
                .post(collection)
                .then()
                .body(equalTo("{\"notAddedDomains\":[]}"));
        for (String wrong : List.of(
                "{}",
                "{\"domains\":[]}",
                "{\"domains\":[null]}",
                "{\"domains\":[{\"name\":\"" + "x".repeat(1_025) + "\"}]}",
                "{\"domains\":[{\"name\":\"a\\u0000\"}]}",
                "{\"domains\":[\"example.test\"]}")) {
            refused(master().body(wrong).post(collection), 400, INVALID);
            refused(master().body(wrong).delete(collection), 400, INVALID);
        }
        refused(master().body("{\"domains\":[{}]}").post(collection), 400, MISSING);
        master().get(OLD).then().body("[0].domains.name", contains("example.test"));
    }

    @Test
    void listsDomainsOfTheSecondVersion() {
        String collection = PUBLIC + "/" + create(PUBLIC, tenant.organization(), "") + "/domain";
        master().body("{\"domains\":[{\"name\":\"example.test\"},{\"name\":\"a.example.test\"}]}")
                .post(collection);
        master().get(collection)
                .then()
                .header("X-Total-Count", "2")
                .body("name", contains("a.example.test", "example.test"));
        master().get(collection + "?name=A.EX&size=1").then().body("name", contains("a.example.test"));
        master().get(collection + "?size=1&position=1").then().body("name", contains("example.test"));
        master().get(collection + "?expiresWithinNextDays=-3").then().header("X-Total-Count", "0");
        refused(master().get(collection + "?stickyExpiresWithinNextDays=soon"), 400, INVALID);
    }

    // Clients

    @ParameterizedTest
    @ValueSource(strings = {PRIVATE, PUBLIC})
    void listsAndDeactivatesClients(String path) {
        long id = create(path, tenant.organization(), "");
        clients.put(
                new ExternalAccountId(id),
                new AcmeClient(
                        7,
                        "abc",
                        "192.0.2.7",
                        "certbot/5.1.0",
                        AcmeClient.Status.VALID,
                        Instant.parse("2026-05-21T12:23:06.546Z"),
                        List.of("mailto:a@example.test", "mailto:b@example.test")),
                new AcmeClient(8, "def", null, null, AcmeClient.Status.DEACTIVATED, null, List.of()));
        master().get(path + "/" + id + "/client")
                .then()
                .statusCode(200)
                .header("X-Total-Count", "2")
                .body("accountId", contains("abc", "def"))
                .body("[0].ipAddress", equalTo("192.0.2.7"))
                .body("[0].userAgent", equalTo("certbot/5.1.0"))
                .body("[0].status", equalTo("valid"))
                .body("[0].lastActivity", equalTo("2026-05-21T12:23:06.546Z"))
                .body("[0].contacts", equalTo("mailto:a@example.test, mailto:b@example.test"))
                .body("[1].lastActivity", equalTo(null));
        master().get(
                        path + "/" + id
                                + "/client?userAgent=bot&ipAddress=192&status=valid&status=revoked&contacts=a@&size=1&position=1")
                .then()
                .body("accountId", contains("def"));
        assertThat(clients.lastFilter())
                .isEqualTo(new AcmeClientFilter(
                        "bot", "192", Set.of(AcmeClient.Status.VALID, AcmeClient.Status.REVOKED), null, "a@"));
        refused(master().get(path + "/" + id + "/client?status=x"), 400, INVALID);
        refused(master().get(path + "/" + id + "/client?lastActivityWithinPrevDays=x"), 400, INVALID);
        master().put(path + "/" + id + "/client/abc").then().statusCode(204).body(emptyString());
        refused(master().put(path + "/" + id + "/client/nobody"), 404, UNKNOWN);
    }

    private String body(OrganizationId organization, String more) {
        return "{\"name\":\"Web servers\",\"acmeServer\":\"" + url + "\",\"organizationId\":" + organization.value()
                + more + "}";
    }

    private long create(String path, OrganizationId organization, String more) {
        Response created = master().body(body(organization, more)).post(path);
        assertThat(created.statusCode()).as(created.asString()).isEqualTo(201);
        return idOf(created);
    }

    private static long idOf(Response created) {
        String location = created.header("Location");
        return Long.parseLong(location.substring(location.lastIndexOf('/') + 1));
    }

    private RequestSpecification officer(String login, Role role, OrganizationId place, Privilege... privileges) {
        tenants.administrator(tenant.customer(), login, role, place, privileges);
        return as(tenant, login);
    }

    private RequestSpecification master() {
        return as(tenant, TestTenants.ADMIN);
    }

    private static RequestSpecification as(Tenant tenant, String login) {
        return given().headers(Map.of("login", login, "password", TestTenants.PASSWORD, "customerUri", tenant.uri()))
                .contentType(ContentType.JSON);
    }

    private static void refusedFor(String field, Response answer, int code) {
        refused(answer, 400, code);
        assertThat(answer.jsonPath().getString("description")).contains("'" + field + "'");
    }

    private static void refused(Response answer, int status, int code) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.jsonPath().getInt("code")).as(answer.asString()).isEqualTo(code);
    }
}
