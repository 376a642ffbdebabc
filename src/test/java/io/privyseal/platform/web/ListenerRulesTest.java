package io.privyseal.platform.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import io.privyseal.platform.tls.ServerCertificate;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ListenerRulesTest.Strict.class)
class ListenerRulesTest {
    public static final class Strict implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("privyseal.plain-http-serves-all", "false");
        }
    }

    @SuppressWarnings("NullAway.Init") // the framework can set the address of the listener only in a field
    @TestHTTPResource(value = "/", tls = true)
    URI https;

    private final ServerCertificate certificate;

    @Inject
    ListenerRulesTest(ServerCertificate certificate) {
        this.certificate = certificate;
    }

    @Test
    void servesHealthOnThePlainListener() {
        given().get("/health/live")
                .then()
                .statusCode(200)
                .header("X-Request-Id", matchesPattern("[0-9a-f]{16}"))
                .header("X-Content-Type-Options", equalTo("nosniff"));
    }

    @Test
    void refusesEverythingElseOnThePlainListenerWithoutRedirect() {
        for (String path : List.of(
                "/",
                "/api/ssl/v1",
                "/private/api/ssl/v1",
                "/.well-known/est/cacerts",
                "/metrics",
                "/crlx",
                "/ca/../api/ssl/v1")) {
            given().urlEncodingEnabled(false)
                    .redirects()
                    .follow(false)
                    .get(path)
                    .then()
                    .statusCode(403)
                    .header("Location", nullValue())
                    .body("code", equalTo(-3));
        }
    }

    @Test
    void keepsARequestIdThatCannotForgeALogLine() {
        given().header("X-Request-Id", "abc-123.X").get("/health/live").then().header("X-Request-Id", "abc-123.X");
        given().header("X-Request-Id", "a b")
                .get("/health/live")
                .then()
                .header("X-Request-Id", matchesPattern("[0-9a-f]{16}"));
    }

    @Test
    void showsAReplacedCertificateToTheNextHandshake() throws Exception {
        for (String protocol : List.of("TLSv1.2", "TLSv1.3")) {
            X509Certificate first = useNew();
            assertThat(shown(protocol)).isEqualTo(first);
            X509Certificate second = useNew();
            assertThat(shown(protocol)).isEqualTo(second).isNotEqualTo(first);
        }
    }

    @Test
    void answersDiagnosticsToLoopbackButNotToForwardedRequests() throws Exception {
        useNew();
        given().relaxedHTTPSValidation()
                .get(https.resolve("/diagnostics"))
                .then()
                .statusCode(200)
                .body("java", equalTo(Runtime.version().toString()));
        given().relaxedHTTPSValidation()
                .header("X-Forwarded-For", "127.0.0.1")
                .get(https.resolve("/diagnostics"))
                .then()
                .statusCode(404);
        given().relaxedHTTPSValidation()
                .header("Forwarded", "for=127.0.0.1")
                .get(https.resolve("/metrics"))
                .then()
                .statusCode(404);
        for (String disguised : List.of("/diagnostics;", "/diagnostics;a=b", "/;a/diagnostics", "/diagnostics;a=b/")) {
            given().relaxedHTTPSValidation()
                    .urlEncodingEnabled(false)
                    .header("X-Forwarded-For", "127.0.0.1")
                    .get(https.resolve("/") + disguised.substring(1))
                    .then()
                    .statusCode(404)
                    .body("code", equalTo(-1));
        }
    }

    private X509Certificate useNew() throws GeneralSecurityException, OperatorCreationException {
        Made made = selfSigned();
        certificate.use(made.keys().getPrivate(), List.of(made.certificate()));
        return made.certificate();
    }

    private record Made(KeyPair keys, X509Certificate certificate) {}

    private static Made selfSigned() throws GeneralSecurityException, OperatorCreationException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        KeyPair keys = generator.generateKeyPair();
        X500Name name = new X500Name("CN=localhost");
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        X509Certificate made = new JcaX509CertificateConverter()
                .getCertificate(new JcaX509v3CertificateBuilder(
                                name,
                                new BigInteger(64, new SecureRandom()),
                                Date.from(now),
                                Date.from(Instant.parse("2046-01-01T00:00:00Z")),
                                name,
                                keys.getPublic())
                        .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
        return new Made(keys, made);
    }

    /** The certificate that the listener shows to a client that offers one of an unknown issuer. */
    private X509Certificate shown(String protocol) throws Exception {
        Made client = selfSigned();
        SSLContext context = SSLContext.getInstance(protocol);
        context.init(
                new KeyManager[] {new OfferingKeys(client.keys().getPrivate(), client.certificate())},
                new TrustManager[] {new TrustingAnyServer()},
                null);
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("localhost", https.getPort())) {
            socket.setEnabledProtocols(new String[] {protocol});
            socket.getOutputStream().write("GET /health/live HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains(" 200 ");
            assertThat(socket.getSession().getProtocol()).isEqualTo(protocol);
            assertThat(socket.getSession().getLocalCertificates()).isNotEmpty();
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        }
    }
}
