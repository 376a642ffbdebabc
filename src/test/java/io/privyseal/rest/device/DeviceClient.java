package io.privyseal.rest.device;

import io.privyseal.authority.CertificatePlan.KeyUsageBit;
import io.privyseal.authority.CertificatePlan.Overflow;
import io.privyseal.authority.SubjectAlternativeName.Kind;
import io.privyseal.enrollment.TestTenants;
import io.privyseal.enrollment.TestTenants.Tenant;
import io.privyseal.organization.CertificateKind;
import io.privyseal.profile.ProfileDraft;
import io.privyseal.profile.ProfileId;
import io.privyseal.profile.ProfileRules;
import io.privyseal.profile.ProfileRules.Approval;
import io.privyseal.profile.Profiles;
import io.privyseal.rest.CertificateCaller;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The device door as an administrator of a tenant uses it.
 *
 * @param automatic a profile for DNS names and mail addresses that approves by itself
 * @param reviewed the same, but an administrator approves
 */
record DeviceClient(Tenant tenant, String login, ProfileId automatic, ProfileId reviewed) implements CertificateCaller {
    static final String PATH = "/api/device/v1";

    static DeviceClient admin(Tenant tenant, Profiles profiles) {
        return new DeviceClient(
                tenant,
                TestTenants.ADMIN,
                profile(tenant, profiles, "Devices", Approval.AUTOMATIC),
                profile(tenant, profiles, "Reviewed devices", Approval.ADMINISTRATOR));
    }

    private static ProfileId profile(Tenant tenant, Profiles profiles, String name, Approval approval) {
        ProfileRules rules = new ProfileRules(
                List.of(30, 90, 365),
                Map.of("RSA", List.of("2048"), "EC", List.of("P-256", "P-384")),
                Set.of(Kind.DNS, Kind.EMAIL),
                false,
                Set.of(),
                Set.of(KeyUsageBit.DIGITAL_SIGNATURE),
                List.of("1.3.6.1.5.5.7.3.2"),
                approval,
                Overflow.CLAMP);
        return profiles.create(
                        tenant.customer(),
                        CertificateKind.DEVICE,
                        new ProfileDraft(name, "For tests", true, tenant.issuer(), rules, Set.of()),
                        TestTenants.ACTOR)
                .id();
    }

    DeviceClient as(String other) {
        return new DeviceClient(tenant, other, automatic, reviewed);
    }

    Response enroll(Object body) {
        return json(body).post(PATH + "/enroll");
    }

    /** Enrolls by the profile that approves by itself. */
    long issued(String commonName) {
        return enrolled(body(automatic, commonName));
    }

    /** Enrolls by the profile that waits for an administrator. */
    long waiting(String commonName) {
        return enrolled(body(reviewed, commonName));
    }

    long enrolled(Object body) {
        return enrolled(enroll(body));
    }

    static long enrolled(Response answer) {
        answer.then().statusCode(200);
        return answer.jsonPath().getLong("deviceCertId");
    }

    Response approve(long id) {
        return json(Map.of("message", "Fine")).post(PATH + "/approve/" + id);
    }

    Response decline(long id) {
        return json(Map.of("message", "No")).post(PATH + "/decline/" + id);
    }

    Response revoke(long id) {
        return json(Map.of("reasonCode", 4, "reason", "Replaced")).post(PATH + "/revoke/order/" + id);
    }

    Response revokeSerial(String serial) {
        return json(Map.of("reasonCode", 1)).post(PATH + "/revoke/serial/" + serial);
    }

    Response renew(long id) {
        return request().post(PATH + "/renew/order/" + id);
    }

    Response replace(long id, String csr, boolean revoke) {
        return json(Map.of("csr", csr, "reason", "New board", "revoke", revoke)).post(PATH + "/replace/order/" + id);
    }

    Response delete(long id) {
        return request().delete(PATH + "/" + id);
    }

    Response importAll(Object body) {
        return json(body).post(PATH + "/import");
    }

    Response addLocation(long id, Object body) {
        return json(body).post(PATH + "/" + id + "/location");
    }

    Response get(String path, Object... parameters) {
        return request().get(PATH + path, parameters);
    }

    String status(long id) {
        return get("/" + id).jsonPath().getString("status");
    }

    String serial(long id) {
        return get("/" + id).jsonPath().getString("serialNumber");
    }

    Response collect(long id, String format) {
        return request().queryParam("format", format).get(PATH + "/collect/" + id);
    }
}
