package io.privyseal.rest.endpoint;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;

import io.privyseal.access.Privilege;
import io.privyseal.access.Role;
import io.privyseal.endpoint.EndpointTestProfile;
import io.privyseal.endpoint.EnrollmentEndpoint;
import io.privyseal.endpoint.TestEndpoints;
import io.privyseal.enrollment.TestTenants;
import io.privyseal.enrollment.TestTenants.Tenant;
import io.privyseal.organization.OrganizationId;
import io.privyseal.profile.ProfileRules.Approval;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

@QuarkusTest
@TestProfile(EndpointTestProfile.class)
class EndpointAccountResourceTest {
    private static final int INVALID = -1601;
    private static final int MISSING = -1001;
    private static final int NOT_PERMITTED = -3;
    private static final int UNKNOWN = -1;
    private static final int NAME_TAKEN = -160;
    private static final int UNACCEPTABLE = -976;

    @Inject
    TestTenants tenants;

    @Inject
    TestEndpoints some;

    private Tenant tenant;
    private EnrollmentEndpoint endpoint;
    private long profile;
    private String path;

    @BeforeEach
    void makeAnEndpoint() {
        tenant = tenants.create();
        endpoint = some.scep(tenant);
        profile = some.deviceProfile(tenant, Approval.AUTOMATIC).value();
        path = pathOf(endpoint);
    }

    @Test
    void createsAnAccountAndNeverShowsItsAccessCode() {
        Response created = post(body("Field staff", tenant.department(), """
                ,"autoApprove":true,"termDays":90,"nameRestrictions":["Example.test"],"nonsense":1"""));
        created.then().statusCode(201).body(emptyString());
        assertThat(created.header("Location")).matches("https://ca\\.example\\.test" + path + "/[0-9]+");
        Response shown = master().get(path + "/" + idOf(created));
        shown.then()
                .statusCode(200)
                .body("name", equalTo("Field staff"))
                .body("type", equalTo("DEVICE_SCEP"))
                .body("organization.id", equalTo((int) tenant.organization().value()))
                .body("organization.name", equalTo("Example"))
                .body("organization.department.id", equalTo((int)
                        tenant.department().value()))
                .body("organization.department.name", equalTo("Department"))
                .body("idToken.length()", equalTo(22))
                .body("profileIds", contains((int) profile))
                .body("csrGenerationMethod", equalTo("PROVIDED"))
                .body("accountAuthMethod", equalTo("ACCESS_CODE"))
                .body("autoApprove", equalTo(true))
                .body("termDays", equalTo(90))
                .body("nameRestrictions", contains("example.test"))
                .body("accessCode", equalTo(null));
        assertThat(shown.asString()).doesNotContain("code of Field staff").doesNotContain("argon2");
        master().get(path)
                .then()
                .statusCode(200)
                .header("X-Total-Count", "1")
                .body("id", contains((int) idOf(created)))
                .body("[0].type", equalTo("DEVICE_SCEP"))
                .body("[0].organization.department.name", equalTo("Department"))
                .body("[0].keySet().size()", equalTo(5));
    }

    @Test
    void waitsForAnAdministratorUnlessItIsTold() {
        long id = create("Phones", "");
        master().get(path + "/" + id)
                .then()
                .body("autoApprove", equalTo(false))
                .body("termDays", equalTo(null))
                .body("nameRestrictions", equalTo(List.of()))
                .body("organization.department", equalTo(null));
    }

    @Test
    void changesOnlyWhatIsSent() {
        long id = create("Phones", ",\"termDays\":90,\"autoApprove\":true");
        put(id, "{\"name\":\"Tablets\",\"termDays\":0,\"accessCode\":\"another access code\"}")
                .then()
                .statusCode(204)
                .body(emptyString());
        master().get(path + "/" + id)
                .then()
                .body("name", equalTo("Tablets"))
                .body("termDays", equalTo(null))
                .body("autoApprove", equalTo(true))
                .body("profileIds", contains((int) profile));
        put(id, body("Tablets", tenant.organization(), "")).then().statusCode(204);
        put(id, "{\"accountAuthMethod\":\"NONE\"}").then().statusCode(204);
        refusedFor("accessCode", put(id, "{\"accountAuthMethod\":\"ACCESS_CODE\",\"accessCode\":\"\"}"), 400, MISSING);
        refusedFor(
                "organizationId",
                put(id, "{\"organizationId\":" + tenant.other().value() + "}"),
                400,
                INVALID);
        refusedFor("type", put(id, "{\"type\":\"DEVICE_EST\"}"), 400, INVALID);
    }

    @Test
    void deletesAnAccount() {
        long id = create("Phones", "");
        master().delete(path + "/" + id).then().statusCode(204).body(emptyString());
        refused(master().get(path + "/" + id), 404, UNKNOWN);
        refused(master().delete(path + "/" + id), 404, UNKNOWN);
        master().get(path).then().header("X-Total-Count", "0");
        create("Phones", "");
    }

    @Test
    void saysWhichFieldIsMissingOrWrong() {
        String good = body("Phones", tenant.organization(), "");
        refusedFor("name", post(good.replace("\"Phones\"", "null")), 400, MISSING);
        refusedFor("name", post(good.replace("\"Phones\"", "\"ab\"")), 400, INVALID);
        refusedFor("name", post(good.replace("\"Phones\"", "\"" + "x".repeat(129) + "\"")), 400, INVALID);
        refusedFor("type", post(good.replace("DEVICE_SCEP", "SSL_WEB_FORM")), 400, INVALID);
        refusedFor("type", post(good.replace("DEVICE_SCEP", "SCEP")), 400, INVALID);
        refusedFor("organizationId", post(good.replace("organizationId", "organization")), 400, MISSING);
        refused(post(good.replaceFirst("\"organizationId\":[0-9]+", "\"organizationId\":999999")), 404, -1023);
        refusedFor("profileIds", post(good.replace("profileIds", "profiles")), 400, MISSING);
        refusedFor("profileIds", post(good.replaceFirst("\\[[0-9]+\\]", "[]")), 400, MISSING);
        refusedFor("profileIds", post(good.replaceFirst("\\[[0-9]+\\]", "[1,2]")), 400, INVALID);
        refused(post(good.replaceFirst("\\[[0-9]+\\]", "[999999]")), 400, -111);
        refused(post(good.replaceFirst("\\[[0-9]+\\]", "[" + tenant.automatic().value() + "]")), 400, -111);
        refusedFor("csrGenerationMethod", post(good.replace("PROVIDED", "BROWSER")), 400, INVALID);
        refusedFor("csrGenerationMethod", post(good.replace("PROVIDED", "NOBODY")), 400, INVALID);
        refusedFor("accountAuthMethod", post(good.replace("ACCESS_CODE", "IDP_ASSERTIONS_MAPPING")), 400, INVALID);
        refusedFor("accessCode", post(good.replace("ACCESS_CODE", "NONE")), 400, INVALID);
        refusedFor("accessCode", post(good.replace("\"code of Phones\"", "null")), 400, MISSING);
        refusedFor("accessCode", post(good.replace("\"code of Phones\"", "\"short\"")), 400, UNACCEPTABLE);
        refused(post(good.replace("}", ",\"termDays\":31}")), 400, -36);
        for (String form : List.of(
                "\"allowAutoRenew\":true",
                "\"allowEmptyPin\":true",
                "\"idpMappingRules\":[{}]",
                "\"preferredKeyProtectionAlgorithm\":\"AES256-SHA256\"")) {
            refusedFor(form.substring(1, form.indexOf("\":")), post(good.replace("}", "," + form + "}")), 400, INVALID);
        }
        for (String body : List.of("", "[]", "5", "{\"profileIds\":{}}", "{\"name\":{}}")) {
            refused(post(body), 400, INVALID);
        }
        master().get(path).then().header("X-Total-Count", "0");
    }

    @Test
    void takesTheContractsFieldsThatSayNothing() {
        create("Phones", """
                ,"allowAutoRenew":false,"allowEmptyPin":false,"idpMappingRules":null,\
                "preferredKeyProtectionAlgorithm":null""");
        refused(post(body("phones", tenant.organization(), "")), 400, NAME_TAKEN);
    }

    @Test
    void hidesAccountsOfOtherCustomersAndEndpoints() {
        long id = create("Phones", "");
        Tenant foreign = tenants.create();
        RequestSpecification stranger = as(foreign, TestTenants.ADMIN);
        refused(given(stranger).get(path), 404, UNKNOWN);
        refused(given(stranger).get(path + "/" + id), 404, UNKNOWN);
        refused(given(stranger).body(body("More", foreign.organization(), "")).post(path), 404, UNKNOWN);
        refused(given(stranger).body("{}").put(path + "/" + id), 404, UNKNOWN);
        refused(given(stranger).delete(path + "/" + id), 404, UNKNOWN);
        String another = pathOf(some.scep(tenant));
        refused(master().get(another + "/" + id), 404, UNKNOWN);
        refused(master().body("{}").put(another + "/" + id), 404, UNKNOWN);
        refused(master().delete(another + "/" + id), 404, UNKNOWN);
        for (String wrong : List.of("999999999", "0", "-1", "abc", "9223372036854775808")) {
            refused(master().get(path + "/" + wrong), 404, UNKNOWN);
            refused(master().get("/api/endpoint/v1/" + wrong + "/account"), 404, UNKNOWN);
        }
    }

    @Test
    void letsOfficersManageWhatIsTheirs() {
        long own = create("Own", "");
        post(body("Other", tenant.other(), "")).then().statusCode(201);
        RequestSpecification officer = officer("rao", Role.RAO_DEVICE, tenant.organization(), Privilege.DEVICE_REQUEST);
        RequestSpecification department =
                officer("drao", Role.DRAO_DEVICE, tenant.department(), Privilege.DEVICE_REQUEST);
        RequestSpecification viewer = officer("viewer", Role.RAO_DEVICE, tenant.organization());
        RequestSpecification ssl = officer("ssl", Role.RAO_SSL, tenant.organization(), Privilege.SSL_REQUEST);
        given(officer).get(path).then().header("X-Total-Count", "1").body("name", contains("Own"));
        given(department).get(path).then().header("X-Total-Count", "0");
        refused(given(department).get(path + "/" + own), 404, UNKNOWN);
        refused(given(ssl).get(path), 404, UNKNOWN);
        given(viewer).get(path + "/" + own).then().statusCode(200);
        refused(given(viewer).body("{}").put(path + "/" + own), 400, NOT_PERMITTED);
        refused(given(viewer).delete(path + "/" + own), 400, NOT_PERMITTED);
        refused(given(viewer).delete(path.substring(0, path.length() - "/account".length())), 400, NOT_PERMITTED);
        refused(given(viewer).body(body("More", tenant.organization(), "")).post(path), 400, NOT_PERMITTED);
        refused(given(officer).body(body("More", tenant.other(), "")).post(path), 404, -1023);
        given(department)
                .body(body("More", tenant.department(), ""))
                .post(path)
                .then()
                .statusCode(201);
        given(officer).get(path).then().body("name", contains("Own", "More"));
        given(officer).delete(path + "/" + own).then().statusCode(204);
    }

    @Test
    void givesAppleDevicesTheRootsAndTheEndpoint() throws Exception {
        long id = create("Phones & <co>", "");
        Response answer = master().queryParam("challenge", "a&b<c>\"").get(path + "/" + id + "/mobileconfig");
        answer.then()
                .statusCode(200)
                .contentType("application/x-apple-aspen-config")
                .header("Content-Disposition", "attachment; filename=\"account-" + id + ".mobileconfig\"")
                .header("Cache-Control", "no-store");
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        Document plist = factory.newDocumentBuilder().parse(new ByteArrayInputStream(answer.asByteArray()));
        assertThat(texts(plist, "string"))
                .contains("com.apple.security.scep", "com.apple.security.root", "com.apple.security.pkcs1")
                .contains("a&b<c>\"", "Phones & <co>", "Example")
                .anyMatch(text -> text.endsWith("/scep/" + endpoint.uriExtension()) && text.startsWith("http://"));
        assertThat(texts(plist, "data"))
                .hasSize(2)
                .allSatisfy(data -> assertThat(CertificateFactory.getInstance("X.509")
                                .generateCertificate(new ByteArrayInputStream(
                                        Base64.getDecoder().decode(data))))
                        .isNotNull());
        assertThat(master().queryParam("commonName", " tablet-7")
                        .get(path + "/" + id + "/mobileconfig")
                        .asString())
                .contains("<string>tablet-7</string>")
                .doesNotContain("Challenge");
        assertThat(master().get(path + "/" + id + "/mobileconfig").asByteArray())
                .as("the same profile again")
                .isEqualTo(master().get(path + "/" + id + "/mobileconfig").asByteArray());
    }

    @Test
    void givesConfigurationProfilesOfScepAccountsOnly() {
        EnrollmentEndpoint est = some.est(tenant);
        long id = some.account(tenant, est, "Routers", "access code").id().value();
        refused(master().get(pathOf(est) + "/" + id + "/mobileconfig"), 400, NOT_PERMITTED);
        refused(master().get(path + "/999999999/mobileconfig"), 404, UNKNOWN);
        long own = create("Phones", "");
        refused(as(tenants.create(), TestTenants.ADMIN).get(path + "/" + own + "/mobileconfig"), 404, UNKNOWN);
        refused(master().urlEncodingEnabled(false).get(path + "/" + own + "/mobileconfig?challenge=%00"), 400, INVALID);
    }

    private static List<String> texts(Document plist, String element) {
        NodeList nodes = plist.getElementsByTagName(element);
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> nodes.item(i).getTextContent())
                .toList();
    }

    @Test
    void pagesTheList() {
        create("First", "");
        create("Second", "");
        master().get(path + "?size=1&position=1")
                .then()
                .header("X-Total-Count", "2")
                .body("name", contains("Second"));
        master().get(path + "?position=2147483647").then().statusCode(200).body("$", equalTo(List.of()));
        refused(master().get(path + "?size=201"), 400, INVALID);
        refused(master().get(path + "?position=x"), 400, INVALID);
    }

    private String body(String name, OrganizationId organization, String more) {
        return "{\"name\":\"" + name + "\",\"type\":\"DEVICE_SCEP\",\"organizationId\":" + organization.value()
                + ",\"profileIds\":[" + profile + "],\"csrGenerationMethod\":\"PROVIDED\","
                + "\"accountAuthMethod\":\"ACCESS_CODE\",\"accessCode\":\"code of " + name + "\"" + more + "}";
    }

    private long create(String name, String more) {
        Response created = post(body(name, tenant.organization(), more));
        assertThat(created.statusCode()).as(created.asString()).isEqualTo(201);
        return idOf(created);
    }

    private Response post(String body) {
        return master().body(body).post(path);
    }

    private Response put(long id, String body) {
        return master().body(body).put(path + "/" + id);
    }

    private static String pathOf(EnrollmentEndpoint endpoint) {
        return "/api/endpoint/v1/" + endpoint.id().value() + "/account";
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

    private static void refusedFor(String field, Response answer, int status, int code) {
        refused(answer, status, code);
        assertThat(answer.jsonPath().getString("description")).contains("'" + field + "'");
    }

    private static void refused(Response answer, int status, int code) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.jsonPath().getInt("code")).as(answer.asString()).isEqualTo(code);
    }
}
