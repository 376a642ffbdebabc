package io.privyseal.rest.ssl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.privyseal.access.Privilege;
import io.privyseal.access.Role;
import io.privyseal.authority.CertificatePlan.Overflow;
import io.privyseal.enrollment.EnrollmentTestProfile;
import io.privyseal.enrollment.TestTenants;
import io.privyseal.enrollment.TestTenants.Tenant;
import io.privyseal.organization.CertificateKind;
import io.privyseal.organization.OrganizationId;
import io.privyseal.profile.ProfileDraft;
import io.privyseal.profile.ProfileRules.Approval;
import io.privyseal.profile.Profiles;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who sees and does what at the SSL door. */
@QuarkusTest
@TestProfile(EnrollmentTestProfile.class)
class SslRolesTest {
    private static final int UNKNOWN = -5101;
    private static final int NOT_PERMITTED = -3;
    private static final int UNKNOWN_ORGANIZATION = -1023;
    private static final Privilege[] SSL = {Privilege.SSL_REQUEST, Privilege.SSL_APPROVE, Privilege.SSL_REVOKE};

    @Inject
    TestTenants tenants;

    @Inject
    Profiles profiles;

    private Tenant tenant;
    private SslClient master;

    @BeforeEach
    void makesATenant() {
        tenant = tenants.create();
        master = SslClient.admin(tenant);
    }

    @Test
    void showsARaoItsOrganizationAndDepartmentsOnly() {
        SslClient rao = client("rao", Role.RAO_SSL, tenant.organization().value(), SSL);
        long own = master.waiting("www.example.test");
        long below = enrolled(master, tenant.department().value(), "www.example.test");
        long other = enrolled(master, tenant.other().value(), "www.other.test");
        assertThat(listed(rao)).containsExactly(own, below);
        rao.request().head("/api/ssl/v1").then().header("X-Total-Count", "2");
        rao.get("/" + own).then().statusCode(200);
        rao.get("/" + below).then().statusCode(200);
        refused(rao.get("/" + other), 404, UNKNOWN);
        refused(rao.collect(other, "pem"), 404, UNKNOWN);
        refused(rao.approve(other), 404, UNKNOWN);
        refused(rao.decline(other), 404, UNKNOWN);
        refused(rao.revoke(other), 404, UNKNOWN);
        rao.approve(own).then().statusCode(204);
        rao.approve(below).then().statusCode(204);
        assertThat(master.status(other)).isEqualTo("Requested");
    }

    @Test
    void showsADraoItsDepartmentOnly() {
        SslClient drao = client("drao", Role.DRAO_SSL, tenant.department().value(), SSL);
        long above = master.waiting("www.example.test");
        long own = enrolled(master, tenant.department().value(), "www.example.test");
        assertThat(listed(drao)).containsExactly(own);
        refused(drao.get("/" + above), 404, UNKNOWN);
        refused(drao.approve(above), 404, UNKNOWN);
        drao.approve(own).then().statusCode(204);
        drao.revoke(own).then().statusCode(204);
        enrolled(drao, tenant.department().value(), "www.example.test");
        refused(enroll(drao, tenant.organization().value(), "www.example.test"), 400, NOT_PERMITTED);
    }

    @Test
    void letsNoRaoEnrollForAnotherOrganization() {
        SslClient rao = client("rao", Role.RAO_SSL, tenant.organization().value(), SSL);
        enrolled(rao, tenant.organization().value(), "www.example.test");
        refused(enroll(rao, tenant.other().value(), "www.other.test"), 400, NOT_PERMITTED);
        refused(
                rao.request()
                        .queryParam("organizationId", tenant.other().value())
                        .get("/api/ssl/v1/types"),
                400,
                NOT_PERMITTED);
    }

    @Test
    void showsProfilesOfTheReachOnly() {
        SslClient rao = client("rao", Role.RAO_SSL, tenant.organization().value(), SSL);
        ProfileDraft draft = tenants.draft(tenant.issuer(), "Others only", Approval.AUTOMATIC, Overflow.CLAMP, true);
        profiles.create(
                tenant.customer(),
                CertificateKind.SSL,
                new ProfileDraft(
                        draft.name(),
                        draft.description(),
                        draft.enabled(),
                        draft.issuer(),
                        draft.rules(),
                        Set.of(tenant.other())),
                TestTenants.ACTOR);
        assertThat(types(master, null)).contains("Others only");
        assertThat(types(master, tenant.other())).contains("Others only");
        assertThat(types(master, tenant.organization())).isNotEmpty().doesNotContain("Others only");
        assertThat(types(rao, null)).isNotEmpty().doesNotContain("Others only");
        refused(
                master.request().queryParam("organizationId", Long.MAX_VALUE).get("/api/ssl/v1/types"),
                404,
                UNKNOWN_ORGANIZATION);
    }

    private static List<String> types(SslClient client, @Nullable OrganizationId organization) {
        var request = client.request();
        if (organization != null) {
            request.queryParam("organizationId", organization.value());
        }
        return request.get("/api/ssl/v1/types").jsonPath().getList("name");
    }

    @Test
    void revokesBySerialWithinTheReachOnly() {
        SslClient rao = client("rao", Role.RAO_SSL, tenant.other().value(), SSL);
        long id = master.issued("www.example.test");
        String serial = master.get("/" + id).jsonPath().getString("serialNumber");
        refused(rao.json(Map.of("reason", "r")).post("/api/ssl/v1/revoke/serial/" + serial), 404, UNKNOWN);
        assertThat(master.status(id)).isEqualTo("Issued");
    }

    @Test
    void refusesWhatThePrivilegesLack() {
        SslClient viewer = client("viewer", Role.RAO_SSL, tenant.organization().value());
        long waiting = master.waiting("www.example.test");
        long issued = master.issued("www.example.test");
        String serial = master.get("/" + issued).jsonPath().getString("serialNumber");
        viewer.get("/" + issued).then().statusCode(200);
        viewer.collect(issued, "pem").then().statusCode(200);
        refused(enroll(viewer, tenant.organization().value(), "www.example.test"), 400, NOT_PERMITTED);
        refused(viewer.approve(waiting), 400, NOT_PERMITTED);
        refused(viewer.decline(waiting), 400, NOT_PERMITTED);
        refused(viewer.revoke(issued), 400, NOT_PERMITTED);
        refused(viewer.json(Map.of("reason", "r")).post("/api/ssl/v1/revoke/serial/" + serial), 400, NOT_PERMITTED);
        assertThat(master.status(waiting)).isEqualTo("Requested");
        assertThat(master.status(issued)).isEqualTo("Issued");
    }

    @Test
    void showsNothingToRolesOfOtherKinds() {
        SslClient rao = client(
                "rao",
                Role.RAO_SMIME,
                tenant.organization().value(),
                Privilege.CLIENT_CERT_REQUEST,
                Privilege.CLIENT_CERT_REVOKE);
        long id = master.issued("www.example.test");
        assertThat(listed(rao)).isEmpty();
        rao.request().head("/api/ssl/v1").then().statusCode(200).header("X-Total-Count", "0");
        refused(rao.get("/" + id), 404, UNKNOWN);
        refused(rao.collect(id, "pem"), 404, UNKNOWN);
        refused(rao.revoke(id), 400, NOT_PERMITTED);
        refused(enroll(rao, tenant.organization().value(), "www.example.test"), 400, NOT_PERMITTED);
    }

    @Test
    void letsNobodyApproveItsOwnRequestWithoutThatPrivilege() {
        SslClient one = client("one", Role.RAO_SSL, tenant.organization().value(), SSL);
        SslClient another =
                client("another", Role.RAO_SSL, tenant.organization().value(), SSL);
        SslClient trusted = client(
                "trusted",
                Role.RAO_SSL,
                tenant.organization().value(),
                Privilege.SSL_REQUEST,
                Privilege.SSL_APPROVE,
                Privilege.APPROVE_OWN_REQUESTS);
        long id = one.waiting("www.example.test");
        refused(one.approve(id), 400, NOT_PERMITTED);
        assertThat(one.status(id)).isEqualTo("Requested");
        another.approve(id).then().statusCode(204);
        long own = trusted.waiting("www.example.test");
        trusted.approve(own).then().statusCode(204);
        long regretted = one.waiting("www.example.test");
        one.decline(regretted).then().statusCode(204);
    }

    @Test
    void takesNoEnrollmentForAnApproval() {
        SslClient one = client("one", Role.RAO_SSL, tenant.organization().value(), SSL);
        assertThat(master.status(master.waiting("www.example.test"))).isEqualTo("Requested");
        assertThat(one.status(one.waiting("www.example.test"))).isEqualTo("Requested");
    }

    @Test
    void keepsCustomersApart() {
        Tenant foreign = tenants.create();
        SslClient stranger = SslClient.admin(foreign);
        long id = master.waiting("www.example.test");
        assertThat(listed(stranger)).isEmpty();
        refused(stranger.get("/" + id), 404, UNKNOWN);
        refused(stranger.approve(id), 404, UNKNOWN);
        refused(enroll(stranger, tenant.organization().value(), "www.example.test"), 404, -1023);
        new SslClient(
                        new TestTenants.Tenant(
                                tenant.customer(),
                                foreign.uri(),
                                tenant.organization(),
                                tenant.department(),
                                tenant.other(),
                                tenant.root(),
                                tenant.issuer(),
                                tenant.automatic(),
                                tenant.reviewed()),
                        "nobody")
                .get("")
                .then()
                .statusCode(401)
                .body("code", equalTo(-16));
    }

    private SslClient client(String login, Role role, long place, Privilege... privileges) {
        tenants.administrator(
                tenant.customer(), login, role, new io.privyseal.organization.OrganizationId(place), privileges);
        return new SslClient(tenant, login);
    }

    private long enrolled(SslClient client, long organization, String commonName) {
        Response answer = enroll(client, organization, commonName);
        answer.then().statusCode(200);
        return answer.jsonPath().getLong("sslId");
    }

    private Response enroll(SslClient client, long organization, String commonName) {
        Map<String, Object> body = client.body(tenant.reviewed(), commonName);
        body.put("orgId", organization);
        return client.enroll(body);
    }

    private static List<Long> listed(SslClient client) {
        Response answer = client.get("");
        answer.then().statusCode(200);
        return answer.jsonPath().getList("sslId", Long.class);
    }

    private static void refused(Response answer, int status, int code) {
        answer.then().statusCode(status).body("code", equalTo(code));
    }
}
