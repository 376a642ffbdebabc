package io.privyseal.rest.azure;

import static io.privyseal.azure.MicrosoftStandIn.body;
import static io.privyseal.azure.MicrosoftStandIn.status;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.privyseal.access.Role;
import io.privyseal.audit.AuditEvent;
import io.privyseal.azure.MicrosoftStandIn;
import io.privyseal.azure.MicrosoftStandIn.Call;
import io.privyseal.azure.StandInAzure;
import io.privyseal.endpoint.EndpointTestProfile;
import io.privyseal.enrollment.TestTenants;
import io.privyseal.enrollment.TestTenants.Tenant;
import io.privyseal.rest.RecordedAudit;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(EndpointTestProfile.class)
class AzureResourceTest {
    private static final String ACCOUNTS = "/api/azure/v1/accounts";
    private static final String SUBSCRIPTION = "33333333-3333-3333-3333-333333333333";

    @Inject
    TestTenants tenants;

    @Inject
    RecordedAudit audit;

    @Inject
    StandInAzure azure;

    @Inject
    EntityManager entities;

    private MicrosoftStandIn microsoft;
    private Tenant tenant;

    @BeforeEach
    void makeATenant() {
        microsoft = azure.microsoft();
        microsoft.reset();
        tenant = tenants.create();
    }

    @AfterEach
    void microsoftHasNothingToComplainAbout() {
        assertThat(microsoft.complaints()).isEmpty();
    }

    @Test
    void createsAnAccountThatShowsAllButItsSecret() {
        String path = create("Intune");

        master().get(path)
                .then()
                .statusCode(200)
                .body("name", equalTo("Intune"))
                .body("applicationId", equalTo(MicrosoftStandIn.APPLICATION))
                .body("directoryId", equalTo(MicrosoftStandIn.TENANT))
                .body("environment", equalTo("AZURE"))
                .body("delegationMode", equalTo("CUSTOMIZED"))
                .body("orgDelegations", empty())
                .body("applicationSecret", nullValue())
                .body(not(containsString(MicrosoftStandIn.SECRET)));
        master().get(ACCOUNTS)
                .then()
                .statusCode(200)
                .header("X-Total-Count", "1")
                .body("id", contains((int) id(path)))
                .body("name", contains("Intune"))
                .body("applicationId", contains(MicrosoftStandIn.APPLICATION))
                .body("directoryId", contains(MicrosoftStandIn.TENANT))
                .body("delegationMode", contains("CUSTOMIZED"));
    }

    @Test
    void keepsTheSecretSealedAndOutOfTheRecord() {
        String path = create("Intune");

        AuditEvent event = audit.last("azure-account.create");
        assertThat(event.objectId()).isEqualTo(Long.toString(id(path)));
        assertThat(event.toString()).doesNotContain(MicrosoftStandIn.SECRET);
        byte[] sealed = QuarkusTransaction.requiringNew().call(() -> (byte[]) entities.createNativeQuery(
                        "select sealed_secret from azure_account where id = " + id(path), byte[].class)
                .getSingleResult());
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain(MicrosoftStandIn.SECRET);
    }

    @ParameterizedTest
    @CsvSource({
        "name, -1001",
        "applicationId, -1001",
        "directoryId, -1001",
        "environment, -1001",
        "applicationSecret, -1001",
    })
    void needsEveryField(String field, int code) {
        String given = request("Intune")
                .replaceAll(",?\"" + field + "\":\"[^\"]*\"", "")
                .replace("{,", "{");

        master().body(given).post(ACCOUNTS).then().statusCode(400).body("code", equalTo(code));
    }

    @ParameterizedTest
    @CsvSource({"environment, AZURE_MARS", "directoryId, ../x", "applicationId, a/b", "applicationSecret, two words"})
    void refusesValuesThatCannotBe(String field, String value) {
        String given =
                request("Intune").replaceAll("\"" + field + "\":\"[^\"]*\"", "\"" + field + "\":\"" + value + "\"");

        master().body(given).post(ACCOUNTS).then().statusCode(400).body("code", equalTo(-1601));
    }

    @Test
    void refusesANameTwiceButForAnotherCustomer() {
        create("Intune");

        master().body(request("Intune")).post(ACCOUNTS).then().statusCode(400).body("code", equalTo(-160));
        Tenant stranger = tenants.create();
        as(stranger, TestTenants.ADMIN)
                .body(request("Intune"))
                .post(ACCOUNTS)
                .then()
                .statusCode(201);
    }

    @Test
    void changesWhatIsGivenAndKeepsTheRest() {
        String path = create("Intune");

        master().body("{\"name\":\"Other\",\"applicationId\":\"\",\"applicationSecret\":null}")
                .put(path)
                .then()
                .statusCode(200)
                .body(equalTo(""));

        master().get(path)
                .then()
                .body("name", equalTo("Other"))
                .body("applicationId", equalTo(MicrosoftStandIn.APPLICATION));
        assertThat(audit.last("azure-account.update").after()).containsEntry("secret", "kept");
        assertThat(checks(path)).containsEntry("Sign-in", "OK");
    }

    @Test
    void usesANewSecretAtOnce() {
        String path = create("Intune");
        assertThat(checks(path)).containsEntry("Sign-in", "OK");
        microsoft.expectSecret("R8y~renewed");
        assertThat(checks(path).get("Sign-in")).contains("AADSTS7000215").doesNotContain(MicrosoftStandIn.SECRET);

        master().body("{\"applicationSecret\":\"R8y~renewed\"}")
                .put(path)
                .then()
                .statusCode(200);

        assertThat(checks(path)).containsEntry("Sign-in", "OK");
        assertThat(audit.last("azure-account.update").after()).containsEntry("secret", "replaced");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"directoryId\":\"evil.example.test\"}",
                "{\"applicationId\":\"00000000-0000-0000-0000-000000000000\"}",
                "{\"environment\":\"AZURE_CHINA\"}"
            })
    void sendsNoSecretToAnotherTenantThanItWasGivenFor(String change) {
        String path = create("Intune");

        master().body(change).put(path).then().statusCode(400).body("code", equalTo(-1001));
    }

    @Test
    void delegatesToOrganizations() {
        String path = create("Intune");
        tenants.administrator(tenant.customer(), "rao", Role.RAO_DEVICE, tenant.organization());
        as(tenant, "rao").get(path).then().statusCode(404);
        as(tenant, "rao").get(ACCOUNTS).then().header("X-Total-Count", "0");

        delegate(
                        path,
                        "CUSTOMIZED",
                        tenant.organization().value(),
                        tenant.other().value())
                .then()
                .statusCode(200)
                .body("orgDelegations", contains((int) tenant.organization().value(), (int)
                        tenant.other().value()));

        // A RAO sees no other organization's number.
        as(tenant, "rao").get(path).then().statusCode(200).body("orgDelegations", contains((int)
                tenant.organization().value()));
        as(tenant, "rao").get(ACCOUNTS).then().header("X-Total-Count", "1");
        delegate(path, "CUSTOMIZED", tenant.other().value()).then().statusCode(200);
        as(tenant, "rao").get(path).then().statusCode(404);
        delegate(path, "GLOBAL_FOR_CUSTOMER", tenant.other().value())
                .then()
                .statusCode(200)
                .body("orgDelegations", empty());
        as(tenant, "rao").get(path).then().statusCode(200);
    }

    @Test
    void refusesDelegationsThatCannotBe() {
        String path = create("Intune");
        Tenant stranger = tenants.create();

        delegate(path, "CUSTOMIZED", stranger.organization().value()).then().statusCode(404);
        delegate(path, "SOMETIMES").then().statusCode(400).body("code", equalTo(-1601));
        master().body("{}").put(path + "/delegations").then().statusCode(400).body("code", equalTo(-1001));
    }

    @Test
    void letsOnlyMraosChangeAnything() {
        String path = create("Intune");
        delegate(path, "GLOBAL_FOR_CUSTOMER").then().statusCode(200);
        tenants.administrator(tenant.customer(), "rao", Role.RAO_SSL, tenant.organization());
        RequestSpecification rao = as(tenant, "rao").body(request("Mine"));

        rao.post(ACCOUNTS).then().statusCode(400).body("code", equalTo(-3));
        as(tenant, "rao")
                .body("{\"name\":\"x\"}")
                .put(path)
                .then()
                .statusCode(400)
                .body("code", equalTo(-3));
        as(tenant, "rao").delete(path).then().statusCode(400).body("code", equalTo(-3));
        as(tenant, "rao")
                .body("{\"delegationMode\":\"CUSTOMIZED\"}")
                .put(path + "/delegations")
                .then()
                .statusCode(400)
                .body("code", equalTo(-3));
    }

    @Test
    void hidesAccountsOfOtherCustomers() {
        String path = create("Intune");
        Tenant stranger = tenants.create();

        as(stranger, TestTenants.ADMIN).get(path).then().statusCode(404);
        as(stranger, TestTenants.ADMIN).body("{}").put(path).then().statusCode(404);
        as(stranger, TestTenants.ADMIN).delete(path).then().statusCode(404);
        as(stranger, TestTenants.ADMIN).get(path + "/check").then().statusCode(404);
        as(stranger, TestTenants.ADMIN).get(path + "/resource-groups").then().statusCode(404);
        as(stranger, TestTenants.ADMIN).get(ACCOUNTS).then().header("X-Total-Count", "0");
        given().get(ACCOUNTS).then().statusCode(401);
        assertThat(microsoft.calls()).isEmpty();
    }

    @Test
    void deletesAnAccount() {
        String path = create("Intune");
        delegate(path, "CUSTOMIZED", tenant.organization().value()).then().statusCode(200);

        master().delete(path).then().statusCode(204);

        master().get(path).then().statusCode(404);
        master().delete(path).then().statusCode(404);
        assertThat(audit.last("azure-account.delete").before()).containsEntry("name", "Intune");
    }

    @Test
    void checksAllThatAnAccountMayBeFor() {
        String path = create("Intune");

        master().get(path + "/check")
                .then()
                .statusCode(200)
                .body(
                        "checkName",
                        contains("Sign-in", "Intune SCEP validation", "Intune revocation requests", "Azure Key Vault"))
                .body("message", everyItem(equalTo("OK")));
    }

    @Test
    void saysWhatDoesNotWork() {
        String path = create("Intune");
        microsoft.next(Call.DISCOVERY, status(403));
        microsoft.next(Call.DISCOVERY, body("{\"value\":[]}"));
        microsoft.next(Call.SUBSCRIPTIONS, body("{\"value\":[]}"));

        Map<String, String> checks = checks(path);

        assertThat(checks).containsEntry("Sign-in", "OK");
        assertThat(checks.get("Intune SCEP validation")).contains("MISCONFIGURED", "403");
        assertThat(checks.get("Intune revocation requests")).contains("no service PkiConnectorFEService");
        assertThat(checks.get("Azure Key Vault")).contains("no subscription");
    }

    private Map<String, String> checks(String path) {
        return master()
                .get(path + "/check")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .<Map<String, String>>getList("$")
                .stream()
                .collect(Collectors.toMap(check -> check.get("checkName"), check -> check.get("message")));
    }

    @Test
    void listsResourceGroupsAndVaults() {
        String path = create("Vaults");

        master().get(path + "/resource-groups")
                .then()
                .statusCode(200)
                .body("name", contains("pki"))
                .body("key", contains("/subscriptions/3/resourceGroups/pki"))
                .body("subscriptionId", contains(SUBSCRIPTION));
        master().get(path + "/subscriptions/" + SUBSCRIPTION + "/resource-groups/pki/vaults")
                .then()
                .statusCode(200)
                .body("name", contains("keys"))
                .body("key", contains("/vaults/keys"))
                .body("skuName", contains("PREMIUM"));
    }

    @Test
    void readsAllPagesButNotElsewhere() {
        String path = create("Vaults");
        String item = "{\"name\":\"one\",\"id\":\"/one\"}";
        microsoft.next(
                Call.GROUPS,
                body("{\"value\":[" + item + "],\"nextLink\":\"" + microsoft.origin() + "/subscriptions/" + SUBSCRIPTION
                        + "/resourcegroups?api-version=2021-04-01\"}"));
        master().get(path + "/resource-groups").then().body("name", contains("one", "pki"));

        microsoft.next(Call.GROUPS, body("{\"value\":[" + item + "],\"nextLink\":\"https://evil.example.test/\"}"));
        master().get(path + "/resource-groups").then().statusCode(503).body("description", containsString("elsewhere"));
    }

    @Test
    void refusesPathsThatAreNotAzures() {
        String path = create("Vaults");

        master().get(path + "/subscriptions/a.b/resource-groups/pki/vaults")
                .then()
                .statusCode(400);
        master().get(path + "/subscriptions/" + SUBSCRIPTION + "/resource-groups/" + "x".repeat(91) + "/vaults")
                .then()
                .statusCode(400);
        assertThat(microsoft.calls()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"403, 400", "404, 404", "500, 503", "429, 503"})
    void passesOnWhatAzureSays(int azureStatus, int ours) {
        String path = create("Vaults");
        microsoft.next(Call.SUBSCRIPTIONS, status(azureStatus));

        master().get(path + "/resource-groups").then().statusCode(ours).body("description", startsWith("Azure: "));
    }

    private Response delegate(String path, String mode, long... organizations) {
        return master().body("{\"delegationMode\":\"" + mode + "\",\"orgDelegations\":" + Arrays.toString(organizations)
                        + "}")
                .put(path + "/delegations");
    }

    /** The new account's path. */
    private String create(String name) {
        String location = master().body(request(name))
                .post(ACCOUNTS)
                .then()
                .statusCode(201)
                .body(equalTo(""))
                .extract()
                .header("Location");
        return location.substring(location.indexOf(ACCOUNTS));
    }

    private static String request(String name) {
        return "{\"name\":\"" + name + "\",\"applicationId\":\"" + MicrosoftStandIn.APPLICATION
                + "\",\"directoryId\":\"" + MicrosoftStandIn.TENANT
                + "\",\"environment\":\"AZURE\",\"applicationSecret\":\"" + MicrosoftStandIn.SECRET + "\"}";
    }

    private static long id(String path) {
        return Long.parseLong(path.substring(path.lastIndexOf('/') + 1));
    }

    private RequestSpecification master() {
        return as(tenant, TestTenants.ADMIN);
    }

    private static RequestSpecification as(Tenant of, String login) {
        return given().headers(Map.of("login", login, "password", TestTenants.PASSWORD, "customerUri", of.uri()))
                .contentType(ContentType.JSON);
    }
}
