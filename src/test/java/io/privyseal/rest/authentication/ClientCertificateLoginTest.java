package io.privyseal.rest.authentication;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.privyseal.access.Administrators;
import io.privyseal.access.ClientCertificates;
import io.privyseal.access.NewAdministrator;
import io.privyseal.access.TestCertificates;
import io.privyseal.audit.Actor;
import io.privyseal.platform.CustomerId;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.math.BigInteger;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ClientCertificateLoginTest.BehindAProxy.class)
class ClientCertificateLoginTest {
    private static final String PASSWORD = "correct horse battery";
    private static final long CUSTOMER = 9_100_001;

    @Inject
    Administrators administrators;

    @Inject
    EntityManager entities;

    @Inject
    Clock clock;

    private X509Certificate certificate;
    private long administrator;

    @BeforeEach
    void startWithOneMaster() {
        QuarkusTransaction.requiringNew().run(() -> {
            sql("delete from administrator_role where customer_id = 9100001");
            sql("delete from administrator where customer_id = 9100001");
            sql("delete from customer where id = 9100001");
            sql("insert into customer (id, uri, name, created_at)"
                    + " values (9100001, 'certificate-test', 'certificate-test', current_timestamp)");
        });
        administrator = administrators
                .appoint(
                        new CustomerId(CUSTOMER),
                        Actor.system("test"),
                        NewAdministrator.master("admin", PASSWORD, "admin@example.com"))
                .value();
        Instant yesterday = clock.instant().minus(Duration.ofDays(1));
        certificate = TestCertificates.issue(OneTrustedIssuer.ISSUER, 77, yesterday, KeyPurposeId.id_kp_clientAuth);
    }

    @Test
    void signsInWithTheEnrolledCertificateThatTheProxyPassesOn() throws Exception {
        withCertificate().get("/api/admin/v1").then().statusCode(401);
        enroll().then().statusCode(204);
        withCertificate().get("/api/admin/v1").then().statusCode(200);
        withPassword().get("/api/admin/v1/" + administrator).then().body("authCert", equalTo("4d"));
        withPassword()
                .delete("/api/admin/v1/" + administrator + "/certificate")
                .then()
                .statusCode(204);
        withCertificate().get("/api/admin/v1").then().statusCode(401);
    }

    @Test
    void holdsNoConnectionBetweenAuthenticationAndTheTransaction() throws Exception {
        // With two connections, two requests that each kept one would wait for each other.
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> calls = Collections.nCopies(16, () -> enroll().statusCode());
            for (Future<Integer> status : threads.invokeAll(calls)) {
                assertThat(status.get()).isEqualTo(204);
            }
        }
    }

    @Test
    void refusesAnUnreadableHeaderWith400() {
        headers()
                .header("Client-Cert", ":nonsense:")
                .get("/api/admin/v1")
                .then()
                .statusCode(400);
    }

    @Test
    void refusesToEnrollWhatIsNoCertificate() {
        for (String body : new String[] {"{}", "{\"certificate\":\"\"}", "{\"certificate\":\"nonsense\"}"}) {
            withPassword()
                    .contentType("application/json")
                    .body(body)
                    .post("/api/admin/v1/" + administrator + "/certificate")
                    .then()
                    .statusCode(400);
        }
    }

    @Test
    void judgesTheAddressThatTheProxyVouchesFor() {
        QuarkusTransaction.requiringNew()
                .run(() -> sql("insert into customer_address_list (customer_id, masters)"
                        + " values (9100001, '203.0.113.0/24 2001:db8::/32')"));
        try {
            withPassword().get("/api/admin/v1").then().statusCode(401);
            withPassword()
                    .header("X-Forwarded-For", "203.0.113.5, 198.51.100.1")
                    .get("/api/admin/v1")
                    .then()
                    .statusCode(401);
            withPassword()
                    .header("Forwarded", "for=\"[2001:db8::5]:1234\"")
                    .get("/api/admin/v1")
                    .then()
                    .statusCode(200);
        } finally {
            QuarkusTransaction.requiringNew()
                    .run(() -> sql("delete from customer_address_list where customer_id = 9100001"));
        }
    }

    private io.restassured.response.Response enroll() throws CertificateEncodingException {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
        String pem = ("-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n").replace("\n", "\\n");
        return withPassword()
                .contentType("application/json")
                .body("{\"certificate\":\"" + pem + "\"}")
                .post("/api/admin/v1/" + administrator + "/certificate");
    }

    private RequestSpecification withCertificate() throws CertificateEncodingException {
        return headers()
                .header("Client-Cert", ":" + Base64.getEncoder().encodeToString(certificate.getEncoded()) + ":");
    }

    private static RequestSpecification withPassword() {
        return headers().header("password", PASSWORD);
    }

    private static RequestSpecification headers() {
        return given().header("login", "admin").header("customerUri", "certificate-test");
    }

    private void sql(String statement) {
        entities.createNativeQuery(statement).executeUpdate();
    }

    /** The test's own address is a trusted proxy, and one issuer is trusted. */
    public static final class BehindAProxy implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "privyseal.proxies", "127.0.0.1,10.0.0.0/8",
                    "quarkus.datasource.jdbc.max-size", "2",
                    "quarkus.datasource.jdbc.acquisition-timeout", "3");
        }

        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(OneTrustedIssuer.class);
        }
    }

    /** Trusts one issuer by its name. */
    @Alternative
    @Singleton
    public static class OneTrustedIssuer implements ClientCertificates {
        static final String ISSUER = "CN=Trusted in tests";

        @Override
        public boolean isTrusted(CustomerId customer, X509Certificate leaf, List<X509Certificate> chain) {
            return leaf.getIssuerX500Principal().getName().equals(ISSUER);
        }

        @Override
        public Optional<X509Certificate> findBySerial(CustomerId customer, BigInteger serial) {
            return Optional.empty();
        }
    }
}
