package io.privyseal.rest.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.privyseal.enrollment.EnrollmentTestProfile;
import io.privyseal.enrollment.MovableClock;
import io.privyseal.enrollment.TestCsr;
import io.privyseal.enrollment.TestTenants;
import io.privyseal.profile.Profiles;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.x500.X500Name;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What callers get wrong at the device door: each is answered in the contract's error form, and nothing is left behind. */
@QuarkusTest
@TestProfile(EnrollmentTestProfile.class)
class DeviceBadInputTest {
    private static final int INVALID = -1601;
    private static final int MISSING = -1001;
    private static final int UNKNOWN = -5101;

    private static @Nullable DeviceClient shared;

    @Inject
    TestTenants tenants;

    @Inject
    Profiles profiles;

    @Inject
    MovableClock clock;

    private DeviceClient client;

    @BeforeEach
    void findsATenant() {
        if (shared == null) {
            shared = DeviceClient.admin(tenants.create(), profiles);
        }
        client = Objects.requireNonNull(shared);
    }

    @AfterEach
    void returnsToThePresent() {
        clock.comeBack();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "\"\"", "{", "[]", "5", "{\"orgId\":\"one\"}", "{\"customFields\":[5]}"})
    void refusesBodiesThatAreNoRequest(String body) {
        refused(client.enroll(body), 400, INVALID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"orgId", "csr", "certType"})
    void refusesRequestsWithoutWhatTheyNeed(String field) {
        for (Object nothing : Arrays.asList(null, "")) {
            Map<String, Object> body = client.body(client.automatic(), "printer-17");
            body.put(field, nothing);
            refused(client.enroll(body), 400, MISSING);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "csr, 'no csr', -9",
        "term, 0, -36",
        "term, 31, -36",
        "certType, 999999999, -111",
        "orgId, 999999999, -1023"
    })
    void refusesFieldsThatAreWrong(String field, String value, int code) {
        Map<String, Object> body = client.body(client.automatic(), "printer-17");
        body.put(field, value);
        client.enroll(body).then().body("code", equalTo(code));
    }

    @Test
    void refusesTextThatIsTooLongOrHasControlCharacters() {
        for (String text : new String[] {"x".repeat(1_025), "a\u0000b", "line\nbreak"}) {
            Map<String, Object> body = client.body(client.automatic(), "printer-17");
            body.put("comments", text);
            refused(client.enroll(body), 400, INVALID);
            body.put("comments", "");
            body.put("optionalFields", List.of(Map.of("name", "dnsName", "value", text)));
            refused(client.enroll(body), 400, INVALID);
        }
        Map<String, Object> body = client.body(client.automatic(), "printer-17");
        body.put("optionalFields", Collections.nCopies(101, Map.of("name", "dnsName", "value", "a.example.test")));
        refused(client.enroll(body), 400, INVALID);
    }

    @Test
    void refusesNamesThatAreNotDelegated() {
        Map<String, Object> body = client.body(client.automatic(), "printer-17");
        for (String name : new String[] {"www.elsewhere.test", "*.example.test"}) {
            body.put("optionalFields", List.of(Map.of("name", "dnsName", "value", name)));
            refused(client.enroll(body), 400, -1010);
        }
        body.put("optionalFields", List.of(Map.of("name", "rfc822Name", "value", "me@elsewhere.test")));
        refused(client.enroll(body), 400, -1010);
        body.put("optionalFields", List.of(Map.of("name", "userPrincipalName", "value", "me@example.test")));
        refused(client.enroll(body), 400, -1010);
    }

    @ParameterizedTest
    @ValueSource(strings = {"999999999999", "0", "-1", "9223372036854775808", "abc", "1.5", "%00", "%20"})
    void knowsNoCertificateByAnIdThatWasNeverGiven(String id) {
        for (String path :
                new String[] {"/" + id, "/collect/" + id, "/" + id + "/location", "/" + id + "/location/1"}) {
            refused(client.request().urlEncodingEnabled(false).get(DeviceClient.PATH + path), 404, UNKNOWN);
        }
        for (String path :
                new String[] {"/approve/", "/decline/", "/revoke/order/", "/renew/order/", "/replace/order/"}) {
            refused(
                    client.json("{\"message\":\"m\"}").urlEncodingEnabled(false).post(DeviceClient.PATH + path + id),
                    404,
                    UNKNOWN);
        }
        refused(client.request().urlEncodingEnabled(false).delete(DeviceClient.PATH + "/" + id), 404, UNKNOWN);
        refused(client.json("{}").urlEncodingEnabled(false).put(DeviceClient.PATH + "/" + id), 404, UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({
        "status, Wrong",
        "status, INVALID",
        "certTypeId, one",
        "orgId, one",
        "serialNumber, xyz",
        "commonName, a%00b",
        "email, %00",
        "backendCertId, %0A",
        "keyParam, %7F",
        "size, 201",
        "position, -1",
    })
    void refusesFiltersThatCannotMatch(String parameter, String value) {
        refused(
                client.request().urlEncodingEnabled(false).get(DeviceClient.PATH + "?" + parameter + "=" + value),
                400,
                INVALID);
    }

    @Test
    void refusesDecisionsAndReplacementsWithoutTheirReasons() {
        long waiting = client.waiting("printer-17");
        refused(client.json("{}").post(DeviceClient.PATH + "/approve/" + waiting), 400, MISSING);
        refused(client.json("").post(DeviceClient.PATH + "/decline/" + waiting), 400, INVALID);
        long id = client.issued("printer-17");
        String replace = DeviceClient.PATH + "/replace/order/" + id;
        String csr = TestCsr.pem("printer-17");
        refused(client.json("").post(replace), 400, INVALID);
        refused(client.json(Map.of("reason", "r", "revoke", true)).post(replace), 400, MISSING);
        refused(client.json(Map.of("csr", csr, "revoke", true)).post(replace), 400, MISSING);
        refused(client.json(Map.of("csr", csr, "reason", "r")).post(replace), 400, MISSING);
        refused(client.replace(id, "no csr", true), 400, -9);
        assertThat(client.status(id)).isEqualTo("Issued");
        client.collect(id, "pem").then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 2, 6, 8, 9, 10})
    void refusesReasonsThatTheContractHasNot(int reason) {
        long id = client.issued("printer-17");
        for (String path : new String[] {"/revoke/order/" + id, "/revoke/serial/" + client.serial(id)}) {
            refused(client.json(Map.of("reasonCode", reason)).post(DeviceClient.PATH + path), 400, INVALID);
        }
        refused(
                client.json(Map.of("certId", id, "reasonCode", reason)).post(DeviceClient.PATH + "/revoke/manual"),
                400,
                INVALID);
        assertThat(client.status(id)).isEqualTo("Issued");
    }

    @Test
    void refusesManualRevocationsThatNameNothingOrAnotherTime() {
        long id = client.issued("printer-17");
        String manual = DeviceClient.PATH + "/revoke/manual";
        String serial = client.serial(id);
        refused(client.json("{}").post(manual), 400, MISSING);
        refused(client.json(Map.of("serialNumber", serial)).post(manual), 400, MISSING);
        refused(client.json(Map.of("issuer", "CN=Issuing")).post(manual), 400, MISSING);
        refused(client.json(Map.of("serialNumber", serial, "issuer", "Issuing")).post(manual), 400, INVALID);
        refused(
                client.json(Map.of("serialNumber", serial, "issuer", "CN=Other"))
                        .post(manual),
                404,
                UNKNOWN);
        refused(
                client.json(Map.of("serialNumber", "xyz", "issuer", "CN=Issuing"))
                        .post(manual),
                400,
                INVALID);
        for (Object time : new Object[] {
            "yesterday",
            "2026-13-01",
            "2026-05-21T10:15:30",
            "1999-01-01",
            clock.instant().plus(Duration.ofDays(1)).toString()
        }) {
            refused(client.json(Map.of("certId", id, "revokeDate", time)).post(manual), 400, INVALID);
        }
        assertThat(client.status(id)).isEqualTo("Issued");
    }

    @ParameterizedTest
    @ValueSource(strings = {"xyz", ":", "0x", "12:zz", "-1"})
    void refusesSerialNumbersThatAreNone(String serial) {
        refused(client.revokeSerial(serial), 400, INVALID);
        refused(client.request().post(DeviceClient.PATH + "/renew/serial/" + serial), 400, INVALID);
    }

    @Test
    void refusesImportsOfNothingOrTooMuch() {
        for (String body : new String[] {"", "[]", "[null]", "{}", "5"}) {
            refused(client.importAll(body), 400, INVALID);
        }
        refused(client.importAll(IntStream.range(0, 129).mapToObj(i -> Map.of()).toList()), 400, INVALID);
    }

    @Test
    void saysWhatIsWrongWithEachImport() {
        byte[] good = ForeignCa.certificate("CN=printer-3", 0x99, clock.instant(), false);
        fails(Map.of("cert", ForeignCa.pem(good)), "Value of 'orgID' must not be null.");
        fails(item(null), "Value of 'cert' must not be null.");
        fails(item("no certificate"), "Value of 'cert' is not base64.");
        fails(item("AAAA"), "Value of 'cert' cannot be decoded as a certificate.");
        fails(
                item(base64(Arrays.copyOf(good, good.length - 1))),
                "Value of 'cert' cannot be decoded as a certificate.");
        fails(
                item(base64(Arrays.copyOf(good, good.length + 1))),
                "Value of 'cert' cannot be decoded as a certificate.");
        fails(item(ForeignCa.pem(good) + ForeignCa.pem(good)), "Value of 'cert' is not one certificate in PEM.");
        fails(item(TestCsr.pem("printer-3")), "Value of 'cert' is not base64.");
        fails(item(base64(nested(20_000))), "Value of 'cert' cannot be decoded as a certificate.");
        fails(item("A".repeat(200_000)), "Value of 'cert' is too large.");
        fails(
                item(ForeignCa.pem(ForeignCa.certificate("CN=Sub CA", 0x98, clock.instant(), true))),
                "Value of 'cert' is the certificate of a CA.");
        fails(
                item(ForeignCa.pem(ForeignCa.certificate("CN=printer-3", -5, clock.instant(), false))),
                "Value of 'cert' has a serial number that is not positive, or longer than 20 octets.");
        Map<String, Object> other = item(ForeignCa.pem(good));
        other.put(
                "csr",
                TestCsr.pem(
                        TestCsr.der(TestCsr.key("EC", "secp256r1"), "SHA256withECDSA", new X500Name("CN=printer-3"))));
        fails(other, "Value of 'csr' is for another key than the certificate.");
        Map<String, Object> lengthy = item(ForeignCa.pem(good));
        lengthy.put("owner", "x".repeat(129));
        fails(lengthy, "Value of 'owner' must not be longer than 128 characters.");
        assertThat(client.request()
                        .queryParam("commonName", "printer-3")
                        .get(DeviceClient.PATH)
                        .asString())
                .isEqualTo("[]");
    }

    private Map<String, Object> item(@Nullable String certificate) {
        Map<String, Object> item = new HashMap<>();
        item.put("orgID", client.tenant().organization().value());
        item.put("cert", certificate);
        return item;
    }

    private void fails(Map<String, Object> item, String message) {
        client.importAll(List.of(item))
                .then()
                .statusCode(200)
                .body("[0].errorMessage", equalTo(message))
                .body("[0].size()", equalTo(1));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** Sequences of indefinite length, one in the other. */
    private static byte[] nested(int depth) {
        byte[] bytes = new byte[2 * depth];
        for (int i = 0; i < depth; i++) {
            bytes[2 * i] = 0x30;
            bytes[2 * i + 1] = (byte) 0x80;
        }
        return bytes;
    }

    @Test
    void refusesLocationsThatAreNone() {
        long id = client.issued("printer-17");
        for (String body : new String[] {"", "5", "{\"details\":[]}", "{\"details\":{\"a\":{}}}"}) {
            refused(client.addLocation(id, body), 400, INVALID);
        }
        refused(client.addLocation(id, "{}"), 400, MISSING);
        refused(client.addLocation(id, "{\"details\":{\"\":\"x\"}}"), 400, MISSING);
        refused(client.addLocation(id, "{\"details\":{\"a\":\"\\u0000\"}}"), 400, INVALID);
        Map<String, String> many = new HashMap<>();
        IntStream.range(0, 33).forEach(i -> many.put("key" + i, "x"));
        refused(client.addLocation(id, Map.of("details", many)), 400, INVALID);
        refused(client.get("/" + id + "/location/abc"), 404, -1);
        assertThat(client.get("/" + id + "/location").asString()).isEqualTo("[]");
    }

    private static void refused(Response answer, int status, int code) {
        answer.then().statusCode(status).body("code", equalTo(code));
    }
}
