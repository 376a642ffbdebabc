package io.privyseal.rest.endpoint;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.privyseal.access.Privilege;
import io.privyseal.access.Role;
import io.privyseal.endpoint.EndpointTestProfile;
import io.privyseal.endpoint.TestAnchors;
import io.privyseal.endpoint.TestEndpoints;
import io.privyseal.enrollment.TestTenants;
import io.privyseal.enrollment.TestTenants.Tenant;
import io.privyseal.organization.OrganizationId;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(EndpointTestProfile.class)
class EndpointResourceTest {
    private static final String PATH = "/api/endpoint/v1";
    private static final int INVALID = -1601;
    private static final int MISSING = -1001;
    private static final int NOT_PERMITTED = -3;
    private static final int UNKNOWN = -1;

    @Inject
    TestTenants tenants;

    private Tenant tenant;

    @BeforeEach
    void makeATenant() {
        tenant = tenants.create();
    }

    @Test
    void createsAnEndpointAndShowsIt() {
        String extension = TestEndpoints.newExtension();
        Response created = post(body(extension, "\"profiles\":[" + profile("default", ",\"termDays\":90") + "]"));
        created.then().statusCode(201).body(emptyString());
        assertThat(created.header("Location")).matches("https://ca\\.example\\.test/api/endpoint/v1/[0-9]+");
        int id = (int) idOf(created);
        master().get(PATH + "/" + id)
                .then()
                .statusCode(200)
                .body("id", equalTo(id))
                .body("name", equalTo("Web servers"))
                .body("type", equalTo("PRIVATE_ACME"))
                .body("delegationMode", equalTo("CUSTOMIZED"))
                .body("url", equalTo("https://ca.example.test/acme/" + extension + "/directory"))
                .body("uriExtension", equalTo(extension))
                .body("organizations.id", contains((int) tenant.organization().value()))
                .body("organizations.name", contains("Example"))
                .body("acme.enabled", equalTo(true))
                .body("acme.profiles.name", contains("default"))
                .body("acme.profiles[0].profileId", equalTo((int)
                        tenant.automatic().value()))
                .body("acme.profiles[0].termDays", equalTo(90))
                .body("acme.challengeTypes", contains("http-01", "dns-01", "tls-alpn-01"))
                .body("acme.identifierTypes", contains("dns"))
                .body("acme.maximumIdentifiers", equalTo(100))
                .body("acme.externalAccounts", equalTo("required"))
                .body("acme.namesNeedProof", equalTo(true))
                .body("acme.approval", equalTo("automatic"))
                .body("acme.orderLifetimeSeconds", equalTo(604_800))
                .body("acme.reuseAuthorizations", equalTo(true))
                .body("acme.networks", equalTo(List.of()))
                .body("acme.loopbackTargets", equalTo(false))
                .body("acme.rateLimits.ordersPerAccountPerHour", equalTo(300))
                .body("acme.caaIdentities", equalTo(List.of()))
                .body("acme.website", equalTo(null));
        master().get(PATH)
                .then()
                .statusCode(200)
                .header("X-Total-Count", "1")
                .body("id", contains(id))
                .body("[0].keySet().size()", equalTo(4));
    }

    @Test
    void keepsEverySettingAndChangesOnlyWhatIsSent() {
        long id = create(TestEndpoints.newExtension(), """
                "enabled":"false","profiles":[%s,%s],"challengeTypes":["HTTP-01"],"identifierTypes":["ip","dns"],\
                "maximumIdentifiers":"5","externalAccounts":"Optional","approval":"administrator",\
                "orderLifetimeSeconds":3600,"authorizationLifetimeSeconds":7200,"reuseAuthorizations":false,\
                "networks":["10.0.0.1/8","2001:db8::1"],"loopbackTargets":true,\
                "rateLimits":{"ordersPerAccountPerHour":0,"pauseAfterFailures":7},\
                "termsOfService":"https://ca.test/terms","website":"https://ca.test","caaIdentities":["CA.test"],\
                "nonsense":1""".formatted(profile("a", ""), profile("b", "")));
        master().get(PATH + "/" + id)
                .then()
                .body("acme.enabled", equalTo(false))
                .body("acme.profiles.name", contains("a", "b"))
                .body("acme.profiles[0].termDays", equalTo(null))
                .body("acme.challengeTypes", contains("http-01"))
                .body("acme.identifierTypes", contains("dns", "ip"))
                .body("acme.maximumIdentifiers", equalTo(5))
                .body("acme.externalAccounts", equalTo("optional"))
                .body("acme.approval", equalTo("administrator"))
                .body("acme.orderLifetimeSeconds", equalTo(3600))
                .body("acme.authorizationLifetimeSeconds", equalTo(7200))
                .body("acme.reuseAuthorizations", equalTo(false))
                .body("acme.networks", contains("10.0.0.0/8", "2001:db8:0:0:0:0:0:1/128"))
                .body("acme.loopbackTargets", equalTo(true))
                .body("acme.rateLimits.ordersPerAccountPerHour", equalTo(0))
                .body("acme.rateLimits.duplicatesPerWeek", equalTo(30))
                .body("acme.rateLimits.pauseAfterFailures", equalTo(7))
                .body("acme.termsOfService", equalTo("https://ca.test/terms"))
                .body("acme.caaIdentities", contains("ca.test"));
        put(
                        id,
                        "{\"name\":\"Renamed\",\"acme\":{\"enabled\":true,\"website\":\"\",\"networks\":[],"
                                + "\"rateLimits\":{\"duplicatesPerWeek\":1}}}")
                .then()
                .statusCode(204)
                .body(emptyString());
        master().get(PATH + "/" + id)
                .then()
                .body("name", equalTo("Renamed"))
                .body("acme.enabled", equalTo(true))
                .body("acme.profiles.name", contains("a", "b"))
                .body("acme.networks", equalTo(List.of()))
                .body("acme.website", equalTo(null))
                .body("acme.termsOfService", equalTo("https://ca.test/terms"))
                .body("acme.rateLimits.duplicatesPerWeek", equalTo(1))
                .body("acme.rateLimits.pauseAfterFailures", equalTo(7));
    }

    @Test
    void grantsNamesOnlyToBoundAccounts() {
        refused(
                post(body(
                        "x-1",
                        "\"profiles\":[" + profile("a", "")
                                + "],\"namesNeedProof\":false,\"externalAccounts\":\"none\"")),
                400,
                INVALID);
        long id = create(
                TestEndpoints.newExtension(),
                "\"profiles\":[" + profile("a", "") + "],\"namesNeedProof\":false,\"challengeTypes\":[]");
        refused(put(id, "{\"acme\":{\"externalAccounts\":\"optional\"}}"), 400, INVALID);
    }

    @Test
    void refusesAnAddressThatIsTakenOnTheServer() {
        Tenant foreign = tenants.create();
        String extension = TestEndpoints.newExtension();
        create(extension, "\"profiles\":[" + profile("a", "") + "]");
        String again = body(
                        extension.toUpperCase(Locale.ROOT),
                        "\"profiles\":[{\"name\":\"a\",\"profileId\":"
                                + foreign.automatic().value() + "}]")
                .replace(
                        "[" + tenant.organization().value() + "]",
                        "[" + foreign.organization().value() + "]");
        Response answer = as(foreign, TestTenants.ADMIN).body(again).post(PATH);
        refused(answer, 400, -160);
        assertThat(answer.asString()).doesNotContain(tenant.uri()).doesNotContain("Example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PUBLIC_ACME",
                "SSL_WEB_FORM",
                "CODE_SIGN_WEB_FORM",
                "BULK_ENROLLMENT_WEB_FORM",
                "CLIENT_REST_API"
            })
    void saysClearlyWhichTypesItDoesNotHave(String type) {
        Response answer =
                post(body("x-2", "\"profiles\":[" + profile("a", "") + "]").replace("PRIVATE_ACME", type));
        refused(answer, 400, NOT_PERMITTED);
        assertThat(answer.jsonPath().getString("description")).contains(type);
    }

    @Test
    void saysWhichFieldIsMissingOrWrong() {
        String acme = "\"profiles\":[" + profile("a", "") + "]";
        String good = body("x-3", acme);
        refusedFor("name", post(good.replace("\"Web servers\"", "null")), MISSING);
        refusedFor("name", post(good.replace("Web servers", "Web\\u0000")), INVALID);
        refusedFor("name", post(good.replace("Web servers", "x".repeat(257))), INVALID);
        refusedFor("endpointType", post(good.replace("PRIVATE_ACME", "PRIVATE")), INVALID);
        refusedFor("endpointType", post(good.replace("\"PRIVATE_ACME\"", "null")), MISSING);
        refusedFor("uriExtension", post(good.replace("\"x-3\"", "\"\"")), MISSING);
        refusedFor("uriExtension", post(good.replace("\"x-3\"", "\"a/../b\"")), INVALID);
        refusedFor(
                "orgDelegations",
                post(good.replaceFirst("\"orgDelegations\":\\[[0-9]+\\]", "\"orgDelegations\":[]")),
                MISSING);
        refusedFor(
                "orgDelegations",
                post(good.replaceFirst("\"orgDelegations\":\\[[0-9]+\\]", "\"orgDelegations\":[1,2]")),
                INVALID);
        refusedFor("acme", post(good.replaceFirst(",\"acme\":.*", "}")), MISSING);
        refusedFor("acme.profiles", post(body("x-3", "")), MISSING);
        refusedFor("acme.profiles", post(body("x-3", "\"profiles\":[]")), INVALID);
        refusedFor("acme.profiles.name", post(body("x-3", "\"profiles\":[{\"profileId\":1}]")), MISSING);
        for (String wrong : List.of(
                "challengeTypes:[\"dns-99\"]",
                "identifierTypes:[\"email\"]",
                "externalAccounts:\"maybe\"",
                "approval:\"nobody\"",
                "networks:[\"10.0.0.0/33\"]",
                "networks:[\"localhost\"]",
                "maximumIdentifiers:0",
                "orderLifetimeSeconds:1",
                "orderLifetimeSeconds:9223372036854775807",
                "website:\"javascript:x\"",
                "caaIdentities:[\"*.ca.test\"]")) {
            String field = wrong.substring(0, wrong.indexOf(':'));
            refusedFor(
                    "acme." + field,
                    post(body("x-3", acme + ",\"" + field + "\":" + wrong.substring(field.length() + 1))),
                    INVALID);
        }
        refusedFor(
                "acme.rateLimits.duplicatesPerWeek",
                post(body("x-3", acme + ",\"rateLimits\":{\"duplicatesPerWeek\":-1}")),
                INVALID);
        refused(post(good.replaceFirst("\"orgDelegations\":\\[[0-9]+\\]", "\"orgDelegations\":[999999]")), 404, -1023);
        refused(post(good.replaceFirst("\"profileId\":[0-9]+", "\"profileId\":999999")), 400, -111);
        for (String body : List.of("", "[]", "5", "{\"acme\":5}", "{\"acme\":{\"profiles\":{}}}", "{\"name\":{}}")) {
            refused(post(body), 400, INVALID);
        }
        master().get(PATH).then().header("X-Total-Count", "0");
    }

    @Test
    void keepsItsAddressOrganizationAndType() {
        String extension = TestEndpoints.newExtension();
        long id = create(extension, "\"profiles\":[" + profile("a", "") + "]");
        refusedFor("uriExtension", put(id, "{\"uriExtension\":\"other\"}"), INVALID);
        refusedFor(
                "orgDelegations",
                put(id, "{\"orgDelegations\":[" + tenant.other().value() + "]}"),
                INVALID);
        refusedFor("endpointType", put(id, "{\"endpointType\":\"SSL_EST\"}"), INVALID);
        refusedFor("scep", put(id, "{\"scep\":{}}"), INVALID);
        put(id, body(extension, "\"enabled\":true")).then().statusCode(204);
    }

    @Test
    void answersUnknownNumbersWith404() {
        for (String id : List.of("999999999", "0", "-1", "abc", "9223372036854775808")) {
            refused(master().get(PATH + "/" + id), 404, UNKNOWN);
            refused(master().body("{}").put(PATH + "/" + id), 404, UNKNOWN);
            refused(master().delete(PATH + "/" + id), 404, UNKNOWN);
        }
    }

    @Test
    void hidesTheEndpointsOfOtherCustomers() {
        long id = create(TestEndpoints.newExtension(), "\"profiles\":[" + profile("a", "") + "]");
        Tenant foreign = tenants.create();
        refused(as(foreign, TestTenants.ADMIN).get(PATH + "/" + id), 404, UNKNOWN);
        refused(as(foreign, TestTenants.ADMIN).body("{}").put(PATH + "/" + id), 404, UNKNOWN);
        refused(as(foreign, TestTenants.ADMIN).delete(PATH + "/" + id), 404, UNKNOWN);
        as(foreign, TestTenants.ADMIN).get(PATH).then().header("X-Total-Count", "0");
    }

    @Test
    void letsOfficersManageWhatIsTheirs() {
        long own = create(TestEndpoints.newExtension(), "\"profiles\":[" + profile("a", "") + "]");
        RequestSpecification officer = officer("rao", Role.RAO_SSL, tenant.organization(), Privilege.SSL_REQUEST);
        RequestSpecification other = officer("other", Role.RAO_SSL, tenant.other(), Privilege.SSL_REQUEST);
        RequestSpecification smime = officer("smime", Role.RAO_SMIME, tenant.organization());
        RequestSpecification viewer = officer("viewer", Role.RAO_SSL, tenant.organization());
        given(officer).get(PATH).then().body("id", contains((int) own));
        given(other).get(PATH).then().header("X-Total-Count", "0");
        given(smime).get(PATH).then().header("X-Total-Count", "0");
        given(viewer).get(PATH + "/" + own).then().statusCode(200);
        refused(given(other).get(PATH + "/" + own), 404, UNKNOWN);
        refused(given(other).body("{}").put(PATH + "/" + own), 404, UNKNOWN);
        refused(given(other).delete(PATH + "/" + own), 404, UNKNOWN);
        refused(given(viewer).body("{}").put(PATH + "/" + own), 400, NOT_PERMITTED);
        String wanted = body(TestEndpoints.newExtension(), "\"profiles\":[" + profile("a", "") + "]");
        refused(given(viewer).body(wanted).post(PATH), 400, NOT_PERMITTED);
        refused(given(smime).body(wanted).post(PATH), 400, NOT_PERMITTED);
        refused(given(other).body(wanted).post(PATH), 404, -1023);
        refused(given(officer).body("{\"acme\":{\"loopbackTargets\":true}}").put(PATH + "/" + own), 400, NOT_PERMITTED);
        given(officer).body(wanted).post(PATH).then().statusCode(201);
        given(officer).delete(PATH + "/" + own).then().statusCode(204);
    }

    @Test
    void filtersAndPages() {
        String first = TestEndpoints.newExtension();
        long id = create(first, "\"profiles\":[" + profile("a", "") + "]");
        create(TestEndpoints.newExtension(), "\"profiles\":[" + profile("a", "") + "]");
        master().get(PATH + "?size=1&position=1")
                .then()
                .header("X-Total-Count", "2")
                .body("id", not(contains((int) id)));
        master().get(PATH + "?position=2147483647").then().statusCode(200).body("$", equalTo(List.of()));
        master().get(PATH + "?uriExtension=" + first.toLowerCase(Locale.ROOT))
                .then()
                .body("id", contains((int) id));
        master().get(PATH + "?name=nothing").then().body("$", equalTo(List.of()));
        master().get(PATH + "?endpointTypes=PRIVATE_ACME,SSL_EST").then().header("X-Total-Count", "2");
        master().queryParam("endpointTypes[]", "SSL_EST", "DEVICE_EST")
                .get(PATH)
                .then()
                .header("X-Total-Count", "0");
        refused(master().get(PATH + "?endpointTypes=NONE"), 400, INVALID);
        refused(master().get(PATH + "?size=201"), 400, INVALID);
        refused(master().get(PATH + "?position=99999999999"), 400, INVALID);
        refused(master().urlEncodingEnabled(false).get(PATH + "?name=%00"), 400, INVALID);
    }

    @Test
    void deletesAnEndpoint() {
        String extension = TestEndpoints.newExtension();
        long id = create(extension, "\"profiles\":[" + profile("a", "") + "]");
        master().delete(PATH + "/" + id).then().statusCode(204).body(emptyString());
        refused(master().get(PATH + "/" + id), 404, UNKNOWN);
        create(extension, "\"profiles\":[" + profile("a", "") + "]");
    }

    @Test
    void createsAScepEndpointOfAllOrganizations() {
        String extension = TestEndpoints.newExtension();
        long id = created(
                "{\"name\":\"Phones\",\"endpointType\":\"DEVICE_SCEP\",\"uriExtension\":\"" + extension + "\"}");
        master().get(PATH + "/" + id)
                .then()
                .statusCode(200)
                .body("type", equalTo("DEVICE_SCEP"))
                .body("delegationMode", equalTo("GLOBAL_FOR_CUSTOMER"))
                .body("organizations", equalTo(List.of()))
                .body("url", endsWith("/scep/" + extension))
                .body("url", startsWith("http://"))
                .body("acme", equalTo(null))
                .body("est", equalTo(null))
                .body("scep.enabled", equalTo(true))
                .body("scep.caCertFormat", equalTo("ra_and_issuer"))
                .body("scep.chainInAnswers", equalTo(false))
                .body("scep.legacyAlgorithms", equalTo(List.of()))
                .body("scep.keyReuseAtRenewal", equalTo(true))
                .body("scep.renewalWindowDays", equalTo(null))
                .body("scep.renewalNeedsChallenge", equalTo(false))
                .body("scep.trustAnchors", equalTo(List.of()))
                .body("scep.webhook", equalTo(null))
                .body("scep.azureAccountId", equalTo(null))
                .body("scep.networks", equalTo(List.of()))
                .body("scep.nextIssuerId", equalTo(null));
    }

    @Test
    void keepsEveryScepSettingAndChangesOnlyWhatIsSent() {
        String anchor = TestAnchors.pem(TestAnchors.issue("CN=Maker", true))
                .replace("\r", "")
                .replace("\n", "\\n");
        long id = created(device("DEVICE_SCEP", "scep", """
                "enabled":false,"caCertFormat":"RA_ISSUER_ROOT","chainInAnswers":true,\
                "legacyAlgorithms":["sha1","DES_EDE3"],"keyReuseAtRenewal":false,"renewalWindowDays":30,\
                "renewalNeedsChallenge":true,"trustAnchors":["%s"],\
                "webhook":{"url":"https://hook.example.test/x","secret":"%s","timeoutSeconds":3},\
                "networks":["10.0.0.0/8"],"nextIssuerId":%d""".formatted(
                        anchor, "s".repeat(32), tenant.issuer().value())));
        master().get(PATH + "/" + id)
                .then()
                .body("scep.enabled", equalTo(false))
                .body("scep.caCertFormat", equalTo("ra_issuer_root"))
                .body("scep.chainInAnswers", equalTo(true))
                .body("scep.legacyAlgorithms", contains("des_ede3", "sha1"))
                .body("scep.keyReuseAtRenewal", equalTo(false))
                .body("scep.renewalWindowDays", equalTo(30))
                .body("scep.renewalNeedsChallenge", equalTo(true))
                .body("scep.trustAnchors[0]", startsWith("-----BEGIN CERTIFICATE-----"))
                .body("scep.webhook.url", equalTo("https://hook.example.test/x"))
                .body("scep.webhook.secret", equalTo(null))
                .body("scep.webhook.timeoutSeconds", equalTo(3))
                .body("scep.networks", contains("10.0.0.0/8"))
                .body("scep.nextIssuerId", equalTo((int) tenant.issuer().value()));
        put(id, "{\"scep\":{\"renewalWindowDays\":0,\"webhook\":{\"timeoutSeconds\":4},\"trustAnchors\":[]}}")
                .then()
                .statusCode(204);
        master().get(PATH + "/" + id)
                .then()
                .body("scep.enabled", equalTo(false))
                .body("scep.renewalWindowDays", equalTo(null))
                .body("scep.trustAnchors", equalTo(List.of()))
                .body("scep.webhook.url", equalTo("https://hook.example.test/x"))
                .body("scep.webhook.timeoutSeconds", equalTo(4))
                .body("scep.legacyAlgorithms", contains("des_ede3", "sha1"))
                .body("scep.nextIssuerId", equalTo((int) tenant.issuer().value()));
        put(id, "{\"scep\":{\"nextIssuerId\":0}}").then().statusCode(204);
        master().get(PATH + "/" + id).then().body("scep.nextIssuerId", equalTo(null));
        put(id, "{\"scep\":{\"nextIssuerId\":" + tenant.root().value() + "}}")
                .then()
                .statusCode(400);
        put(id, "{\"scep\":{\"webhook\":{\"url\":\"\"}}}").then().statusCode(204);
        master().get(PATH + "/" + id).then().body("scep.webhook", equalTo(null));
    }

    @Test
    void keepsEveryEstSettingAndChangesOnlyWhatIsSent() {
        long id = created(device("DEVICE_EST", "est", """
                "wrapBase64":true,"channelBinding":"ignore_absent","renewalWindowDays":14,"serverKeygen":true,\
                "csrAttributes":false,"fullCmc":true,"networks":["192.0.2.0/24"]"""));
        master().get(PATH + "/" + id)
                .then()
                .body("url", startsWith("https://ca.example.test/.well-known/est/Web-"))
                .body("est.enabled", equalTo(true))
                .body("est.wrapBase64", equalTo(true))
                .body("est.channelBinding", equalTo("ignore_absent"))
                .body("est.renewalWindowDays", equalTo(14))
                .body("est.serverKeygen", equalTo(true))
                .body("est.csrAttributes", equalTo(false))
                .body("est.fullCmc", equalTo(true))
                .body("est.networks", contains("192.0.2.0/24"));
        put(id, "{\"est\":{\"enabled\":false,\"wrapBase64\":false}}").then().statusCode(204);
        master().get(PATH + "/" + id)
                .then()
                .body("est.enabled", equalTo(false))
                .body("est.wrapBase64", equalTo(false))
                .body("est.serverKeygen", equalTo(true));
    }

    @Test
    void refusesDoorSettingsThatCannotWork() {
        for (String wrong : List.of(
                "caCertFormat:\"pem\"",
                "legacyAlgorithms:[\"md5\"]",
                "trustAnchors:[\"no certificate\"]",
                "trustAnchors:[\"\"]",
                "renewalWindowDays:-1",
                "azureAccountId:1",
                "networks:[\"localhost\"]")) {
            String field = wrong.substring(0, wrong.indexOf(':'));
            refusedFor(
                    "scep." + field,
                    post(device("DEVICE_SCEP", "scep", "\"" + field + "\":" + wrong.substring(field.length() + 1))),
                    INVALID);
        }
        refusedFor("scep.azureAccountId", post(device("SMIME_SCEP_INTUNE", "scep", "")), MISSING);
        refusedFor(
                "scep.azureAccountId", post(device("SMIME_SCEP_INTUNE", "scep", "\"azureAccountId\":999999")), INVALID);
        refusedFor("scep.webhook.url", post(device("DEVICE_SCEP", "scep", "\"webhook\":{}")), MISSING);
        refusedFor(
                "scep.webhook.secret",
                post(device("DEVICE_SCEP", "scep", "\"webhook\":{\"url\":\"https://a.test/\"}")),
                MISSING);
        refusedFor("est.channelBinding", post(device("DEVICE_EST", "est", "\"channelBinding\":\"required\"")), INVALID);
        refusedFor("est", post(device("DEVICE_SCEP", "est", "")), INVALID);
        refusedFor(
                "uriExtension", post(device("DEVICE_EST", "est", "").replaceFirst("Web-[0-9]+", "cacerts")), INVALID);
        refusedFor("orgDelegations", post(device("DEVICE_EST", "est", "").replaceFirst("\\[[0-9]+\\]", "[]")), MISSING);
    }

    @Test
    void tellsPeopleWhoEnroll() {
        long id = created(device("DEVICE_SCEP", "scep", "").replaceFirst("\"scep\"", """
                "config":{"enrollmentHelp":"Ask the desk.","enrollmentLinkAddress":"https://help.test/x"},"scep\""""));
        put(id + "/config", "{\"contactName\":\"Desk\",\"contactEmail\":\"desk@example.test\",\"enrollmentHelp\":\"\"}")
                .then()
                .statusCode(200)
                .body(emptyString());
        master().get(PATH + "/" + id + "/config")
                .then()
                .statusCode(200)
                .body("enrollmentHelp", equalTo(null))
                .body("enrollmentLinkAddress", equalTo("https://help.test/x"))
                .body("contactName", equalTo("Desk"))
                .body("contactEmail", equalTo("desk@example.test"));
        refusedFor(
                "config.enrollmentLinkAddress",
                put(id + "/config", "{\"enrollmentLinkAddress\":\"javascript:x\"}"),
                INVALID);
        refusedFor(
                "config.contactPhone", put(id + "/config", "{\"contactPhone\":\"" + "1".repeat(33) + "\"}"), INVALID);
        refusedFor("config.webFormAuthTypes", put(id + "/config", "{\"webFormAuthTypes\":[\"IDP\"]}"), INVALID);
        refused(master().get(PATH + "/999999999/config"), 404, UNKNOWN);
        refused(put("999999999/config", "{}"), 404, UNKNOWN);
        refused(as(tenants.create(), TestTenants.ADMIN).get(PATH + "/" + id + "/config"), 404, UNKNOWN);
    }

    @Test
    void delegatesAnEndpointAndTakesItBack() {
        long id = created(device("DEVICE_SCEP", "scep", ""));
        put(
                        id + "/delegations",
                        "[" + tenant.organization().value() + ","
                                + tenant.other().value() + "]")
                .then()
                .statusCode(204)
                .body(emptyString());
        master().get(PATH + "/" + id)
                .then()
                .body("delegationMode", equalTo("CUSTOMIZED"))
                .body("organizations.name", contains("Example", "Other"));
        RequestSpecification officer = officer("rao", Role.RAO_DEVICE, tenant.organization(), Privilege.DEVICE_REQUEST);
        given(officer).get(PATH).then().body("id", contains((int) id));
        refused(given(officer).delete(PATH + "/" + id + "/delegations"), 400, NOT_PERMITTED);
        refused(
                given(officer).body("[" + tenant.organization().value() + "]").put(PATH + "/" + id + "/delegations"),
                400,
                NOT_PERMITTED);
        master().delete(PATH + "/" + id + "/delegations").then().statusCode(204).body(emptyString());
        master().get(PATH + "/" + id).then().body("delegationMode", equalTo("GLOBAL_FOR_CUSTOMER"));
        refusedFor("orgDelegations", put(id + "/delegations", "[]"), MISSING);
        refused(put(id + "/delegations", "[999999]"), 404, -1023);
        refused(put(id + "/delegations", "[" + tenants.create().organization().value() + "]"), 404, -1023);
        refused(put(id + "/delegations", ""), 400, INVALID);
        refused(put("999999999/delegations", "[1]"), 404, UNKNOWN);
        refused(master().delete(PATH + "/999999999/delegations"), 404, UNKNOWN);
        long acme = create(TestEndpoints.newExtension(), "\"profiles\":[" + profile("a", "") + "]");
        refused(master().delete(PATH + "/" + acme + "/delegations"), 400, INVALID);
    }

    private long created(String body) {
        Response created = post(body);
        assertThat(created.statusCode()).as(created.asString()).isEqualTo(201);
        return idOf(created);
    }

    private String device(String type, String door, String settings) {
        return "{\"name\":\"Devices\",\"endpointType\":\"" + type + "\",\"uriExtension\":\""
                + TestEndpoints.newExtension() + "\",\"orgDelegations\":["
                + tenant.organization().value() + "],\"" + door + "\":{" + settings + "}}";
    }

    private Response put(String path, String body) {
        return master().body(body).put(PATH + "/" + path);
    }

    private String profile(String name, String more) {
        return "{\"name\":\"" + name + "\",\"profileId\":" + tenant.automatic().value() + more + "}";
    }

    private String body(String extension, String acme) {
        return "{\"name\":\"Web servers\",\"endpointType\":\"PRIVATE_ACME\",\"uriExtension\":\"" + extension
                + "\",\"orgDelegations\":[" + tenant.organization().value() + "],\"acme\":{" + acme + "}}";
    }

    private long create(String extension, String acme) {
        Response created = post(body(extension, acme));
        assertThat(created.statusCode()).as(created.asString()).isEqualTo(201);
        return idOf(created);
    }

    private Response post(String body) {
        return master().body(body).post(PATH);
    }

    private Response put(long id, String body) {
        return master().body(body).put(PATH + "/" + id);
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
