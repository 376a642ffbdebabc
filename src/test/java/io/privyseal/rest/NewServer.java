package io.privyseal.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.privyseal.platform.Home;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.jspecify.annotations.Nullable;

/** A server as its first start left it, over REST. */
@Singleton
public class NewServer {
    private static final AtomicInteger NEXT = new AtomicInteger();
    private static final String RAO_PASSWORD = "correct horse battery";

    private final Home home;

    NewServer(Home home) {
        this.home = home;
    }

    /** What the first start wrote down. */
    public JsonPath firstRun() {
        return JsonPath.from(new String(home.read("first-run.json").orElseThrow(), StandardCharsets.UTF_8));
    }

    /** A name that nothing has yet. */
    public static String newName(String prefix) {
        return prefix + " " + NEXT.incrementAndGet();
    }

    /** The administrator of the first start, who is an MRAO. */
    public RequestSpecification master() {
        return as(firstRun().getString("admin.login"), firstRun().getString("admin.password"));
    }

    /** A new administrator of the first organization, without privileges, for SSL certificates only. */
    public RequestSpecification rao() {
        String login = newName("rao").replace(" ", "-");
        master().contentType(ContentType.JSON)
                .body("{\"login\":\"" + login + "\",\"password\":\"" + RAO_PASSWORD
                        + "\",\"email\":\"rao@example.test\",\"credentials\":[{\"role\":\"RAO_SSL\",\"orgId\":"
                        + organization() + "}]}")
                .post("/api/admin/v1")
                .then()
                .statusCode(201);
        return as(login, RAO_PASSWORD);
    }

    private RequestSpecification as(String login, String password) {
        return given().header("login", login)
                .header("password", password)
                .header("customerUri", firstRun().getString("customerUri"))
                .contentType(ContentType.JSON);
    }

    public long organization() {
        return firstRun().getLong("organizationId");
    }

    /** The number of a profile that the first start made. */
    public long profile(String name) {
        return Objects.requireNonNull(
                firstRun().getMap("profiles", String.class, Integer.class).get(name));
    }

    /** Creates an object and gives its number. */
    public long create(String path, String body) {
        Response response = master().body(body).post(path);
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(201);
        assertThat(response.asString()).isEmpty();
        String location = response.header("Location");
        assertThat(location).matches("https://.+" + path + "/[0-9]+");
        return Long.parseLong(location.substring(location.lastIndexOf('/') + 1));
    }

    /** Creates a root of a P-256 key. */
    public long root() {
        return root(newName("Root"), "EC", "P-256");
    }

    public long root(String name, String algorithm, String size) {
        return create("/api/issuer/v1", authority(name, null, algorithm, size, 3650, ""));
    }

    /** Creates an issuing CA of a P-256 key with profiles. */
    public long issuing(String name, long parent, int termDays) {
        return create("/api/issuer/v1", authority(name, parent, "EC", "P-256", termDays, ",\"pathLength\":0"));
    }

    public long issuing(String name, long parent, String algorithm, String size) {
        return create("/api/issuer/v1", authority(name, parent, algorithm, size, 365, ",\"pathLength\":0"));
    }

    private static String authority(
            String name, @Nullable Long parent, String algorithm, String size, int termDays, String more) {
        return "{\"name\":\"" + name + "\"" + (parent == null ? "" : ",\"parentId\":" + parent)
                + ",\"subject\":{\"commonName\":\"" + name
                + "\",\"organization\":\"Test\"},\"keyType\":{\"algorithm\":\""
                + algorithm + "\",\"size\":\"" + size + "\"},\"termDays\":" + termDays + more + "}";
    }

    /** The number of an SSL profile by its name. */
    public long sslProfile(String name) {
        return master().get("/api/profile/v1?certType=SSL").jsonPath().getLong("find { it.name == '" + name + "' }.id");
    }

    /** Requests a certificate for a new P-256 key. */
    public Response enroll(long profile, int termDays) {
        return master().body("{\"orgId\":" + organization() + ",\"certType\":" + profile + ",\"term\":" + termDays
                        + ",\"csr\":\"" + csr() + "\"}")
                .post("/api/ssl/v1/enroll");
    }

    /** Requests a certificate that needs no approval and collects it. */
    public X509Certificate issue(long profile, int termDays) {
        Response response = enroll(profile, termDays);
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return certificates(master().get(
                                "/api/ssl/v1/collect/" + response.jsonPath().getLong("sslId") + "/x509CO")
                        .asByteArray())
                .getFirst();
    }

    /** The certificates from a CA up to its root. */
    public List<X509Certificate> chain(long authority) {
        return certificates(
                master().get("/api/issuer/v1/" + authority + "/chain").asByteArray());
    }

    public static List<X509Certificate> certificates(byte[] encoded) {
        try {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(encoded))
                    .stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String csr() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            KeyPair pair = generator.generateKeyPair();
            byte[] der = new JcaPKCS10CertificationRequestBuilder(new X500Name("CN=www.example.test"), pair.getPublic())
                    .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()))
                    .getEncoded();
            return Base64.getEncoder().encodeToString(der);
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
