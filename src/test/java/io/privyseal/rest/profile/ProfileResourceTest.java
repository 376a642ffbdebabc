package io.privyseal.rest.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.privyseal.authority.CertificateAuthority;
import io.privyseal.authority.KeyTemplate;
import io.privyseal.authority.TestIssuance;
import io.privyseal.rest.FirstStartProfile;
import io.privyseal.rest.NewServer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(FirstStartProfile.class)
class ProfileResourceTest {
    private static final String PATH = "/api/profile/v1";

    private final NewServer server;
    private final TestIssuance issuance;

    @Inject
    ProfileResourceTest(NewServer server, TestIssuance issuance) {
        this.server = server;
        this.issuance = issuance;
    }

    @Test
    void showsTheProfilesOfTheFirstStart() {
        server.master()
                .get(PATH + "/" + server.profile("Default SSL"))
                .then()
                .statusCode(200)
                .body("name", equalTo("Default SSL"))
                .body("certType", equalTo("SSL"))
                .body("enabled", equalTo(true))
                .body("terms", contains(30, 90, 365))
                .body("keyTypes.EC", contains("P-256", "P-384", "P-521"))
                .body("names", contains("DNS"))
                .body("wildcards", equalTo(true))
                .body("subjectAttributes", contains("organization"))
                .body("keyUsage", contains("digitalSignature", "keyEncipherment"))
                .body("extendedKeyUsage", contains("serverAuth"))
                .body("approval", equalTo("automatic"))
                .body("overflow", equalTo("clamp"))
                .body("strongMapping", equalTo("none"))
                .body("organizations.size()", equalTo(0));
    }

    @Test
    void listsByKindAndCounts() {
        Response ssl = server.master().get(PATH + "?certType=ssl");
        ssl.then().statusCode(200).body("certType", everyItem(equalTo("SSL"))).body("name", hasItem("Default SSL"));
        assertThat(server.master().head(PATH + "?certType=SSL").header("X-Total-Count"))
                .isEqualTo(ssl.header("X-Total-Count"));
        Response page = server.master().get(PATH + "?size=1&position=1");
        assertThat(page.jsonPath().getList("id")).hasSize(1);
        assertThat(Integer.parseInt(page.header("X-Total-Count"))).isGreaterThanOrEqualTo(5);
        server.master().get(PATH + "?certType=nonsense").then().statusCode(400);
        server.master().get(PATH + "?size=201").then().statusCode(400);
    }

    @Test
    void completesWhatACreationLeavesOutAndLetsAnAdministratorApprove() {
        long id = create(NewServer.newName("Device"), "device", "");
        server.master()
                .get(PATH + "/" + id)
                .then()
                .body("certType", equalTo("Device"))
                .body("enabled", equalTo(true))
                .body("extendedKeyUsage", contains("clientAuth"))
                .body("names", contains("DNS", "URI"))
                .body("approval", equalTo("administrator"));
    }

    @Test
    void keepsEveryFieldThatACreationNames() {
        long id = create(
                NewServer.newName("Full"),
                "SSL",
                ",\"description\":\"All fields\",\"enabled\":false,\"terms\":[\"47\",1,47],\"keyTypes\":{\"EdDSA\":[\"Ed25519\"]},"
                        + "\"names\":[\"ip\",\"dns\"],\"wildcards\":false,\"subjectAttributes\":[\"country\",\"postalcode\"],"
                        + "\"keyUsage\":[\"DigitalSignature\"],\"extendedKeyUsage\":[\"SERVERAUTH\",\"1.2.3.4\"],"
                        + "\"approval\":\"Automatic\",\"overflow\":\"REFUSE\",\"strongMapping\":\"Extension\",\"organizations\":["
                        + server.organization()
                        + "],\"nonsense\":1");
        server.master()
                .get(PATH + "/" + id)
                .then()
                .body("description", equalTo("All fields"))
                .body("enabled", equalTo(false))
                .body("terms", contains(1, 47))
                .body("keyTypes.size()", equalTo(1))
                .body("keyTypes.EdDSA", contains("Ed25519"))
                .body("names", contains("DNS", "IP"))
                .body("wildcards", equalTo(false))
                .body("subjectAttributes", containsInAnyOrder("postalCode", "country"))
                .body("keyUsage", contains("digitalSignature"))
                .body("extendedKeyUsage", contains("serverAuth", "1.2.3.4"))
                .body("approval", equalTo("automatic"))
                .body("overflow", equalTo("refuse"))
                .body("strongMapping", equalTo("extension"))
                .body("organizations", contains((int) server.organization()));
    }

    @Test
    void changesNothingThatAnUpdateLeavesOut() {
        String name = NewServer.newName("Updated");
        long id = create(name, "SSL", ",\"description\":\"Before\",\"terms\":[10]");
        server.master()
                .body("{\"description\":\"After\",\"keyUsage\":null}")
                .put(PATH + "/" + id)
                .then()
                .statusCode(200)
                .body("description", equalTo("After"))
                .body("name", equalTo(name))
                .body("terms", contains(10))
                .body("keyUsage", contains("digitalSignature", "keyEncipherment"));
        server.master()
                .body("{\"certType\":\"Device\"}")
                .put(PATH + "/" + id)
                .then()
                .statusCode(400);
    }

    @Test
    void refusesANameThatIsTakenInAnyCaseWithinAKind() {
        String name = NewServer.newName("Taken");
        create(name, "SSL", "");
        post(body(name.toUpperCase(Locale.ROOT), "SSL", ""))
                .then()
                .statusCode(400)
                .body("code", equalTo(-160));
        create(name, "Device", "");
        long other = create(NewServer.newName("Other"), "SSL", "");
        server.master()
                .body("{\"name\":\"" + name + "\"}")
                .put(PATH + "/" + other)
                .then()
                .statusCode(400)
                .body("code", equalTo(-160));
    }

    @Test
    void refusesARootAsIssuer() {
        post("{\"name\":\"" + NewServer.newName("Rooted") + "\",\"certType\":\"SSL\",\"issuerId\":" + server.root()
                        + "}")
                .then()
                .statusCode(400)
                .body("code", equalTo(-1601));
    }

    @Test
    void refusesTheAuthoritiesOfOtherCustomers() {
        CertificateAuthority root = issuance.root(issuance.customer(), KeyTemplate.P_256);
        CertificateAuthority foreign = issuance.issuing(root, KeyTemplate.P_256);
        post("{\"name\":\"" + NewServer.newName("Foreign") + "\",\"certType\":\"SSL\",\"issuerId\":"
                        + foreign.id().value() + "}")
                .then()
                .statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"name\":\"a\\u0000b\"",
                "\"name\":\"\"",
                "\"description\":\"a\\u0001b\"",
                "\"certType\":\"nonsense\"",
                "\"issuerId\":-1",
                "\"issuerId\":\"x\"",
                "\"issuerId\":9223372036854775808",
                "\"terms\":[]",
                "\"terms\":[0]",
                "\"terms\":[-1]",
                "\"terms\":[2147483648]",
                "\"terms\":[36501]",
                "\"terms\":30.5",
                "\"keyTypes\":{}",
                "\"keyTypes\":{\"EC\":[]}",
                "\"keyTypes\":{\"EC\":null}",
                "\"keyTypes\":{\"EC\":[\"P-224\"]}",
                "\"keyTypes\":{\"RSA\":[\"1024\"]}",
                "\"keyTypes\":{\"RSA\":[\"99999\"]}",
                "\"keyTypes\":{\"\\u0000\":[\"2048\"]}",
                "\"keyTypes\":[\"EC\"]",
                "\"names\":[\"nonsense\"]",
                "\"names\":[\"a\\u0000\"]",
                "\"subjectAttributes\":[\"commonName\"]",
                "\"keyUsage\":[]",
                "\"keyUsage\":[\"keyCertSign\"]",
                "\"keyUsage\":[\"cRLSign\"]",
                "\"extendedKeyUsage\":[\"1.3.6.1.5.5.7.3.9\"]",
                "\"extendedKeyUsage\":[\"1.99.1\"]",
                "\"extendedKeyUsage\":[\"nonsense\"]",
                "\"approval\":\"nobody\"",
                "\"overflow\":\"ignore\"",
                "\"strongMapping\":\"binary\"",
                "\"organizations\":[987654321]",
            })
    void refusesNonsenseAtCreationAndUpdate(String field) {
        long id = create(NewServer.newName("Sound"), "SSL", "");
        String before = server.master().get(PATH + "/" + id).asString();
        String valid =
                "\"name\":\"" + NewServer.newName("Unsound") + "\",\"certType\":\"SSL\",\"issuerId\":" + issuer();
        int total = total();

        // Of two members with one name, the last counts.
        assertRefused(post("{" + valid + "," + field + "}"));
        assertRefused(server.master().body("{" + field + "}").put(PATH + "/" + id));

        assertThat(total()).isEqualTo(total);
        assertThat(server.master().get(PATH + "/" + id).asString()).isEqualTo(before);
    }

    @Test
    void deletesOnlyWhatWasNeverUsed() {
        long unused = create(NewServer.newName("Unused"), "SSL", "");
        server.master().delete(PATH + "/" + unused).then().statusCode(204);
        server.master().get(PATH + "/" + unused).then().statusCode(400).body("code", equalTo(-111));
        server.master().delete(PATH + "/" + unused).then().statusCode(400).body("code", equalTo(-111));

        long used = create(NewServer.newName("Used"), "SSL", "");
        server.enroll(used, 30).then().statusCode(200);
        server.master().delete(PATH + "/" + used).then().statusCode(400).body("code", equalTo(-740));
        server.master().get(PATH + "/" + used).then().statusCode(200);
    }

    @Test
    void takesNoRequestsForADisabledProfile() {
        long id = create(NewServer.newName("Switched"), "SSL", "");
        server.master().post(PATH + "/" + id + "/disable").then().statusCode(204);
        server.master().post(PATH + "/" + id + "/disable").then().statusCode(204);
        server.master().get(PATH + "/" + id).then().body("enabled", equalTo(false));
        server.enroll(id, 30).then().statusCode(400).body("code", equalTo(-111));
        server.master().post(PATH + "/" + id + "/enable").then().statusCode(204);
        server.enroll(id, 30).then().statusCode(200);
    }

    @Test
    void showsOthersWhatTheirOrganizationsMayUseAndLetsThemChangeNothing() {
        long other = server.create(
                "/api/organization/v1",
                "{\"name\":\"" + NewServer.newName("Other")
                        + "\",\"address1\":\"1 Road\",\"city\":\"Town\",\"country\":\"DE\",\"clientCertificate\":{\"allowKeyRecoveryByMasterAdmins\":false,\"allowKeyRecoveryByOrgAdmins\":false,\"allowKeyRecoveryByDepartmentAdmins\":false}}");
        long own = create(NewServer.newName("Own"), "SSL", ",\"organizations\":[" + server.organization() + "]");
        long foreign = create(NewServer.newName("Elsewhere"), "SSL", ",\"organizations\":[" + other + "]");
        RequestSpecification rao = server.rao();

        rao.get(PATH)
                .then()
                .body("id", hasItem((int) own))
                .body("id", not(hasItem((int) foreign)))
                .body("certType", everyItem(equalTo("SSL")));
        rao.get(PATH + "/" + own).then().statusCode(200);
        rao.get(PATH + "/" + foreign).then().statusCode(400).body("code", equalTo(-111));
        for (Response refused : List.of(
                rao.body(body(NewServer.newName("Forbidden"), "SSL", "")).post(PATH),
                rao.body("{\"terms\":[1]}").put(PATH + "/" + own),
                rao.body("{}").post(PATH + "/" + own + "/disable"),
                rao.body("{}").post(PATH + "/" + own + "/enable"),
                rao.delete(PATH + "/" + own))) {
            refused.then().statusCode(400).body("code", equalTo(-3));
        }
    }

    private static void assertRefused(Response response) {
        assertThat(response.statusCode()).as(response.asString()).isIn(400, 404);
        assertThat(response.jsonPath().getInt("code")).isNegative();
    }

    private int total() {
        return Integer.parseInt(server.master().head(PATH).header("X-Total-Count"));
    }

    private long issuer() {
        return server.master()
                .get("/api/issuer/v1")
                .jsonPath()
                .getLong("find { it.name == 'Privyseal Issuing CA' }.id");
    }

    private long create(String name, String kind, String more) {
        return server.create(PATH, body(name, kind, more));
    }

    private Response post(String body) {
        return server.master().body(body).post(PATH);
    }

    private String body(String name, String kind, String more) {
        return "{\"name\":\"" + name + "\",\"certType\":\"" + kind + "\",\"issuerId\":" + issuer() + more + "}";
    }
}
