package io.privyseal.rest.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.privyseal.access.Privilege;
import io.privyseal.access.Role;
import io.privyseal.enrollment.EnrollmentTestProfile;
import io.privyseal.enrollment.MovableClock;
import io.privyseal.enrollment.TestCsr;
import io.privyseal.enrollment.TestTenants;
import io.privyseal.enrollment.TestTenants.Tenant;
import io.privyseal.organization.OrganizationId;
import io.privyseal.profile.Profiles;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who sees and does what at the device door. */
@QuarkusTest
@TestProfile(EnrollmentTestProfile.class)
class DeviceRolesTest {
    private static final int UNKNOWN = -5101;
    private static final int NOT_PERMITTED = -3;
    private static final Privilege[] ALL = {
        Privilege.DEVICE_REQUEST,
        Privilege.DEVICE_APPROVE,
        Privilege.DEVICE_REVOKE,
        Privilege.DEVICE_RENEW,
        Privilege.DEVICE_REPLACE,
        Privilege.DEVICE_MANAGE
    };

    @Inject
    TestTenants tenants;

    @Inject
    Profiles profiles;

    @Inject
    MovableClock clock;

    private Tenant tenant;
    private DeviceClient master;

    @BeforeEach
    void makesATenant() {
        tenant = tenants.create();
        master = DeviceClient.admin(tenant, profiles);
    }

    @Test
    void showsARaoItsOrganizationAndDepartmentsOnly() {
        DeviceClient rao = client("rao", Role.RAO_DEVICE, tenant.organization().value(), ALL);
        long own = master.waiting("printer-1");
        long below = enrolled(master, tenant.department().value(), "printer-2");
        long other = enrolled(master, tenant.other().value(), "printer-3");
        assertThat(listed(rao)).containsExactly(own, below);
        rao.request().head(DeviceClient.PATH).then().header("X-Total-Count", "2");
        refusesEverything(rao, other, null, 404, UNKNOWN);
        rao.approve(own).then().statusCode(204);
        rao.approve(below).then().statusCode(204);
        assertThat(master.status(other)).isEqualTo("Requested");
    }

    @Test
    void showsADraoItsDepartmentOnly() {
        DeviceClient drao = client("drao", Role.DRAO_DEVICE, tenant.department().value(), ALL);
        long above = master.waiting("printer-1");
        long own = enrolled(master, tenant.department().value(), "printer-2");
        assertThat(listed(drao)).containsExactly(own);
        refusesEverything(drao, above, null, 404, UNKNOWN);
        drao.approve(own).then().statusCode(204);
        drao.renew(own).then().statusCode(200);
        drao.revoke(own).then().statusCode(204);
        refused(enroll(drao, tenant.organization().value(), "printer-3"), 400, NOT_PERMITTED);
    }

    @Test
    void refusesWhatThePrivilegesLack() {
        DeviceClient viewer =
                client("viewer", Role.RAO_DEVICE, tenant.organization().value());
        long issued = master.issued("printer-1");
        viewer.get("/" + issued).then().statusCode(200);
        viewer.collect(issued, "pem").then().statusCode(200);
        viewer.get("/" + issued + "/location").then().statusCode(200);
        refusesEveryChange(viewer, issued, master.serial(issued), 400, NOT_PERMITTED);
        refused(enroll(viewer, tenant.organization().value(), "printer-1"), 400, NOT_PERMITTED);
        refused(viewer.importAll("[{}]"), 400, NOT_PERMITTED);
        assertThat(master.status(issued)).isEqualTo("Issued");
        assertThat(listed(master)).containsExactly(issued);
    }

    @Test
    void showsNothingToRolesOfOtherKinds() {
        DeviceClient rao =
                client("rao", Role.RAO_SSL, tenant.organization().value(), Privilege.SSL_REQUEST, Privilege.SSL_REVOKE);
        long id = master.issued("printer-1");
        assertThat(listed(rao)).isEmpty();
        rao.request().head(DeviceClient.PATH).then().statusCode(200).header("X-Total-Count", "0");
        refused(rao.get("/" + id), 404, UNKNOWN);
        refused(rao.collect(id, "pem"), 404, UNKNOWN);
        refusesEveryChange(rao, id, master.serial(id), 400, NOT_PERMITTED);
    }

    @Test
    void reachesNoCertificateOfAnotherKind() {
        Map<String, Object> body = master.body(tenant.automatic(), "www.example.test");
        long ssl = master.json(body)
                .post("/api/ssl/v1/enroll")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getLong("sslId");
        String serial = master.request().get("/api/ssl/v1/" + ssl).jsonPath().getString("serialNumber");
        assertThat(listed(master)).isEmpty();
        refusesEverything(master, ssl, serial, 404, UNKNOWN);
        refused(master.enroll(body), 400, -111);
    }

    @Test
    void importsIntoOrganizationsWithinTheReachOnly() {
        DeviceClient rao = client("rao", Role.RAO_DEVICE, tenant.organization().value(), ALL);
        String certificate = ForeignCa.pem(ForeignCa.certificate("CN=printer-3", 0x77, clock.instant(), false));
        Map<String, Object> item = Map.of("orgID", tenant.other().value(), "cert", certificate);
        rao.importAll(List.of(item))
                .then()
                .statusCode(200)
                .body(
                        "[0].errorMessage",
                        equalTo("You are not authorized for organization "
                                + tenant.other().value() + "."));
        master.importAll(List.of(item)).then().statusCode(200).body("[0].created", equalTo(true));
        // That it is there is no secret from whoever holds it; under which number is.
        assertThat(rao.importAll(List.of(Map.of("orgID", tenant.organization().value(), "cert", certificate)))
                        .asString())
                .isEqualTo("[{\"errorMessage\":\"The certificate is on record already.\"}]");
    }

    @Test
    void letsNobodyApproveItsOwnRequestWithoutThatPrivilege() {
        DeviceClient one = client("one", Role.RAO_DEVICE, tenant.organization().value(), ALL);
        DeviceClient another =
                client("another", Role.RAO_DEVICE, tenant.organization().value(), ALL);
        long id = one.waiting("printer-1");
        refused(one.approve(id), 400, NOT_PERMITTED);
        assertThat(one.status(id)).isEqualTo("Requested");
        another.approve(id).then().statusCode(204);
    }

    @Test
    void keepsCustomersApart() {
        DeviceClient stranger = DeviceClient.admin(tenants.create(), profiles);
        long id = master.issued("printer-1");
        long location = Long.parseLong(master.addLocation(id, Map.of("details", Map.of()))
                .header("Location")
                .replaceAll(".*/", ""));
        assertThat(listed(stranger)).isEmpty();
        refusesEverything(stranger, id, master.serial(id), 404, UNKNOWN);
        refused(stranger.get("/" + id + "/location/" + location), 404, UNKNOWN);
        long own = stranger.issued("printer-1");
        refused(stranger.get("/" + own + "/location/" + location), 404, -1);
        refused(enroll(stranger, tenant.organization().value(), "printer-1"), 404, -1023);
        assertThat(master.status(id)).isEqualTo("Issued");
    }

    /** @param serial null for a request without certificate */
    private void refusesEverything(DeviceClient client, long id, @Nullable String serial, int status, int code) {
        refused(client.get("/" + id), status, code);
        refused(client.collect(id, "pem"), status, code);
        refused(client.get("/" + id + "/location"), status, code);
        refused(client.get("/" + id + "/location/1"), status, code);
        refusesEveryChange(client, id, serial, status, code);
    }

    private void refusesEveryChange(DeviceClient client, long id, @Nullable String serial, int status, int code) {
        refused(client.approve(id), status, code);
        refused(client.decline(id), status, code);
        refused(client.revoke(id), status, code);
        refused(client.renew(id), status, code);
        refused(client.replace(id, TestCsr.pem("printer-9"), true), status, code);
        refused(client.delete(id), status, code);
        refused(client.json(Map.of("comments", "x")).put(DeviceClient.PATH + "/" + id), status, code);
        refused(client.addLocation(id, Map.of("details", Map.of())), status, code);
        String location = DeviceClient.PATH + "/" + id + "/location/1";
        refused(client.json(Map.of("details", Map.of())).put(location), status, code);
        refused(client.request().delete(location), status, code);
        refused(client.json(Map.of("certId", id)).post(DeviceClient.PATH + "/revoke/manual"), status, code);
        if (serial != null) {
            refused(client.revokeSerial(serial), status, code);
            refused(client.request().post(DeviceClient.PATH + "/renew/serial/" + serial), status, code);
            refused(
                    client.json(Map.of("serialNumber", serial, "issuer", "CN=Issuing"))
                            .post(DeviceClient.PATH + "/revoke/manual"),
                    status,
                    code);
        }
    }

    private DeviceClient client(String login, Role role, long place, Privilege... privileges) {
        tenants.administrator(tenant.customer(), login, role, new OrganizationId(place), privileges);
        return master.as(login);
    }

    private static long enrolled(DeviceClient client, long organization, String commonName) {
        return DeviceClient.enrolled(enroll(client, organization, commonName));
    }

    private static Response enroll(DeviceClient client, long organization, String commonName) {
        Map<String, Object> body = client.body(client.reviewed(), commonName);
        body.put("orgId", organization);
        return client.enroll(body);
    }

    private static List<Long> listed(DeviceClient client) {
        Response answer = client.get("");
        answer.then().statusCode(200);
        return answer.jsonPath().getList("id", Long.class);
    }

    private static void refused(Response answer, int status, int code) {
        answer.then().statusCode(status).body("code", equalTo(code));
    }
}
