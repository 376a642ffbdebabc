package io.privyseal.scep;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.privyseal.authority.CertificatePlan;
import io.privyseal.authority.CertificatePlan.KeyUsageBit;
import io.privyseal.authority.CertificatePlan.Overflow;
import io.privyseal.authority.CertificatePlan.Purpose;
import io.privyseal.authority.SubjectAlternativeName;
import io.privyseal.authority.SubjectAlternativeName.Kind;
import io.privyseal.enrollment.ServiceCertificates;
import io.privyseal.enrollment.TestTenants;
import io.privyseal.enrollment.TestTenants.Tenant;
import io.restassured.RestAssured;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** A customer's service on this host, with a certificate by the customer's own CA. */
final class WebhookServer implements AutoCloseable {
    private final HttpsServer server;
    private volatile int status = 200;
    private volatile String answer = "";
    private volatile Duration delay = Duration.ZERO;
    private volatile String lastBody = "";
    private volatile String lastSignature = "";
    private volatile String lastTimestamp = "";

    private WebhookServer(HttpsServer server) {
        this.server = server;
    }

    static WebhookServer start(ServiceCertificates services, Tenant tenant)
            throws GeneralSecurityException, IOException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        KeyPair pair = generator.generateKeyPair();
        CertificatePlan plan = new CertificatePlan(
                tenant.issuer(),
                Purpose.END_ENTITY,
                new X500Name("CN=127.0.0.1"),
                List.of(new SubjectAlternativeName(Kind.IP, "127.0.0.1")),
                SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()),
                Set.of(KeyUsageBit.DIGITAL_SIGNATURE),
                List.of("1.3.6.1.5.5.7.3.1"),
                30,
                Overflow.CLAMP,
                null);
        byte[] certificate =
                services.issue(tenant.customer(), plan, TestTenants.ACTOR).der();
        String issuer = "http://localhost:" + RestAssured.port + "/ca/"
                + tenant.issuer().value() + ".cer";
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        Certificate[] chain = {
            factory.generateCertificate(new ByteArrayInputStream(certificate)),
            factory.generateCertificate(URI.create(issuer).toURL().openStream())
        };
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        keys.setKeyEntry("server", pair.getPrivate(), new char[0], chain);
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        WebhookServer webhook = new WebhookServer(server);
        server.createContext("/", webhook::handle);
        server.start();
        return webhook;
    }

    private void handle(com.sun.net.httpserver.HttpExchange exchange) throws IOException {
        lastBody = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        lastSignature = exchange.getRequestHeaders().getFirst("X-Privyseal-Signature");
        lastTimestamp = exchange.getRequestHeaders().getFirst("X-Privyseal-Timestamp");
        try {
            Thread.sleep(delay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        byte[] body = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    URI url() {
        return URI.create("https://127.0.0.1:" + server.getAddress().getPort() + "/challenge?x=1");
    }

    void answers(int code, String body) {
        status = code;
        answer = body;
        delay = Duration.ZERO;
    }

    void answersAfter(Duration pause, String body) {
        answers(200, body);
        delay = pause;
    }

    String lastBody() {
        return lastBody;
    }

    String lastSignature() {
        return lastSignature;
    }

    String lastTimestamp() {
        return lastTimestamp;
    }

    static String hmac(String key, String timestamp, String body) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal((timestamp + "." + body).getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
