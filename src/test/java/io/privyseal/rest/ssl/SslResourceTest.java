package io.privyseal.rest.ssl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.privyseal.enrollment.EnrollmentTestProfile;
import io.privyseal.enrollment.MovableClock;
import io.privyseal.enrollment.TestCsr;
import io.privyseal.enrollment.TestTenants;
import io.privyseal.enrollment.TestTenants.Tenant;
import io.privyseal.rest.CollectedCertificates;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The SSL group of the contract, as its clients see it. */
@QuarkusTest
@TestProfile(EnrollmentTestProfile.class)
class SslResourceTest {
    private static final DateTimeFormatter US =
            DateTimeFormatter.ofPattern("MM/dd/yyyy").withZone(ZoneOffset.UTC);

    @Inject
    TestTenants tenants;

    @Inject
    MovableClock clock;

    private Tenant tenant;
    private SslClient client;

    @BeforeEach
    void makesATenant() {
        tenant = tenants.create();
        client = SslClient.admin(tenant);
    }

    @AfterEach
    void returnsToThePresent() {
        clock.comeBack();
    }

    // Enroll

    @Test
    void enrollsWith200AndCompactJson() {
        Response answer = client.enroll(client.body(tenant.automatic(), "www.example.test"));
        answer.then().statusCode(200);
        assertThat(answer.contentType()).isEqualToIgnoringCase("application/json;charset=UTF-8");
        assertThat(answer.asString()).matches("\\{\"renewId\":\"[A-Za-z0-9]{20}\",\"sslId\":[0-9]+}");
    }

    @Test
    void enrollsWithNumbersAsStringsAndABareCsr() {
        byte[] der = TestCsr.der(new X500Name("CN=www.example.test"));
        long id = client.enrolled(Map.of(
                "orgId",
                Long.toString(tenant.organization().value()),
                "certType",
                Long.toString(tenant.automatic().value()),
                "term",
                "90",
                "serverType",
                "-1",
                "numberServers",
                "1",
                "csr",
                Base64.getEncoder().encodeToString(der)));
        assertThat(client.status(id)).isEqualTo("Issued");
        Map<String, Object> folded = client.body(tenant.automatic(), "www.example.test");
        folded.put("csr", Base64.getMimeEncoder().encodeToString(der));
        assertThat(client.status(client.enrolled(folded))).isEqualTo("Issued");
    }

    @Test
    void enrollsWithUnknownFieldsNullsAndEmptyStrings() {
        Map<String, Object> body = client.body(tenant.automatic(), "www.example.test");
        body.put("numberServers", 0);
        body.put("evDetails", Map.of());
        body.put("customFields", null);
        body.put("externalRequester", "");
        body.put("comments", "");
        body.put("subjAltNames", "");
        body.put("dcvMode", null);
        client.enrolled(body);
        body.put("customFields", List.of(Map.of("name", "Cost centre", "value", "17", "mandatory", true)));
        body.put("comments", null);
        body.put("subjAltNames", null);
        long id = client.enrolled(body);
        assertThat(client.get("/" + id).jsonPath().getMap("customFields[0]"))
                .isEqualTo(Map.of("name", "Cost centre", "value", "17"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/ssl/v1/enroll/", "/private/api/ssl/v1/enroll", "/private/api/ssl/v1/enroll/"})
    void enrollsUnderEverySpellingOfThePath(String path) {
        client.json(client.body(tenant.automatic(), "www.example.test"))
                .post(path)
                .then()
                .statusCode(200);
    }

    @Test
    void enrollsForMediaTypesInAnyCase() {
        client.request()
                .contentType("application/JSON;charset=utf-8")
                .body(client.body(tenant.automatic(), "www.example.test"))
                .post("/api/ssl/v1/enroll")
                .then()
                .statusCode(200);
    }

    @Test
    void joinsNamesOfCommonNameCsrAndRequest() {
        Map<String, Object> body = client.body(tenant.automatic(), "ignored");
        body.put(
                "csr",
                TestCsr.pem(TestCsr.der(
                        new X500Name("O=Somebody else,CN=WWW.Example.test"),
                        new GeneralName(GeneralName.dNSName, "a.example.test"),
                        new GeneralName(GeneralName.dNSName, "www.example.test"))));
        body.put("subjAltNames", "b.example.test, a.example.test,*.example.test, b\u00fccher.example.test");
        long id = client.enrolled(body);
        X509Certificate certificate = leaf(id);
        assertThat(CollectedCertificates.names(certificate))
                .containsExactly(
                        "www.example.test",
                        "a.example.test",
                        "b.example.test",
                        "*.example.test",
                        "xn--bcher-kva.example.test");
        assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=www.example.test,O=Example");
    }

    // Details and lists

    @Test
    void showsDetailsOfAWaitingRequestWithoutUnsetDates() {
        long id = client.waiting("www.example.test");
        Response answer = client.get("/" + id);
        answer.then()
                .statusCode(200)
                .body("sslId", equalTo((int) id))
                .body("id", equalTo((int) id))
                .body("commonName", equalTo("www.example.test"))
                .body("orgId", equalTo((int) tenant.organization().value()))
                .body("status", equalTo("Requested"))
                .body("certType.id", equalTo((int) tenant.reviewed().value()))
                .body("certType.keyTypes.RSA[0]", equalTo("2048"))
                .body("term", equalTo(90))
                .body("requestedVia", equalTo("REST API"))
                .body("requester", equalTo("admin"))
                .body("requested", equalTo(US.format(clock.instant())))
                .body("subjectAlternativeNames[0]", equalTo("www.example.test"));
        assertThat(answer.asString())
                .doesNotContain("null", "\"approved\"", "\"issued\"", "\"expires\"", "\"revoked\"", "\"declined\"")
                .doesNotContain("orderNumber", "serialNumber", "certificateDetails", "reasonCode");
    }

    @Test
    void showsDetailsOfAnIssuedCertificate() {
        long id = client.issued("www.example.test");
        Instant expires = leaf(id).getNotAfter().toInstant();
        client.get("/" + id)
                .then()
                .body("status", equalTo("Issued"))
                .body("orderNumber", equalTo((int) id))
                .body("backendCertId", equalTo(Long.toString(id)))
                .body("issued", equalTo(US.format(clock.instant())))
                .body("approved", equalTo(US.format(clock.instant())))
                .body("expires", equalTo(US.format(expires)))
                .body("revoked", nullValue())
                .body("keyAlgorithm", equalTo("EC"))
                .body("keySize", equalTo(256))
                .body("keyType", equalTo("EC - P-256"))
                .body("serialNumber", equalTo(serial(id)))
                .body("certificateDetails.subject", equalTo("CN=www.example.test,O=Example"));
        client.revoke(id);
        client.get("/" + id)
                .then()
                .body("status", equalTo("Revoked"))
                .body("revoked", equalTo(US.format(clock.instant())))
                .body("reasonCode", equalTo(4));
        long other = client.issued("www.example.test");
        clock.goAhead(Duration.ofDays(91));
        assertThat(client.status(other)).isEqualTo("Expired");
    }

    @ParameterizedTest
    @CsvSource({"ISO, yyyy-MM-dd", "eu, dd.MM.yyyy", "yyyy/MM/dd, yyyy/MM/dd", "'', MM/dd/yyyy"})
    void showsDatesInTheFormatAskedFor(String format, String pattern) {
        long id = client.issued("www.example.test");
        String today =
                DateTimeFormatter.ofPattern(pattern).withZone(ZoneOffset.UTC).format(clock.instant());
        client.request()
                .queryParam("dateFormat", format)
                .get("/api/ssl/v1/" + id)
                .then()
                .body("requested", equalTo(today));
    }

    @Test
    void listsAndCounts() {
        long first = client.issued("a.example.test");
        long second = client.waiting("b.example.test");
        Response answer = client.get("");
        answer.then().statusCode(200).header("X-Total-Count", "2");
        assertThat(answer.asString())
                .isEqualTo("[{\"sslId\":" + first + ",\"commonName\":\"a.example.test\","
                        + "\"subjectAlternativeNames\":[\"a.example.test\"],\"serialNumber\":\"" + serial(first)
                        + "\"},{\"sslId\":" + second + ",\"commonName\":\"b.example.test\","
                        + "\"subjectAlternativeNames\":[\"b.example.test\"]}]");
        client.request()
                .head("/api/ssl/v1")
                .then()
                .statusCode(200)
                .header("X-Total-Count", "2")
                .body(emptyString());
        client.request()
                .queryParam("status", "Issued")
                .head("/api/ssl/v1/")
                .then()
                .header("X-Total-Count", "1");
        client.request()
                .queryParam("size", 1)
                .queryParam("position", 1)
                .get("/api/ssl/v1/")
                .then()
                .header("X-Total-Count", "2")
                .body("size()", equalTo(1))
                .body("[0].sslId", equalTo((int) second));
        client.request()
                .queryParam("size", 0)
                .get("/api/ssl/v1")
                .then()
                .header("X-Total-Count", "2")
                .body(equalTo("[]"));
    }

    @Test
    void filtersByEachParameter() throws CertificateException {
        long id = client.issued("www.example.test");
        Map<String, Object> other = client.body(tenant.reviewed(), "mail.example.test");
        other.put("externalRequester", "someone@example.org");
        other.put("orgId", tenant.department().value());
        long waiting = client.enrolled(other);
        X509Certificate certificate = leaf(id);
        String serial = serial(id);
        String sha1 = client.get("/" + id).jsonPath().getString("certificateDetails.sha1Hash");
        String md5 = client.get("/" + id).jsonPath().getString("certificateDetails.md5Hash");
        finds(id, "commonName", "WWW.example");
        finds(id, "subjectAlternativeName", "www.Example.test");
        finds(id, "status", "Issued");
        finds(id, "status", "issued");
        finds(waiting, "status", "Requested");
        finds(id, "sslTypeId", Long.toString(tenant.automatic().value()));
        finds(waiting, "orgId", Long.toString(tenant.department().value()));
        finds(id, "issuer", "cn=issuing");
        finds(id, "serialNumber", serial);
        finds(id, "serialNumber", serial.replace(":", "").toLowerCase(java.util.Locale.ROOT));
        finds(waiting, "externalRequester", "SOMEONE");
        finds(id, "signatureAlgorithm", "SHA256withECDSA");
        finds(id, "keyAlgorithm", "EC");
        finds(id, "keyParam", "P-256");
        finds(id, "sha1Hash", sha1);
        finds(id, "md5Hash", md5);
        finds(id, "keyUsage", "digitalSignature");
        finds(id, "extendedKeyUsage", "1.3.6.1.5.5.7.3.1");
        assertThat(found("requester", "ADMIN")).containsExactly(id, waiting);
        assertThat(found("requestedVia", "REST")).containsExactly(id, waiting);
        assertThat(found("requestedVia", "REST API")).containsExactly(id, waiting);
        assertThat(found("vendor", "Privyseal")).containsExactly(id, waiting);
        assertThat(found("installStatus", "NONE")).containsExactly(id, waiting);
        assertThat(found("renewalStatus", "NOT_SCHEDULED")).containsExactly(id, waiting);
        assertThat(found("commonName", "")).containsExactly(id, waiting);
        for (String[] none : new String[][] {
            {"commonName", "%"},
            {"commonName", "_"},
            {"commonName", "!"},
            {"subjectAlternativeName", "www"},
            {"subjectAlternativeName", ","},
            {"status", "Unmanaged"},
            {"status", "SA Approved"},
            {"status", "SAApproved"},
            {"status", "Init"},
            {"status", "Revoked"},
            {"requestedVia", "ACME"},
            {"vendor", "Other"},
            {"installStatus", "COMPLETED"},
            {"renewalStatus", "FAILED"},
            {"sslTypeId", "-1"},
            {"serialNumber", "00"},
            {"keyParam", "2048"},
        }) {
            assertThat(found(none[0], none[1])).as(none[0] + "=" + none[1]).isEmpty();
        }
        assertThat(certificate.getSerialNumber().toString(16))
                .isEqualTo(serial.replace(":", "")
                        .toLowerCase(java.util.Locale.ROOT)
                        .replaceFirst("^0+", ""));
    }

    private void finds(long id, String parameter, String value) {
        assertThat(found(parameter, value)).as(parameter + "=" + value).containsExactly(id);
    }

    private List<Long> found(String parameter, String value) {
        Response answer = client.request().queryParam(parameter, value).get("/api/ssl/v1");
        answer.then().statusCode(200);
        List<Long> ids = answer.jsonPath().getList("sslId", Long.class);
        client.request()
                .queryParam(parameter, value)
                .head("/api/ssl/v1")
                .then()
                .header("X-Total-Count", Integer.toString(ids.size()));
        return ids;
    }

    @Test
    void listsTypesAndCustomFields() {
        client.get("/types")
                .then()
                .statusCode(200)
                .body("size()", equalTo(2))
                .body("[0].id", equalTo((int) tenant.automatic().value()))
                .body("[0].name", equalTo("Automatic"))
                .body("[0].description", equalTo("For tests"))
                .body("[0].terms", equalTo(List.of(30, 90, 365)))
                .body("[0].keyTypes.EC", equalTo(List.of("P-256", "P-384")))
                .body("[0].useSecondaryOrgName", equalTo(false));
        client.request()
                .queryParam("organizationId", tenant.organization().value())
                .get("/api/ssl/v1/types/")
                .then()
                .body("size()", equalTo(2));
        client.get("/customFields").then().statusCode(200).body(equalTo("[]"));
    }

    // Collect

    @Test
    void collectsEveryFormatInItsOrder() throws CertificateException {
        long id = client.issued("www.example.test");
        assertThat(CollectedCertificates.commonNames(pem(id, "x509")))
                .containsExactly("Root", "Issuing", "www.example.test");
        assertThat(CollectedCertificates.commonNames(pem(id, "pem")))
                .containsExactly("Root", "Issuing", "www.example.test");
        assertThat(CollectedCertificates.commonNames(pem(id, "x509R")))
                .containsExactly("www.example.test", "Issuing", "Root");
        assertThat(CollectedCertificates.commonNames(pem(id, "pemia")))
                .containsExactly("www.example.test", "Issuing", "Root");
        assertThat(CollectedCertificates.commonNames(pem(id, "x509CO"))).containsExactly("www.example.test");
        assertThat(CollectedCertificates.commonNames(pem(id, "pemco"))).containsExactly("www.example.test");
        assertThat(CollectedCertificates.commonNames(pem(id, "x509IO"))).containsExactly("Root", "Issuing");
        assertThat(CollectedCertificates.commonNames(pem(id, "x509IOR"))).containsExactly("Issuing", "Root");
        byte[] der = client.collect(id, "bin").asByteArray();
        assertThat(CollectedCertificates.commonNames(CollectedCertificates.read(der)))
                .containsExactlyInAnyOrder("www.example.test", "Issuing", "Root");
        String armoured = client.collect(id, "base64").asString();
        assertThat(armoured).startsWith("-----BEGIN PKCS7-----\n").endsWith("-----END PKCS7-----\n");
        assertThat(Base64.getMimeDecoder().decode(armoured.replaceAll("-----[A-Z0-9 ]+-----", "")))
                .isEqualTo(der);
        assertThat(client.get("/collect/" + id).asString()).isEqualTo(armoured);
        assertThat(client.request()
                        .queryParam("format", "x509IOR")
                        .get("/api/ssl/v1/collect/" + id)
                        .asString())
                .isEqualTo(client.collect(id, "x509IOR").asString());
    }

    @Test
    void collectsAsAFileOfKnownLength() {
        long id = client.issued("*.example.test");
        Response answer = client.collect(id, "x509CO");
        assertThat(answer.contentType()).isEqualToIgnoringCase("application/octet-stream;charset=UTF-8");
        assertThat(answer.header("Content-Disposition")).isEqualTo("attachment; filename=\"_.example.test.cer\"");
        assertThat(Integer.parseInt(answer.header("Content-Length"))).isEqualTo(answer.asByteArray().length);
        assertThat(client.collect(id, "bin").header("Content-Disposition")).endsWith(".p7b\"");
    }

    @Test
    void refusesUnknownFormats() {
        long id = client.issued("www.example.test");
        for (String format : new String[] {"pkcs12", "zip", "x509 ", "\u0000"}) {
            client.collect(id, format).then().statusCode(400).body("code", equalTo(-126));
        }
    }

    @Test
    void saysThatAWaitingCertificateIsBeingProcessed() {
        long id = client.waiting("www.example.test");
        Response answer = client.collect(id, "x509");
        answer.then().statusCode(400);
        assertThat(answer.asString()).isEqualTo("{\"code\":0,\"description\":\"Being processed by Sectigo\"}");
        assertThat(client.get("/collect/" + id).asString()).isEqualTo(answer.asString());
    }

    // Decide and revoke

    @Test
    void approvesWith204() throws CertificateException {
        long id = client.waiting("www.example.test");
        Response answer = client.approve(id);
        answer.then().statusCode(204).body(emptyString());
        client.get("/" + id)
                .then()
                .body("status", equalTo("Issued"))
                .body("issued", equalTo(US.format(clock.instant())));
        assertThat(CollectedCertificates.commonNames(pem(id, "x509CO"))).containsExactly("www.example.test");
    }

    @Test
    void approvesWhatWasDeclined() {
        long id = client.waiting("www.example.test");
        client.decline(id).then().statusCode(204).body(emptyString());
        client.get("/" + id)
                .then()
                .body("status", equalTo("Declined"))
                .body("declined", equalTo(US.format(clock.instant())));
        client.approve(id).then().statusCode(204);
        client.get("/" + id).then().body("status", equalTo("Issued")).body("declined", nullValue());
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "\"3\", 3", "null, 0", "\"\", 0", "0, 0", "\"4\", 4", "5, 5"})
    void revokesByIdForEachReason(String sent, int shown) {
        long id = client.issued("www.example.test");
        client.json("{\"reasonCode\":" + sent + ",\"reason\":\"Left\"}")
                .post("/api/ssl/v1/revoke/" + id)
                .then()
                .statusCode(204)
                .body(emptyString());
        client.get("/" + id).then().body("status", equalTo("Revoked")).body("reasonCode", equalTo(shown));
    }

    @Test
    void revokesBySerialNumberInEverySpelling() {
        for (String[] spelling : new String[][] {{":", ":"}, {":", ""}}) {
            long id = client.issued("www.example.test");
            String serial = serial(id).replace(spelling[0], spelling[1]);
            Map<String, Object> body = new HashMap<>(Map.of("reason", "Left", "email", "someone@example.test"));
            client.json(body).post("/api/ssl/v1/revoke/serial/" + serial).then().statusCode(204);
            assertThat(client.status(id)).isEqualTo("Revoked");
            client.json(body)
                    .post("/api/ssl/v1/revoke/serial/" + serial)
                    .then()
                    .statusCode(400)
                    .body("code", equalTo(-159));
        }
    }

    private String serial(long id) {
        return client.get("/" + id).jsonPath().getString("serialNumber");
    }

    private X509Certificate leaf(long id) {
        try {
            return pem(id, "x509CO").getFirst();
        } catch (CertificateException e) {
            throw new AssertionError(e);
        }
    }

    private List<X509Certificate> pem(long id, String format) throws CertificateException {
        Response answer = client.collect(id, format);
        answer.then().statusCode(200);
        return CollectedCertificates.read(answer.asByteArray());
    }
}
