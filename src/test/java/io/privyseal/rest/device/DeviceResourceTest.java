package io.privyseal.rest.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.privyseal.authority.SerialNumber;
import io.privyseal.enrollment.EnrollmentTestProfile;
import io.privyseal.enrollment.MovableClock;
import io.privyseal.enrollment.TestCsr;
import io.privyseal.enrollment.TestTenants;
import io.privyseal.enrollment.TestTenants.Tenant;
import io.privyseal.profile.Profiles;
import io.privyseal.rest.CollectedCertificates;
import io.privyseal.revocation.RevocationReason;
import io.privyseal.revocation.Revocations;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.security.KeyPair;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
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

/** The device group of the contract, as its clients see it. */
@QuarkusTest
@TestProfile(EnrollmentTestProfile.class)
class DeviceResourceTest {
    private static final DateTimeFormatter US =
            DateTimeFormatter.ofPattern("MM/dd/yyyy").withZone(ZoneOffset.UTC);
    private static final int STATE = -1112;

    @Inject
    TestTenants tenants;

    @Inject
    Profiles profiles;

    @Inject
    Revocations revocations;

    @Inject
    MovableClock clock;

    private Tenant tenant;
    private DeviceClient client;

    @BeforeEach
    void makesATenant() {
        tenant = tenants.create();
        client = DeviceClient.admin(tenant, profiles);
    }

    @AfterEach
    void returnsToThePresent() {
        clock.comeBack();
    }

    // Enroll

    @Test
    void enrollsWith200AndWhatHasBecomeOfTheRequest() {
        Response issued = client.enroll(client.body(client.automatic(), "printer-17"));
        long id = DeviceClient.enrolled(issued);
        assertThat(issued.asString())
                .isEqualTo("{\"deviceCertId\":" + id + ",\"status\":\"ISSUED\",\"backendCertId\":\"" + id
                        + "\",\"orderNumber\":" + id + "}");
        client.enroll(client.body(client.reviewed(), "printer-17"))
                .then()
                .statusCode(200)
                .body("status", equalTo("REQUESTED"));
    }

    @Test
    void enrollsByTheFirstTermOfTheProfileWhereNoneIsNamed() {
        Map<String, Object> body = client.body(client.automatic(), "printer-17");
        body.remove("term");
        body.put("orgId", Long.toString(tenant.organization().value()));
        body.put("comments", null);
        body.put("unknown", Map.of());
        long id = client.enrolled(body);
        client.get("/" + id).then().body("term", equalTo(30)).body("certType.term", equalTo(30));
    }

    @Test
    void joinsNamesOfCsrAndOptionalFields() throws CertificateException {
        Map<String, Object> body = client.body(client.automatic(), "ignored");
        body.put(
                "csr",
                TestCsr.pem(TestCsr.der(
                        new X500Name("CN=printer 17"), new GeneralName(GeneralName.dNSName, "a.example.test"))));
        body.put(
                "optionalFields",
                List.of(
                        Map.of("name", "dnsName", "value", "B.example.test"),
                        Map.of("name", "rfc822Name", "value", "printer@example.test"),
                        Map.of("name", "dnsName", "value", "")));
        long id = client.enrolled(body);
        X509Certificate certificate = leaf(id);
        assertThat(certificate.getSubjectAlternativeNames().stream().map(name -> (String) name.get(1)))
                .containsExactly("a.example.test", "b.example.test", "printer@example.test");
        assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=printer 17");
        assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
    }

    @Test
    void refusesOptionalFieldsThatTheSubjectWouldNeed() {
        Map<String, Object> body = client.body(client.automatic(), "printer-17");
        for (String name : List.of("commonName", "organizationName", "eeSID", "dnsname", "")) {
            body.put("optionalFields", List.of(Map.of("name", name, "value", "x")));
            client.enroll(body).then().statusCode(400);
        }
        assertThat(found("commonName", "printer-17")).isEmpty();
    }

    // Details and lists

    @Test
    void showsDetailsOfAWaitingRequestWithoutUnsetDates() {
        long id = client.waiting("printer-17");
        Response answer = client.get("/" + id);
        answer.then()
                .statusCode(200)
                .body("id", equalTo((int) id))
                .body("commonName", equalTo("printer-17"))
                .body("orgId", equalTo((int) tenant.organization().value()))
                .body("status", equalTo("Requested"))
                .body("certType.id", equalTo((int) client.reviewed().value()))
                .body("certType.ku", equalTo(List.of("digitalSignature")))
                .body("term", equalTo(90))
                .body("requestedVia", equalTo("REST API"))
                .body("requester", equalTo("admin"))
                .body("requested", equalTo(US.format(clock.instant())));
        assertThat(answer.asString())
                .doesNotContain("null", "\"approved\"", "\"issued\"", "\"expires\"", "\"revoked\"", "\"declined\"")
                .doesNotContain("serialNumber", "certificateDetails", "reasonCode");
    }

    @Test
    void showsDetailsOfAnIssuedCertificate() {
        long id = client.issued("printer-17");
        Instant expires = leaf(id).getNotAfter().toInstant();
        client.get("/" + id)
                .then()
                .body("status", equalTo("Issued"))
                .body("orderNumber", equalTo((int) id))
                .body("backendCertId", equalTo(Long.toString(id)))
                .body("expires", equalTo(US.format(expires)))
                .body("revoked", nullValue())
                .body("keyType", equalTo("EC - P-256"))
                .body("extendedKeyUsages", equalTo(List.of("1.3.6.1.5.5.7.3.2")))
                .body("certificateDetails.subject", equalTo("CN=printer-17"));
        client.request()
                .queryParam("dateFormat", "iso")
                .get(DeviceClient.PATH + "/" + id)
                .then()
                .body("requested", equalTo(clock.instant().toString().substring(0, 10)));
        clock.goAhead(Duration.ofDays(91));
        assertThat(client.status(id)).isEqualTo("Expired");
    }

    @Test
    void listsAndCounts() {
        long first = client.issued("printer-17");
        long second = client.waiting("printer-18");
        Response answer = client.get("");
        answer.then()
                .statusCode(200)
                .header("X-Total-Count", "2")
                .body("[0].status", equalTo("ISSUED"))
                .body("[0].certificateDetails.subject", equalTo("CN=printer-17"))
                .body("[0].certificateDetails.issuer", equalTo("CN=Issuing"));
        assertThat(answer.asString())
                .endsWith("{\"id\":" + second + ",\"status\":\"REQUESTED\",\"backendCertId\":\"" + second + "\"}]");
        client.request()
                .head(DeviceClient.PATH)
                .then()
                .statusCode(200)
                .header("X-Total-Count", "2")
                .body(emptyString());
        client.request()
                .queryParam("size", 1)
                .queryParam("position", 1)
                .get("/private" + DeviceClient.PATH + "/")
                .then()
                .header("X-Total-Count", "2")
                .body("id", equalTo(List.of((int) second)));
        assertThat(first).isLessThan(second);
    }

    @Test
    void filtersByEachParameter() {
        long id = client.issued("Printer-17");
        Map<String, Object> other = client.body(client.reviewed(), "camera");
        other.put("orgId", tenant.department().value());
        long waiting = client.enrolled(other);
        long declined = client.waiting("declined");
        client.decline(declined).then().statusCode(204);
        long revoked = client.issued("revoked");
        client.revoke(revoked).then().statusCode(204);
        String serial = client.serial(id);
        finds(id, "commonName", "printer");
        finds(id, "status", "Issued");
        finds(waiting, "status", "REQUESTED");
        finds(waiting, "status", "AWAITING_APPROVAL");
        finds(declined, "status", "declined");
        finds(revoked, "status", "REVOKED");
        finds(waiting, "orgId", Long.toString(tenant.department().value()));
        finds(id, "serialNumber", serial);
        finds(waiting, "backendCertId", Long.toString(waiting));
        assertThat(found("certTypeId", Long.toString(client.automatic().value())))
                .containsExactly(id, revoked);
        for (String[] both : new String[][] {
            {"signatureAlgorithm", "sha256withecdsa"},
            {"keyAlgorithm", "EC"},
            {"keyParam", "P-256"},
            {"keyUsage", "digitalSignature"},
            {"extendedKeyUsage", "1.3.6.1.5.5.7.3.2"},
        }) {
            assertThat(found(both[0], both[1])).as(both[0]).containsExactly(id, revoked);
        }
        assertThat(found("email", "ADMIN")).containsExactly(id, waiting, declined, revoked);
        for (String[] none : new String[][] {
            {"status", "APPROVED"},
            {"status", "APPLIED"},
            {"status", "EXPIRED"},
            {"status", "REJECTED"},
            {"status", "DOWNLOADED"},
            {"email", "nobody"},
            {"backendCertId", "0"},
            {"commonName", "%"},
        }) {
            assertThat(found(none[0], none[1])).as(none[0] + "=" + none[1]).isEmpty();
        }
        clock.goAhead(Duration.ofDays(91));
        finds(id, "status", "Expired");
    }

    private void finds(long id, String parameter, String value) {
        assertThat(found(parameter, value)).as(parameter + "=" + value).containsExactly(id);
    }

    private List<Long> found(String parameter, String value) {
        Response answer = client.request().queryParam(parameter, value).get(DeviceClient.PATH);
        answer.then().statusCode(200);
        List<Long> ids = answer.jsonPath().getList("id", Long.class);
        client.request()
                .queryParam(parameter, value)
                .head(DeviceClient.PATH)
                .then()
                .header("X-Total-Count", Integer.toString(ids.size()));
        return ids;
    }

    @Test
    void listsTypesAndCustomFields() {
        client.get("/types")
                .then()
                .statusCode(200)
                .body("id", equalTo(List.of((int) client.automatic().value(), (int)
                        client.reviewed().value())))
                .body("[0].name", equalTo("Devices"))
                .body("[0].term", equalTo(30))
                .body("[0].terms", equalTo(List.of(30, 90, 365)))
                .body("[0].keyTypes.EC", equalTo(List.of("P-256", "P-384")))
                .body("[0].useSecondaryOrgName", equalTo(false))
                .body("[0].ku", equalTo(List.of("digitalSignature")))
                .body("[0].eku", equalTo(List.of("1.3.6.1.5.5.7.3.2")));
        client.get("/customFields").then().statusCode(200).body(equalTo("[]"));
    }

    // Collect

    @Test
    void collectsEveryFormatInItsOrder() throws CertificateException {
        long id = client.issued("printer-17");
        assertThat(CollectedCertificates.commonNames(pem(id, "x509"))).containsExactly("Root", "Issuing", "printer-17");
        assertThat(CollectedCertificates.commonNames(pem(id, "pem"))).containsExactly("Root", "Issuing", "printer-17");
        assertThat(CollectedCertificates.commonNames(pem(id, "x509R")))
                .containsExactly("printer-17", "Issuing", "Root");
        assertThat(CollectedCertificates.commonNames(pem(id, "pemia")))
                .containsExactly("printer-17", "Issuing", "Root");
        assertThat(CollectedCertificates.commonNames(pem(id, "x509CO"))).containsExactly("printer-17");
        assertThat(CollectedCertificates.commonNames(pem(id, "pemco"))).containsExactly("printer-17");
        assertThat(CollectedCertificates.commonNames(pem(id, "x509IO"))).containsExactly("Root", "Issuing");
        assertThat(CollectedCertificates.commonNames(pem(id, "x509IOR"))).containsExactly("Issuing", "Root");
        Response binary = client.collect(id, "bin");
        assertThat(CollectedCertificates.commonNames(CollectedCertificates.read(binary.asByteArray())))
                .containsExactlyInAnyOrder("printer-17", "Issuing", "Root");
        assertThat(binary.contentType()).isEqualTo("application/octet-stream");
        assertThat(binary.header("Content-Disposition")).isEqualTo("attachment; filename=\"printer-17.p7b\"");
        assertThat(client.get("/collect/" + id).asString()).startsWith("-----BEGIN PKCS7-----\n");
        assertThat(client.get("/collect/" + id + "/pemco").asString())
                .isEqualTo(client.collect(id, "x509CO").asString());
        client.collect(id, "pkcs12").then().statusCode(400).body("code", equalTo(-126));
    }

    @Test
    void saysThatAWaitingCertificateIsNotCollectable() {
        long id = client.waiting("printer-17");
        Response answer = client.collect(id, "x509");
        answer.then().statusCode(400);
        assertThat(answer.asString()).isEqualTo("{\"code\":-183,\"description\":\"Certificate is not collectable.\"}");
        client.decline(id);
        client.collect(id, "x509").then().statusCode(400).body("code", equalTo(-183));
        long revoked = client.issued("printer-18");
        client.revoke(revoked);
        client.collect(revoked, "x509").then().statusCode(400).body("code", equalTo(-110));
    }

    // Decide, annotate, revoke

    @Test
    void approvesAlsoWhatWasDeclined() {
        long id = client.waiting("printer-17");
        client.decline(id).then().statusCode(204).body(emptyString());
        assertThat(client.status(id)).isEqualTo("Declined");
        client.approve(id).then().statusCode(204).body(emptyString());
        assertThat(client.status(id)).isEqualTo("Issued");
        client.approve(id).then().statusCode(400).body("code", equalTo(STATE));
        client.decline(id).then().statusCode(400).body("code", equalTo(STATE));
    }

    @Test
    void updatesCommentsAndCustomFields() {
        long id = client.issued("printer-17");
        client.json(Map.of("comments", "Hall 4", "customFields", List.of(Map.of("name", "Cost centre", "value", "17"))))
                .put(DeviceClient.PATH + "/" + id)
                .then()
                .statusCode(200)
                .body("id", equalTo((int) id))
                .body("comments", equalTo("Hall 4"))
                .body("customFields[0].value", equalTo("17"));
        client.json(Map.of("comments", ""))
                .put(DeviceClient.PATH + "/" + id)
                .then()
                .statusCode(200);
        client.get("/" + id).then().body("comments", equalTo("")).body("customFields[0].name", equalTo("Cost centre"));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "\"3\", 3", "null, 0", "0, 0", "\"4\", 4", "5, 5"})
    void revokesByIdForEachReason(String sent, int shown) {
        long id = client.issued("printer-17");
        client.json("{\"reasonCode\":" + sent + ",\"reason\":\"\"}")
                .post(DeviceClient.PATH + "/revoke/order/" + id)
                .then()
                .statusCode(204)
                .body(emptyString());
        client.get("/" + id).then().body("status", equalTo("Revoked")).body("reasonCode", equalTo(shown));
        client.revoke(id).then().statusCode(400).body("code", equalTo(-159));
    }

    @Test
    void revokesBySerialNumber() {
        long id = client.issued("printer-17");
        client.revokeSerial(client.serial(id)).then().statusCode(204);
        assertThat(client.status(id)).isEqualTo("Revoked");
        long waiting = client.waiting("printer-17");
        client.revoke(waiting).then().statusCode(400).body("code", equalTo(-102));
    }

    @Test
    void revokesByHandSinceATime() {
        long id = client.issued("printer-17");
        String serial = client.serial(id);
        clock.goAhead(Duration.ofHours(2));
        String since = clock.instant().minus(Duration.ofHours(1)).toString().substring(0, 19);
        client.json(Map.of("certId", id, "revokeDate", since + ".000+00:00", "reasonCode", 1))
                .post(DeviceClient.PATH + "/revoke/manual")
                .then()
                .statusCode(204)
                .body(emptyString());
        assertThat(revocations.find(
                        tenant.customer(),
                        tenant.issuer(),
                        SerialNumber.parse(serial).orElseThrow()))
                .hasValueSatisfying(revocation -> {
                    assertThat(revocation.revokedAt()).isEqualTo(Instant.parse(since + "Z"));
                    assertThat(revocation.reason()).isEqualTo(RevocationReason.KEY_COMPROMISE);
                });
        long other = client.issued("printer-18");
        client.json(Map.of("serialNumber", client.serial(other), "issuer", "CN=Issuing"))
                .post(DeviceClient.PATH + "/revoke/manual")
                .then()
                .statusCode(204);
        assertThat(client.status(other)).isEqualTo("Revoked");
    }

    // Renew and replace

    @Test
    void renewsWithTheSameKeyNamesAndTerm() {
        Map<String, Object> body = client.body(client.automatic(), "printer-17");
        body.put("optionalFields", List.of(Map.of("name", "dnsName", "value", "p17.example.test")));
        body.put("comments", "Hall 3");
        long id = client.enrolled(body);
        clock.goAhead(Duration.ofDays(80));
        long byOrder = DeviceClient.enrolled(client.renew(id));
        long bySerial = DeviceClient.enrolled(
                client.json("\"\"").post(DeviceClient.PATH + "/renew/serial/" + client.serial(id)));
        X509Certificate old = leaf(id);
        for (long each : new long[] {byOrder, bySerial}) {
            X509Certificate renewed = leaf(each);
            assertThat(renewed.getPublicKey()).isEqualTo(old.getPublicKey());
            assertThat(renewed.getSubjectX500Principal()).isEqualTo(old.getSubjectX500Principal());
            assertThat(CollectedCertificates.names(renewed)).containsExactly("p17.example.test");
            assertThat(renewed.getNotAfter()).isAfter(old.getNotAfter());
            client.get("/" + each).then().body("comments", equalTo("Hall 3")).body("term", equalTo(90));
        }
        assertThat(client.status(id)).isEqualTo("Issued");
        clock.goAhead(Duration.ofDays(11));
        assertThat(client.status(id)).isEqualTo("Expired");
        client.renew(id).then().statusCode(200);
    }

    @Test
    void renewsOnlyWhatWasIssuedAndIsNotRevoked() {
        long waiting = client.waiting("printer-17");
        client.renew(waiting).then().statusCode(400).body("code", equalTo(STATE));
        long revoked = client.issued("printer-18");
        client.revoke(revoked);
        client.renew(revoked).then().statusCode(400).body("code", equalTo(STATE));
    }

    @Test
    void letsARenewalWaitWhereTheProfileDoes() {
        long id = client.waiting("printer-17");
        client.approve(id).then().statusCode(204);
        Response renewal = client.renew(id);
        renewal.then().statusCode(200).body("status", equalTo("REQUESTED"));
        long renewed = DeviceClient.enrolled(renewal);
        assertThat(client.status(id)).isEqualTo("Issued");
        client.approve(renewed).then().statusCode(204);
        assertThat(client.status(renewed)).isEqualTo("Issued");
    }

    @Test
    void replacesTheKeyUntilTheSameEnd() {
        long id = client.issued("printer-17");
        X509Certificate old = leaf(id);
        clock.goAhead(Duration.ofDays(10));
        KeyPair key = TestCsr.key("EC", "secp384r1");
        client.replace(id, csr(key), false).then().statusCode(204).body(emptyString());
        X509Certificate replacement = leaf(id);
        assertThat(replacement.getPublicKey()).isEqualTo(key.getPublic());
        assertThat(replacement.getNotAfter()).isEqualTo(old.getNotAfter());
        assertThat(client.status(id)).isEqualTo("Issued");
        assertThat(found("commonName", "printer-17")).hasSize(2);
        KeyPair third = TestCsr.key("EC", "secp256r1");
        client.replace(id, csr(third), false).then().statusCode(204);
        assertThat(leaf(id).getPublicKey()).isEqualTo(third.getPublic());
    }

    @Test
    void revokesWhatIsReplacedWhenTheNewOneIsIssued() {
        long id = client.waiting("printer-17");
        client.approve(id).then().statusCode(204);
        client.replace(id, csr(TestCsr.key("EC", "secp256r1")), true).then().statusCode(204);
        assertThat(client.status(id)).isEqualTo("Issued");
        client.collect(id, "pem").then().statusCode(400).body("code", equalTo(-183));
        client.replace(id, csr(TestCsr.key("EC", "secp256r1")), true)
                .then()
                .statusCode(400)
                .body("code", equalTo(STATE));
        long replacement = found("status", "REQUESTED").getFirst();
        client.decline(replacement).then().statusCode(204);
        assertThat(leaf(id).getPublicKey()).isEqualTo(TestCsr.EC_KEY.getPublic());
        client.approve(replacement).then().statusCode(204);
        client.get("/" + id).then().body("status", equalTo("Revoked")).body("reasonCode", equalTo(4));
        assertThat(client.collect(id, "x509CO").asString())
                .isEqualTo(client.collect(replacement, "x509CO").asString());
    }

    private static String csr(KeyPair key) {
        return TestCsr.pem(TestCsr.der(key, "SHA256withECDSA", new X500Name("CN=printer-17")));
    }

    // Delete

    @Test
    void deletesRequestsThatCameToNothing() {
        long id = client.waiting("printer-17");
        client.delete(id).then().statusCode(400).body("code", equalTo(STATE));
        client.addLocation(id, Map.of("details", Map.of())).then().statusCode(201);
        client.decline(id);
        client.delete(id).then().statusCode(204).body(emptyString());
        client.get("/" + id).then().statusCode(404);
        long issued = client.issued("printer-17");
        client.delete(issued).then().statusCode(400).body("code", equalTo(STATE));
        client.revoke(issued);
        client.delete(issued).then().statusCode(400).body("code", equalTo(STATE));
        assertThat(client.status(issued)).isEqualTo("Revoked");
    }

    // Import

    @Test
    void importsCertificatesOfOtherCas() throws CertificateException {
        byte[] der = ForeignCa.certificate("CN=printer-3,O=Elsewhere", 0x1234, clock.instant(), false);
        Response answer = client.importAll(List.of(
                item(
                        ForeignCa.pem(der),
                        Map.of(
                                "owner", "owner@example.org",
                                "backendCertId", "A-77",
                                "comments", "From the old CA",
                                "customFields", List.of(Map.of("name", "Cost centre", "value", "17")),
                                "csr", TestCsr.pem("printer-3"))),
                item("nonsense!", Map.of())));
        answer.then().statusCode(200);
        long id = answer.jsonPath().getLong("[0].cert.id");
        assertThat(answer.asString())
                .isEqualTo("[{\"cert\":{\"id\":" + id + ",\"subject\":\"O=Elsewhere,CN=printer-3\","
                        + "\"serialNumber\":\"12:34\"},\"created\":true},"
                        + "{\"errorMessage\":\"Value of 'cert' is not base64.\"}]");
        client.get("/" + id)
                .then()
                .statusCode(200)
                .body("commonName", equalTo("printer-3"))
                .body("status", equalTo("Issued"))
                .body("requestedVia", equalTo("Imported"))
                .body("certType", nullValue())
                .body("owner", equalTo("owner@example.org"))
                .body("requester", equalTo("admin"))
                .body("backendCertId", equalTo("A-77"))
                .body("term", equalTo(90))
                .body("keyType", equalTo("EC - P-256"))
                .body("subjectAlternativeNames", equalTo(List.of("old.elsewhere.test", "192.0.2.1")))
                .body("customFields[0].name", equalTo("Cost centre"));
        finds(id, "backendCertId", "A-77");
        finds(id, "email", "OWNER@");
        finds(id, "status", "Issued");
        assertThat(pem(id, "pem")).hasSize(1).containsExactlyElementsOf(CollectedCertificates.read(der));
        assertThat(client.importAll(List.of(item(ForeignCa.pem(der), Map.of()))).asString())
                .isEqualTo("[{\"cert\":{\"id\":" + id + ",\"subject\":\"O=Elsewhere,CN=printer-3\","
                        + "\"serialNumber\":\"12:34\"},\"created\":false}]");
        clock.goAhead(Duration.ofDays(91));
        assertThat(client.status(id)).isEqualTo("Expired");
    }

    @Test
    void knowsItsOwnCertificatesWhenTheyAreImported() {
        long id = client.issued("printer-17");
        client.importAll(List.of(item(client.collect(id, "x509CO").asString(), Map.of())))
                .then()
                .statusCode(200)
                .body("[0].cert.id", equalTo((int) id))
                .body("[0].created", equalTo(false));
    }

    @Test
    void neitherRenewsNorRevokesWhatAnotherCaIssued() {
        long id = imported(0x1235);
        client.renew(id).then().statusCode(400).body("code", equalTo(STATE));
        client.replace(id, TestCsr.pem("printer-3"), false)
                .then()
                .statusCode(400)
                .body("code", equalTo(STATE));
        client.revoke(id).then().statusCode(400).body("code", equalTo(STATE));
        client.revokeSerial("12:35").then().statusCode(404);
        assertThat(client.status(id)).isEqualTo("Issued");
        clock.goAhead(Duration.ofHours(1));
        client.json(Map.of("serialNumber", "1235", "issuer", "O=Elsewhere, CN=Old CA", "reasonCode", 5))
                .post(DeviceClient.PATH + "/revoke/manual")
                .then()
                .statusCode(204);
        client.get("/" + id)
                .then()
                .body("status", equalTo("Revoked"))
                .body("reasonCode", equalTo(5))
                .body("revoked", equalTo(US.format(clock.instant())));
        finds(id, "status", "REVOKED");
        client.json(Map.of("certId", Long.toString(id)))
                .post(DeviceClient.PATH + "/revoke/manual")
                .then()
                .statusCode(400)
                .body("code", equalTo(-159));
    }

    @Test
    void forgetsWhatWasImportedAndTakesItAgain() {
        long id = imported(0x1236);
        client.addLocation(id, Map.of("details", Map.of("rack", "1"))).then().statusCode(201);
        client.delete(id).then().statusCode(204);
        client.get("/" + id).then().statusCode(404);
        assertThat(found("commonName", "printer-3")).isEmpty();
        assertThat(imported(0x1236)).isNotEqualTo(id);
    }

    private long imported(long serial) {
        byte[] der = ForeignCa.certificate("CN=printer-3", serial, clock.instant(), false);
        Response answer = client.importAll(List.of(item(ForeignCa.pem(der), Map.of())));
        answer.then().statusCode(200).body("[0].created", equalTo(true));
        return answer.jsonPath().getLong("[0].cert.id");
    }

    private Map<String, Object> item(String certificate, Map<String, Object> more) {
        Map<String, Object> item = new HashMap<>(more);
        item.put("orgID", tenant.organization().value());
        item.put("cert", certificate);
        return item;
    }

    // Locations

    @Test
    void keepsLocations() {
        long id = client.issued("printer-17");
        client.get("/" + id + "/location").then().statusCode(200).body(equalTo("[]"));
        Response created = client.addLocation(
                id, "{\"name\":\"Front desk\",\"details\":{\"building\":\"North\",\"port\":12,\"note\":null}}");
        created.then().statusCode(201).body(emptyString());
        String address = created.header("Location");
        assertThat(address).matches("https://.*/api/device/v1/" + id + "/location/[0-9]+");
        String path = address.substring(address.indexOf("/api/"));
        String number = path.substring(path.lastIndexOf('/') + 1);
        assertThat(client.request().get(path).asString())
                .isEqualTo("{\"id\":" + number + ",\"locationType\":\"CUSTOM\",\"name\":\"Front desk\","
                        + "\"details\":{\"building\":\"North\",\"port\":\"12\",\"note\":\"\"}}");
        client.json(Map.of("details", Map.of("building", "South")))
                .put(path)
                .then()
                .statusCode(200)
                .body(emptyString());
        assertThat(client.get("/" + id + "/location").asString())
                .isEqualTo(
                        "[{\"id\":" + number + ",\"locationType\":\"CUSTOM\",\"details\":{\"building\":\"South\"}}]");
        client.request().delete(path).then().statusCode(204).body(emptyString());
        client.request().get(path).then().statusCode(404);
        client.request().delete(path).then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/enroll/", "/types/", "/customFields/"})
    void servesEveryCollectionWithATrailingSlash(String path) {
        Response answer = path.equals("/enroll/")
                ? client.json(client.body(client.automatic(), "printer-17")).post(DeviceClient.PATH + path)
                : client.get(path);
        answer.then().statusCode(200);
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
