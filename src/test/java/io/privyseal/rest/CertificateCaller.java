package io.privyseal.rest;

import static io.restassured.RestAssured.given;

import io.privyseal.enrollment.TestCsr;
import io.privyseal.enrollment.TestTenants;
import io.privyseal.enrollment.TestTenants.Tenant;
import io.privyseal.profile.ProfileId;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.util.LinkedHashMap;
import java.util.Map;

/** An administrator of a tenant at the doors for certificates, whatever their kind. */
public interface CertificateCaller {
    Tenant tenant();

    String login();

    default RequestSpecification request() {
        return given().header("login", login())
                .header("password", TestTenants.PASSWORD)
                .header("customerUri", tenant().uri());
    }

    default RequestSpecification json(Object body) {
        return request().contentType(ContentType.JSON).body(body);
    }

    /** What is sent for a common name, to be changed by the test. */
    default Map<String, Object> body(ProfileId profile, String commonName) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("orgId", tenant().organization().value());
        body.put("certType", profile.value());
        body.put("term", 90);
        body.put("csr", TestCsr.pem(commonName));
        return body;
    }
}
