package io.privyseal.rest.ssl;

import io.privyseal.enrollment.TestTenants;
import io.privyseal.enrollment.TestTenants.Tenant;
import io.privyseal.rest.CertificateCaller;
import io.restassured.response.Response;
import java.util.Map;

/** The SSL door as an administrator of a tenant uses it. */
record SslClient(Tenant tenant, String login) implements CertificateCaller {
    static final String PATH = "/api/ssl/v1";

    static SslClient admin(Tenant tenant) {
        return new SslClient(tenant, TestTenants.ADMIN);
    }

    Response enroll(Object body) {
        return json(body).post(PATH + "/enroll");
    }

    /** Enrolls by the profile that approves by itself. */
    long issued(String commonName) {
        return enrolled(body(tenant.automatic(), commonName));
    }

    /** Enrolls by the profile that waits for an administrator. */
    long waiting(String commonName) {
        return enrolled(body(tenant.reviewed(), commonName));
    }

    long enrolled(Object body) {
        Response answer = enroll(body);
        answer.then().statusCode(200);
        return answer.jsonPath().getLong("sslId");
    }

    Response approve(long id) {
        return json(Map.of("message", "Fine")).post(PATH + "/approve/" + id);
    }

    Response decline(long id) {
        return json(Map.of("message", "No")).post(PATH + "/decline/" + id);
    }

    Response revoke(long id) {
        return json(Map.of("reasonCode", 4, "reason", "Replaced")).post(PATH + "/revoke/" + id);
    }

    Response get(String path, Object... parameters) {
        return request().get(PATH + path, parameters);
    }

    String status(long id) {
        return get("/" + id).jsonPath().getString("status");
    }

    Response collect(long id, String format) {
        return get("/collect/{id}/{format}", id, format);
    }
}
