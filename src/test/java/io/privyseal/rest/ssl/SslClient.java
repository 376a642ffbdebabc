package io.privyseal.rest.ssl;

import static io.restassured.RestAssured.given;

import io.privyseal.enrollment.TestCsr;
import io.privyseal.enrollment.TestTenants;
import io.privyseal.enrollment.TestTenants.Tenant;
import io.privyseal.profile.ProfileId;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.LinkedHashMap;
import java.util.Map;

/** The SSL door as an administrator of a tenant uses it. */
record SslClient(Tenant tenant, String login) {
    static final String PATH = "/api/ssl/v1";

    static SslClient admin(Tenant tenant) {
        return new SslClient(tenant, TestTenants.ADMIN);
    }

    RequestSpecification request() {
        return given().header("login", login)
                .header("password", TestTenants.PASSWORD)
                .header("customerUri", tenant.uri());
    }

    RequestSpecification json(Object body) {
        return request().contentType(ContentType.JSON).body(body);
    }

    /** What is sent for a common name, to be changed by the test. */
    Map<String, Object> body(ProfileId profile, String commonName) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("orgId", tenant.organization().value());
        body.put("certType", profile.value());
        body.put("term", 90);
        body.put("csr", TestCsr.pem(commonName));
        return body;
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
