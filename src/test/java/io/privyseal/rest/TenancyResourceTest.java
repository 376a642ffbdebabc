package io.privyseal.rest;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.privyseal.access.Administrators;
import io.privyseal.access.NewAdministrator;
import io.privyseal.audit.Actor;
import io.privyseal.organization.CertificateKind;
import io.privyseal.organization.Customer;
import io.privyseal.organization.Customers;
import io.privyseal.organization.DomainId;
import io.privyseal.organization.Domains;
import io.privyseal.organization.OrganizationId;
import io.privyseal.platform.CustomerId;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.builder.RequestSpecBuilder;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.http.HttpClosedException;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.AbstractMap;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(TenancyProfile.class)
class TenancyResourceTest {
    private static final AtomicInteger CUSTOMERS = new AtomicInteger();
    private static final String HOME = "tenancy-home";
    private static final String PASSWORD = "correct horse battery";
    private static final Map<String, String> CREDENTIALS =
            Map.of("login", HOME, "password", PASSWORD, "customerUri", HOME);
    private static final String ORGANIZATIONS = "/api/organization/v1";
    private static final String DOMAINS = "/api/domain/v1";

    @Inject
    Administrators administrators;

    @Inject
    Customers customers;

    @Inject
    Domains domains;

    @Inject
    FakeCaller caller;

    @Inject
    RecordedAudit audit;

    private CustomerId customer = new CustomerId(0);

    @BeforeEach
    void startWithAnEmptyCustomer() {
        CustomerId home = customers.findByUri(HOME).map(Customer::id).orElseGet(this::enrollLogin);
        assertThat(home.value()).isPositive();
        RestAssured.requestSpecification =
                new RequestSpecBuilder().addHeaders(CREDENTIALS).build();
        customer = newCustomer();
        caller.becomeMrao(customer);
        caller.lose();
    }

    @AfterEach
    void sendNoCredentials() {
        RestAssured.requestSpecification = null;
    }

    /** Somebody who may log in at all; what it may do is up to the fake caller. */
    private CustomerId enrollLogin() {
        Actor test = Actor.system("test");
        CustomerId id = customers.create(HOME, "Home", test).id();
        administrators.appoint(id, test, NewAdministrator.master(HOME, PASSWORD, "admin@example.test"));
        return id;
    }

    private CustomerId newCustomer() {
        return customers
                .create("c" + CUSTOMERS.incrementAndGet(), "Customer", Actor.system("test"))
                .id();
    }

    // Organizations

    @Test
    void createsAnOrganizationAndShowsIt() {
        long id = createOrganization("Example", null);
        given().get(ORGANIZATIONS + "/" + id)
                .then()
                .statusCode(200)
                .body("id", equalTo((int) id))
                .body("name", equalTo("Example"))
                .body("city", equalTo("Berlin"))
                .body("country", equalTo("DE"))
                .body("certTypes", contains("SSL", "SMIME", "CodeSign", "Device"))
                .body("clientCertificate.allowKeyRecoveryByOrgAdmins", equalTo(true))
                .body("sslCertsApiEnabled", equalTo(true))
                .body("address2", nullValue())
                .body(not(containsString("address2")));
        assertThat(audit.last("organization.create").objectId()).isEqualTo(Long.toString(id));
    }

    @Test
    void answersACreationWithAnAbsoluteLocationAndNoBody() {
        Response created = json(organization("Example", null)).post(ORGANIZATIONS);
        created.then().statusCode(201).body(emptyString());
        assertThat(created.header("Location")).matches("https://ca\\.example\\.test/api/organization/v1/[0-9]+");
    }

    @Test
    void listsOrganizationsWithTheirDepartments() {
        long id = createOrganization("Example", null);
        long department = createOrganization("Web", "example");
        given().get(ORGANIZATIONS)
                .then()
                .statusCode(200)
                .header("X-Total-Count", "1")
                .body("id", contains((int) id))
                .body("[0].departments.id", contains((int) department))
                .body("[0].departments[0].parentName", equalTo("Example"));
    }

    @Test
    void refusesANameTwiceAmongSiblingsWhateverTheCase() {
        createOrganization("Example", null);
        createOrganization("Web", "Example");
        json(organization("EXAMPLE", null))
                .post(ORGANIZATIONS)
                .then()
                .statusCode(400)
                .body("code", equalTo(-160));
        json(organization("web", "Example"))
                .post(ORGANIZATIONS)
                .then()
                .statusCode(400)
                .body("code", equalTo(-160));
        createOrganization("Example2", null);
        createOrganization("Web", "Example2");
    }

    @Test
    void refusesADepartmentBelowADepartment() {
        createOrganization("Example", null);
        createOrganization("Web", "Example");
        json(organization("Deep", "Web"))
                .post(ORGANIZATIONS)
                .then()
                .statusCode(400)
                .body("code", equalTo(-639));
    }

    @Test
    void changesOnlyWhatIsSent() {
        long id = createOrganization("Example", null);
        json("{\"city\":\"Hamburg\",\"postalCode\":\"\",\"alias\":\"ex\"}")
                .put(ORGANIZATIONS + "/" + id)
                .then()
                .statusCode(200)
                .body("city", equalTo("Hamburg"))
                .body("name", equalTo("Example"))
                .body("alias", equalTo("ex"))
                .body("postalCode", nullValue());
        assertThat(audit.last("organization.update").before())
                .containsExactlyInAnyOrderEntriesOf(Map.of("city", "Berlin", "postalCode", "10115"));
        assertThat(audit.last("organization.update").after())
                .containsExactlyInAnyOrderEntriesOf(Map.of("city", "Hamburg", "alias", "ex"));
    }

    @Test
    void deletesOnlyWhatIsUnused() {
        long id = createOrganization("Example", null);
        long department = createOrganization("Web", "Example");
        given().delete(ORGANIZATIONS + "/" + id).then().statusCode(400).body("code", equalTo(-740));
        given().delete(ORGANIZATIONS + "/" + department).then().statusCode(204).body(emptyString());
        given().delete(ORGANIZATIONS + "/" + id).then().statusCode(204);
        given().get(ORGANIZATIONS + "/" + id).then().statusCode(404).body("code", equalTo(-1023));
    }

    @Test
    void aCustomerSeesNothingOfAnother() {
        long organization = createOrganization("Example", null);
        long domain = createDomain("example.test", organization, "SSL");
        caller.becomeMrao(newCustomer());
        given().get(ORGANIZATIONS).then().header("X-Total-Count", "0").body("$", equalTo(List.of()));
        given().get(ORGANIZATIONS + "/" + organization).then().statusCode(404);
        json("{\"name\":\"Mine\"}")
                .put(ORGANIZATIONS + "/" + organization)
                .then()
                .statusCode(404);
        given().delete(ORGANIZATIONS + "/" + organization).then().statusCode(404);
        given().get(DOMAINS + "/" + domain).then().statusCode(404).body("code", equalTo(-727));
        given().delete(DOMAINS + "/" + domain).then().statusCode(404);
        given().put(DOMAINS + "/" + domain + "/suspend").then().statusCode(404);
        json(domain("other.test", organization, "SSL"))
                .post(DOMAINS)
                .then()
                .statusCode(400)
                .body("code", equalTo(-639));
        given().get(DOMAINS).then().header("X-Total-Count", "0");
    }

    @Test
    void anAdministratorSeesOnlyItsOrganizations() {
        long first = createOrganization("First", null);
        long department = createOrganization("Web", "First");
        long second = createOrganization("Second", null);
        becomeAdministratorOf(CertificateKind.SSL, department);
        given().get(ORGANIZATIONS).then().body("id", contains((int) first)).body("[0].departments.id", contains((int)
                department));
        given().get(ORGANIZATIONS + "/" + second).then().statusCode(404);
        given().get(ORGANIZATIONS + "/managedBy/DRAO_SSL").then().body("id", contains((int) department));
        given().get(ORGANIZATIONS + "/managed-by/DRAO_SMIME").then().body("$", equalTo(List.of()));
        given().get(ORGANIZATIONS + "/managedBy/MRAO").then().body("$", equalTo(List.of()));
        given().get(ORGANIZATIONS + "/managedBy/KING").then().statusCode(400).body("code", equalTo(-1601));
        given().get(ORGANIZATIONS + "/report-type/Client").then().body("$", equalTo(List.of()));
        given().get(ORGANIZATIONS + "/report-type/SSL").then().body("id", contains((int) first));
    }

    @Test
    void onlyAnMraoCreatesOrganizations() {
        long id = createOrganization("Example", null);
        becomeAdministratorOf(CertificateKind.SSL, id);
        json(organization("Other", null))
                .post(ORGANIZATIONS)
                .then()
                .statusCode(400)
                .body("code", equalTo(-3));
        createOrganization("Web", "Example");
        given().delete(ORGANIZATIONS + "/" + id).then().statusCode(400).body("code", equalTo(-3));
    }

    // Domains

    @Test
    void createsADomainAndShowsIt() {
        long organization = createOrganization("Example", null);
        long id = createDomain("Example.TEST", organization, "SSL");
        given().get(DOMAINS + "/" + id)
                .then()
                .statusCode(200)
                .body("name", equalTo("example.test"))
                .body("state", equalTo("ACTIVE"))
                .body("delegationStatus", equalTo("ACTIVE"))
                .body("delegations[0].orgId", equalTo((int) organization))
                .body("delegations[0].certTypes", contains("SSL"))
                .body("delegations[0].domainCertificateRequestPrivileges", contains("DOMAIN"))
                .body("delegations[0].status", equalTo("ACTIVE"));
        assertThat(covered(organization, CertificateKind.SSL, "example.test")).isEqualTo(id);
        assertThat(covered(organization, CertificateKind.SSL, "www.example.test"))
                .isZero();
        assertThat(covered(organization, CertificateKind.CLIENT, "example.test"))
                .isZero();
    }

    @Test
    void aWildcardEntryCoversAllNamesBelow() {
        long organization = createOrganization("Example", null);
        long id = createDomain("*.example.test", organization, "SSL\",\"SMIME");
        CertificateKind ssl = CertificateKind.SSL;
        assertThat(domains.coveringDelegations(
                        customer,
                        new OrganizationId(organization),
                        ssl,
                        List.of("a.example.test", "*.example.test", "*.a.example.test", "example.test", "b.test")))
                .containsOnlyKeys("a.example.test", "*.example.test", "*.a.example.test")
                .containsValue(new DomainId(id));
        assertThat(domains.coveringMailAddress(
                        customer, new OrganizationId(organization), CertificateKind.CLIENT, "joe@mail.example.test"))
                .contains(new DomainId(id));
        assertThat(domains.coveringMailAddress(
                        customer, new OrganizationId(organization), CertificateKind.CLIENT, "joe@*.example.test"))
                .isEmpty();
    }

    @Test
    void aDepartmentNeedsItsOwnDelegation() {
        long organization = createOrganization("Example", null);
        long department = createOrganization("Web", "Example");
        long id = createDomain("example.test", organization, "SSL");
        assertThat(covered(department, CertificateKind.SSL, "example.test")).isZero();
        json("{\"orgId\":\"" + department + "\",\"certTypes\":[\"SSL\"]}")
                .post(DOMAINS + "/" + id + "/delegation")
                .then()
                .statusCode(200)
                .body(emptyString());
        assertThat(covered(department, CertificateKind.SSL, "example.test")).isEqualTo(id);
    }

    @Test
    void aSuspendedDomainGrantsNothing() {
        long organization = createOrganization("Example", null);
        long id = createDomain("example.test", organization, "SSL");
        for (int twice = 0; twice < 2; twice++) {
            given().put(DOMAINS + "/" + id + "/suspend").then().statusCode(200);
        }
        given().get(DOMAINS + "/" + id).then().body("state", equalTo("SUSPENDED"));
        assertThat(covered(organization, CertificateKind.SSL, "example.test")).isZero();
        given().contentType("application/json")
                .put(DOMAINS + "/" + id + "/activate")
                .then()
                .statusCode(200);
        assertThat(covered(organization, CertificateKind.SSL, "example.test")).isEqualTo(id);
    }

    @Test
    void removesADelegationByABodyOfDelete() {
        long organization = createOrganization("Example", null);
        long id = createDomain("example.test", organization, "SSL\",\"SMIME");
        String path = DOMAINS + "/" + id + "/delegation";
        String body = "{\"orgId\":" + organization + ",\"certTypes\":[\"SSL\"]}";
        json(body).delete(path).then().statusCode(200);
        assertThat(covered(organization, CertificateKind.SSL, "example.test")).isZero();
        assertThat(covered(organization, CertificateKind.CLIENT, "example.test"))
                .isEqualTo(id);
        json(body).delete(path).then().statusCode(400).body("code", equalTo(-707));
    }

    @Test
    void removesOnlyTheNamedPrivileges() {
        long organization = createOrganization("Example", null);
        long id = createDomain("*.example.test", organization, "SSL");
        json("{\"orgId\":" + organization + ",\"domainCertificateRequestPrivileges\":[\"SUBDOMAIN\"]}")
                .delete(DOMAINS + "/" + id + "/delegation")
                .then()
                .statusCode(200);
        assertThat(covered(organization, CertificateKind.SSL, "a.example.test")).isZero();
        assertThat(covered(organization, CertificateKind.SSL, "*.example.test")).isEqualTo(id);
    }

    @Test
    void delegatesManyDomainsAllOrNone() {
        long first = createOrganization("First", null);
        long second = createOrganization("Second", null);
        long one = createDomain("one.test", first, "SSL");
        long two = createDomain("two.test", first, "SSL");
        String form = "{\"orgId\":%d,\"certTypes\":[\"SSL\"],\"domainIds\":[%d,%d],"
                + "\"domainCertificateRequestPrivileges\":[\"DOMAIN\"]}";
        json(form.formatted(second, one, 999_999))
                .post(DOMAINS + "/delegation")
                .then()
                .statusCode(400)
                .body("code", equalTo(-727));
        assertThat(covered(second, CertificateKind.SSL, "one.test")).isZero();
        json(form.formatted(second, two, one))
                .post(DOMAINS + "/delegation")
                .then()
                .statusCode(200);
        assertThat(covered(second, CertificateKind.SSL, "one.test")).isEqualTo(one);
        assertThat(covered(second, CertificateKind.SSL, "two.test")).isEqualTo(two);
    }

    @Test
    void theRequestOfAnAdministratorWaitsForAnMrao() {
        long organization = createOrganization("Example", null);
        becomeAdministratorOf(CertificateKind.SSL, organization);
        long id = createDomain("example.test", organization, "SSL");
        String approve = DOMAINS + "/" + id + "/delegation/approve";
        String body = "{\"orgId\":" + organization + "}";
        given().get(DOMAINS + "/" + id).then().body("delegationStatus", equalTo("REQUESTED"));
        assertThat(covered(organization, CertificateKind.SSL, "example.test")).isZero();
        json(body).post(approve).then().statusCode(400).body("code", equalTo(-3));
        caller.becomeMrao(customer);
        given().get(DOMAINS + "?status=requested").then().body("id", contains((int) id));
        json(body).post(approve).then().statusCode(200);
        assertThat(covered(organization, CertificateKind.SSL, "example.test")).isEqualTo(id);
        json(body).post(approve).then().statusCode(400).body("code", equalTo(-705));
        given().get(DOMAINS + "?status=requested").then().header("X-Total-Count", "0");
    }

    @Test
    void anAdministratorPassesOnWhatItsOrganizationHas() {
        long organization = createOrganization("Example", null);
        long department = createOrganization("Web", "Example");
        long id = createDomain("example.test", organization, "SSL");
        becomeAdministratorOf(CertificateKind.SSL, organization, department);
        String form = "{\"orgId\":" + department + ",\"certTypes\":[\"SSL\"],"
                + "\"domainCertificateRequestPrivileges\":[\"%s\"]}";
        json(form.formatted("DOMAIN"))
                .post(DOMAINS + "/" + id + "/delegation")
                .then()
                .statusCode(200);
        assertThat(covered(department, CertificateKind.SSL, "example.test")).isEqualTo(id);
        json(form.formatted("SUBDOMAIN"))
                .post(DOMAINS + "/" + id + "/delegation")
                .then()
                .statusCode(400)
                .body("code", equalTo(-3));
        assertThat(covered(department, CertificateKind.SSL, "example.test")).isEqualTo(id);
    }

    @Test
    void anAdministratorMayNotApproveMoreThanItsOrganizationHas() {
        createOrganization("Example", null);
        long organization = createOrganization("Other", null);
        long department = createOrganization("Web", "Other");
        becomeAdministratorOf(CertificateKind.SSL, organization, department);
        long id = createDomain("victim.test", department, "SSL");
        json("{\"orgId\":" + department + "}")
                .post(DOMAINS + "/" + id + "/delegation/approve")
                .then()
                .statusCode(400)
                .body("code", equalTo(-3));
        assertThat(covered(department, CertificateKind.SSL, "victim.test")).isZero();
    }

    @Test
    void aRejectedDomainIsGone() {
        long organization = createOrganization("Example", null);
        becomeAdministratorOf(CertificateKind.SSL, organization);
        long id = createDomain("example.test", organization, "SSL");
        caller.becomeMrao(customer);
        json("{\"orgId\":" + organization + "}")
                .post(DOMAINS + "/" + id + "/delegation/reject")
                .then()
                .statusCode(200);
        given().get(DOMAINS + "/" + id).then().statusCode(404);
        createDomain("example.test", organization, "SSL");
    }

    @Test
    void anAdministratorActsForItsKindsAndOrganizationsOnly() {
        long own = createOrganization("Own", null);
        long other = createOrganization("Other", null);
        long foreign = createDomain("other.test", other, "SSL");
        becomeAdministratorOf(CertificateKind.SSL, own);
        given().get(DOMAINS).then().header("X-Total-Count", "0");
        given().get(DOMAINS + "/" + foreign).then().statusCode(404);
        json(domain("a.test", other, "SSL"))
                .post(DOMAINS)
                .then()
                .statusCode(400)
                .body("code", equalTo(-639));
        json(domain("a.test", own, "SMIME"))
                .post(DOMAINS)
                .then()
                .statusCode(400)
                .body("code", equalTo(-639));
        json(domain("local", own, "SSL")).post(DOMAINS).then().statusCode(400).body("code", equalTo(-714));
        json("{\"orgId\":" + own + ",\"certTypes\":[\"SSL\"]}")
                .post(DOMAINS + "/" + foreign + "/delegation")
                .then()
                .statusCode(404);
    }

    @Test
    void onlyAnMraoChangesTheStateOfADomain() {
        long organization = createOrganization("Example", null);
        long id = createDomain("example.test", organization, "SSL");
        becomeAdministratorOf(CertificateKind.SSL, organization);
        given().put(DOMAINS + "/" + id + "/suspend").then().statusCode(400).body("code", equalTo(-3));
        given().delete(DOMAINS + "/" + id).then().statusCode(400).body("code", equalTo(-3));
    }

    @Test
    void privilegesLimitAdministratorsBelowAnMrao() {
        long organization = createOrganization("Example", null);
        long domain = createDomain("example.test", organization, "SSL");
        caller.lose("allowManageDomains", "approveDomainDelegation", "addDepartments", "editDepartments");
        createDomain("other.test", organization, "SSL");
        becomeAdministratorOf(CertificateKind.SSL, organization);
        json(domain("third.test", organization, "SSL"))
                .post(DOMAINS)
                .then()
                .statusCode(400)
                .body("code", equalTo(-3));
        json("{\"orgId\":" + organization + "}")
                .post(DOMAINS + "/" + domain + "/delegation/approve")
                .then()
                .statusCode(400)
                .body("code", equalTo(-3));
        json(organization("Web", "Example"))
                .post(ORGANIZATIONS)
                .then()
                .statusCode(400)
                .body("code", equalTo(-3));
        json("{}")
                .put(ORGANIZATIONS + "/" + organization)
                .then()
                .statusCode(400)
                .body("code", equalTo(-3));
        given().get(DOMAINS + "/" + domain).then().statusCode(200);
    }

    @Test
    void deletesADomainWithItsDelegations() {
        long organization = createOrganization("Example", null);
        long id = createDomain("example.test", organization, "SSL");
        given().delete(DOMAINS + "/" + id).then().statusCode(204).body(emptyString());
        given().get(DOMAINS + "/" + id).then().statusCode(404);
        given().delete(DOMAINS + "/" + id).then().statusCode(404).body("code", equalTo(-727));
        given().delete(ORGANIZATIONS + "/" + organization).then().statusCode(204);
    }

    @Test
    void listsPageByPageAndCounts() {
        long organization = createOrganization("Example", null);
        for (int i = 0; i < 5; i++) {
            createDomain("d" + i + "_x.test".replace('_', '-'), organization, "SSL");
        }
        given().get(DOMAINS + "?size=2&position=1")
                .then()
                .header("X-Total-Count", "5")
                .body("name", contains("d1-x.test", "d2-x.test"));
        given().get(DOMAINS + "?size=0").then().header("X-Total-Count", "5").body("$", equalTo(List.of()));
        given().get(DOMAINS + "?position=5").then().header("X-Total-Count", "5").body("$", equalTo(List.of()));
        given().get(DOMAINS + "?name=D3").then().body("name", contains("d3-x.test"));
        given().get(DOMAINS + "?name=%25").then().header("X-Total-Count", "0");
        given().get(DOMAINS + "?name=_").then().header("X-Total-Count", "0");
        given().get(DOMAINS + "?state=inactive").then().header("X-Total-Count", "0");
        given().get(DOMAINS + "?orgId=" + organization + "&status=approved&state=active")
                .then()
                .header("X-Total-Count", "5");
        given().get(DOMAINS + "/count?name=d").then().body("count", equalTo(5));
        given().head(DOMAINS + "?size=1")
                .then()
                .statusCode(200)
                .header("X-Total-Count", "5")
                .body(emptyString());
    }

    @ParameterizedTest
    @CsvSource({
        "abc,           -712",
        "a..test,       -713",
        "a.test.,       -713",
        "a.*.test,      -732",
        "a b.test,      -732",
        "ex\\u0000.test, -1601",
    })
    void refusesWrongDomainNames(String name, int code) {
        long organization = createOrganization("Example", null);
        json(domain(name, organization, "SSL"))
                .post(DOMAINS)
                .then()
                .statusCode(400)
                .body("code", equalTo(code));
    }

    @Test
    void refusesADomainTwice() {
        long organization = createOrganization("Example", null);
        createDomain("example.test", organization, "SSL");
        json(domain("EXAMPLE.test", organization, "SSL"))
                .post(DOMAINS)
                .then()
                .statusCode(400)
                .body("code", equalTo(-700));
    }

    @Test
    void refusesADomainForNobody() {
        json("{\"name\":\"example.test\",\"delegations\":[]}")
                .post(DOMAINS)
                .then()
                .statusCode(400)
                .body("code", equalTo(-709));
        json("{\"name\":\"example.test\",\"delegations\":null}")
                .post(DOMAINS)
                .then()
                .body("code", equalTo(-709));
        json("{\"name\":\"example.test\",\"delegations\":[null]}")
                .post(DOMAINS)
                .then()
                .body("code", equalTo(-709));
        json(domain("example.test", 999_999, "SSL"))
                .post(DOMAINS)
                .then()
                .statusCode(400)
                .body("code", equalTo(-639));
        given().get(DOMAINS).then().header("X-Total-Count", "0");
    }

    // Any body, any address

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"x\"",
                "{\"name\":\"x\"}}",
                "{\"name\":\"x\"} {}",
                "{\"name\":{}}",
                "{\"name\":[1]}",
                "[]",
                "[{}]",
                "7",
                "\"text\"",
                "true",
                "{name:1}",
                "{\"delegations\":{}}",
                "{\"name\":\"example.test\",\"delegations\":[{\"orgId\":\"x\"}]}",
                "{\"name\":\"example.test\",\"delegations\":[{\"orgId\":1.5}]}",
                "{\"name\":\"example.test\",\"delegations\":[{\"orgId\":99999999999999999999}]}",
                "{\"name\":\"example.test\",\"delegations\":[{\"orgId\":1,\"certTypes\":[\"X\"]}]}",
                "{\"name\":\"example.test\",\"delegations\":[{\"orgId\":-1,\"certTypes\":[\"SSL\"]}]}",
                "\u0000",
                "\"\"",
                "null",
                "",
            })
    void refusesWrongBodiesInTheContractsForm(String body) {
        refusedAsInvalid(json(body).post(DOMAINS).then());
    }

    @Test
    void refusesDeepJson() {
        refusedAsInvalid(json("[".repeat(200)).post(DOMAINS).then());
        refusedAsInvalid(json("{\"a\":".repeat(200)).post(DOMAINS).then());
    }

    @Test
    void refusesBytesThatAreNoUtf8() {
        refusedAsInvalid(given().contentType("application/json")
                .body(new byte[] {'{', '"', (byte) 0xff, (byte) 0xfe, '"', ':', '1', '}'})
                .post(DOMAINS)
                .then());
    }

    @Test
    void refusesABodyOverTheLimit() {
        json("{\"name\":\"" + "x".repeat(3_000_000) + "\"}")
                .post(DOMAINS)
                .then()
                .statusCode(413)
                .contentType("application/json")
                .body("code", equalTo(-1601));
    }

    @Test
    void refusesAnUnannouncedBodyOverTheLimit() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(RestAssured.baseURI + ":" + RestAssured.port + DOMAINS))
                .header("Content-Type", "application/json")
                .headers("login", HOME, "password", PASSWORD, "customerUri", HOME)
                .POST(HttpRequest.BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream(("{\"name\":\"" + "x".repeat(20_000_000)).getBytes(UTF_8))))
                .build();
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(413);
            assertThat(response.body()).isEqualTo("{\"code\":-1601,\"description\":\"The request is too large.\"}");
        }
    }

    @Test
    void toleratesWhatOldClientsSend() {
        long organization = createOrganization("Example", null);
        given().header("Content-Type", "application/json;charset=uTf-8")
                .body("{\"name\":\"a.test\",\"active\":\"true\",\"description\":\"\",\"unknown\":{\"x\":[1]},"
                        + "\"ctLogMonitoring\":null,\"delegations\":[{\"orgId\":\"" + organization
                        + "\",\"certTypes\":[\"SSL\"],\"domainCertificateRequestPrivileges\":null}]}")
                .post("/private/api/domain/v1/")
                .then()
                .statusCode(201)
                .header("Location", containsString("https://ca.example.test/api/domain/v1/"));
        given().header("Content-Type", "application/json")
                .get("/private" + DOMAINS + "/?size=1")
                .then()
                .statusCode(200);
        given().header("Content-Type", "application/json;charset=utf-8")
                .get(DOMAINS + "/?name=a.test")
                .then()
                .statusCode(200)
                .header("X-Total-Count", "1");
        given().header("Content-Type", "text/plain").get(ORGANIZATIONS).then().statusCode(200);
        given().urlEncodingEnabled(false).get(ORGANIZATIONS + "//").then().statusCode(200);
        given().head("/private" + ORGANIZATIONS + "/").then().statusCode(200).header("X-Total-Count", "1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "size=-1",
                "size=201",
                "size=x",
                "size=99999999999",
                "size=1.5",
                "position=-1",
                "position=9999999999",
                "state=broken",
                "status=broken",
                "orgId=x",
                "name=%00",
                "name=%0a",
            })
    void refusesWrongQueries(String query) {
        given().urlEncodingEnabled(false)
                .get(DOMAINS + "?" + query)
                .then()
                .statusCode(400)
                .contentType("application/json")
                .body("code", equalTo(-1601));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/domain/v1/x",
                "/api/domain/v1/-1",
                "/api/domain/v1/0",
                "/api/domain/v1/99999999999999999999",
                "/api/domain/v1/1.5",
                "/api/domain/v1/%00",
                "/api/domain/v9",
                "/api/nothing",
                "/api",
                "/private/api/nothing",
                "/api/organization/v1/4711/x",
            })
    void answersUnknownAddressesWithJson(String path) {
        given().urlEncodingEnabled(false)
                .get(path)
                .then()
                .statusCode(404)
                .contentType("application/json")
                .body("code", not(nullValue()))
                .body("description", not(containsString("RESTEASY")));
    }

    @Test
    void answersWrongMethodsAndMediaTypesWithJson() {
        given().patch(DOMAINS)
                .then()
                .statusCode(405)
                .contentType("application/json")
                .body("code", equalTo(-1));
        given().contentType("application/xml")
                .body("<a/>")
                .post(DOMAINS)
                .then()
                .statusCode(415)
                .contentType("application/json")
                .body("code", equalTo(-1));
        given().accept("image/png").get(DOMAINS).then().statusCode(406).contentType("application/json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"name\":\"\"",
                "\"name\":\"a\\u0000b\"",
                "\"name\":\"a\\nb\"",
                "\"address1\":\"a\\u0007\"",
                "\"country\":\"XX\"",
                "\"country\":\"DEU\"",
                "\"contactEmails\":\"nobody\"",
                "\"postalCode\":\"12345678901\"",
                "\"city\":\"\",\"stateProvince\":\" \"",
            })
    void refusesWrongOrganizationFieldsAndChangesNothing(String fields) {
        long id = createOrganization("Example", null);
        json("{" + fields + "}")
                .put(ORGANIZATIONS + "/" + id)
                .then()
                .statusCode(400)
                .body("description", containsString("'"));
        given().get(ORGANIZATIONS + "/" + id)
                .then()
                .body("name", equalTo("Example"))
                .body("address1", equalTo("1 Main Street"))
                .body("city", equalTo("Berlin"))
                .body("country", equalTo("DE"));
    }

    @Test
    void sendsCompactErrors() {
        assertThat(given().get(DOMAINS + "/999999").asString())
                .isEqualTo("{\"code\":-727,\"description\":\"Domain 999999 does not exist.\"}");
    }

    @Test
    void showsNothingOfABugButItsNumber() {
        caller.become(customer, new BrokenMap(new IllegalStateException("secret detail")));
        given().get(DOMAINS)
                .then()
                .statusCode(500)
                .contentType("application/json")
                .body("code", equalTo(-2))
                .body("description", matchesPattern("Internal error\\. Incident [0-9a-f]{16}\\."));
    }

    @Test
    void takesABodyThatNeverEndedForNoBug() {
        IOException gone = new IOException(new IOException(new HttpClosedException("Connection was closed")));
        caller.become(customer, new BrokenMap(new UncheckedIOException(gone)));
        given().get(DOMAINS).then().statusCode(400).body("code", equalTo(-1601));
    }

    @Test
    void refusesACustomerTwice() {
        assertThat(catchRefusal(() -> customers.create("c1", "Again", Actor.system("test"))))
                .isEqualTo(Refusal.NAME_TAKEN);
        assertThat(catchRefusal(() -> customers.create("a/b", "Slash", Actor.system("test"))))
                .isEqualTo(Refusal.INVALID_FIELD);
    }

    private static Refusal catchRefusal(Runnable call) {
        try {
            call.run();
        } catch (RefusedException refused) {
            return refused.reason();
        }
        throw new AssertionError("not refused");
    }

    private void becomeAdministratorOf(CertificateKind kind, long... organizations) {
        Set<OrganizationId> ids =
                Arrays.stream(organizations).mapToObj(OrganizationId::new).collect(Collectors.toSet());
        caller.become(customer, Map.of(kind, ids));
    }

    private long covered(long organization, CertificateKind kind, String name) {
        return domains.coveringDelegation(customer, new OrganizationId(organization), kind, name)
                .map(DomainId::value)
                .orElse(0L);
    }

    private static void refusedAsInvalid(ValidatableResponse response) {
        int code = response.statusCode(400)
                .contentType("application/json")
                .body("description", not(containsString("io.privyseal")))
                .extract()
                .path("code");
        assertThat(code).isIn(-1601, -1001);
    }

    private static long createOrganization(String name, @Nullable String parent) {
        return created(json(organization(name, parent)).post(ORGANIZATIONS));
    }

    private static long createDomain(String name, long organization, String types) {
        return created(json(domain(name, organization, types)).post(DOMAINS));
    }

    private static long created(Response response) {
        response.then().statusCode(201);
        String location = response.header("Location");
        return Long.parseLong(location.substring(location.lastIndexOf('/') + 1));
    }

    private static RequestSpecification json(String body) {
        return given().contentType("application/json").body(body);
    }

    private static String domain(String name, long organization, String types) {
        return "{\"name\":\"" + name + "\",\"delegations\":[{\"orgId\":" + organization + ",\"certTypes\":[\"" + types
                + "\"]}]}";
    }

    private static String organization(String name, @Nullable String parent) {
        return "{\"name\":\"" + name + "\"," + (parent == null ? "" : "\"parentOrgName\":\"" + parent + "\",")
                + "\"address1\":\"1 Main Street\",\"city\":\"Berlin\",\"postalCode\":\"10115\",\"country\":\"de\","
                + "\"clientCertificate\":{\"allowKeyRecoveryByOrgAdmins\":true}}";
    }

    /** Fails while a request is served. */
    private static final class BrokenMap extends AbstractMap<CertificateKind, Set<OrganizationId>> {
        private final RuntimeException fault;

        BrokenMap(RuntimeException fault) {
            this.fault = fault;
        }

        @Override
        public Set<OrganizationId> getOrDefault(Object key, Set<OrganizationId> otherwise) {
            throw fault;
        }

        @Override
        public Set<Entry<CertificateKind, Set<OrganizationId>>> entrySet() {
            return Set.of();
        }
    }
}
