package io.privyseal.rest.ssl;

import static org.assertj.core.api.Assertions.assertThat;

import io.privyseal.authority.AuthorityId;
import io.privyseal.authority.CertificatePlan.Overflow;
import io.privyseal.enrollment.EnrollmentTestProfile;
import io.privyseal.enrollment.MovableClock;
import io.privyseal.enrollment.TestCsr;
import io.privyseal.enrollment.TestTenants;
import io.privyseal.enrollment.TestTenants.Tenant;
import io.privyseal.profile.ProfileId;
import io.privyseal.profile.ProfileRules.Approval;
import io.privyseal.profile.Profiles;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.GeneralName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What callers get wrong: each is answered in the contract's error form, and nothing is left behind. */
@QuarkusTest
@TestProfile(EnrollmentTestProfile.class)
class SslBadInputTest {
    private static final int INVALID = -1601;
    private static final int MISSING = -1001;
    private static final int UNKNOWN_CERTIFICATE = -5101;
    private static final int NOT_ALLOWED = -1010;
    private static final int STATE = -1112;
    private static final Object NONE = new Object();

    /** Made once: each test leaves it as it was, which {@link #refused} checks. */
    private static @Nullable Tenant shared;

    private static @Nullable Tenant foreign;

    @Inject
    TestTenants tenants;

    @Inject
    Profiles profiles;

    @Inject
    MovableClock clock;

    @Inject
    EntityManager entities;

    private SslClient client;

    @BeforeEach
    void findsATenant() {
        if (shared == null || foreign == null) {
            shared = tenants.create();
            foreign = tenants.create();
        }
        client = SslClient.admin(shared);
    }

    @AfterEach
    void returnsToThePresent() {
        clock.comeBack();
    }

    // The body

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"orgId\":1,\"csr\":\"MII",
                "{\"orgId\":1",
                "{",
                "{}{}",
                "{'orgId':1}",
                "\u0000",
                "[]",
                "[{}]",
                "5",
                "true",
                "\"text\"",
                "null",
                "\"\"",
                "",
                "{\"orgId\":1e400}",
                "{\"customFields\":{\"name\":\"a\"}}",
                "{\"customFields\":[5]}",
                "{\"csr\":{}}",
                "{\"csr\":[]}",
                "{\"orgId\":[1]}",
                "{\"orgId\":\"one\"}",
                "{\"orgId\":true}",
                "{\"term\":90.5}",
                "{\"term\":\"ninety\"}",
                "{\"certType\":9223372036854775808}",
            })
    void refusesBodiesThatAreNoRequest(String body) {
        refused(() -> client.enroll(body), 400, INVALID);
    }

    @Test
    void refusesNestingWithoutEnd() {
        refused(() -> client.enroll("{\"x\":" + "[".repeat(1_000) + "]".repeat(1_000) + "}"), 400, INVALID);
    }

    @Test
    void refusesANumberWithoutEnd() {
        refused(() -> client.enroll("{\"orgId\":" + "9".repeat(100_000) + "}"), 400, INVALID);
    }

    @Test
    void refusesOversizedBodies() {
        refused(() -> client.enroll("{\"comments\":\"" + "x".repeat(2 << 20) + "\"}"), 413, INVALID);
    }

    @Test
    void refusesOtherMediaTypes() {
        refused(() -> client.request().contentType("text/plain").body("x").post("/api/ssl/v1/enroll"), 415, -1);
    }

    @Test
    void refusesOtherMethods() {
        refused(() -> client.request().delete("/api/ssl/v1/enroll"), 405, -1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"orgId", "csr", "certType", "term"})
    void refusesRequestsWithoutWhatTheyNeed(String field) {
        refusedWith(field, NONE, 400, MISSING);
        refusedWith(field, null, 400, MISSING);
        refusedWith(field, "", 400, MISSING);
    }

    // Ids

    @ParameterizedTest
    @ValueSource(strings = {"999999999999", "0", "-1", "9223372036854775808", "abc", "1.5", "%00", "%20", "%FF"})
    void knowsNoCertificateByAnIdThatWasNeverGiven(String id) {
        for (String path : new String[] {"/", "/collect/"}) {
            refused(() -> encoded().get(SslClient.PATH + path + id), 404, UNKNOWN_CERTIFICATE);
        }
        for (String path : new String[] {"/approve/", "/decline/"}) {
            refused(
                    () -> encoded().body("{\"message\":\"m\"}").post(SslClient.PATH + path + id),
                    404,
                    UNKNOWN_CERTIFICATE);
        }
        refused(
                () -> encoded().body("{\"reason\":\"r\"}").post(SslClient.PATH + "/revoke/" + id),
                404,
                UNKNOWN_CERTIFICATE);
    }

    private RequestSpecification encoded() {
        return client.request().urlEncodingEnabled(false).contentType("application/json");
    }

    @Test
    void knowsNoForeignCertificate() {
        SslClient other = SslClient.admin(foreign());
        long id = other.issued("foreign.example.test");
        long waiting = other.waiting("foreign.example.test");
        String serial = other.get("/" + id).jsonPath().getString("serialNumber");
        refused(() -> client.get("/" + id), 404, UNKNOWN_CERTIFICATE);
        refused(() -> client.collect(id, "pem"), 404, UNKNOWN_CERTIFICATE);
        refused(() -> client.approve(waiting), 404, UNKNOWN_CERTIFICATE);
        refused(() -> client.decline(waiting), 404, UNKNOWN_CERTIFICATE);
        refused(() -> client.revoke(id), 404, UNKNOWN_CERTIFICATE);
        refused(
                () -> client.json(Map.of("reason", "r")).post("/api/ssl/v1/revoke/serial/" + serial),
                404,
                UNKNOWN_CERTIFICATE);
        assertThat(other.status(id)).isEqualTo("Issued");
        assertThat(other.status(waiting)).isEqualTo("Requested");
    }

    @Test
    void knowsNoForeignOrganizationOrProfile() {
        refusedWith("orgId", foreign().organization().value(), 404, -1023);
        refusedWith("orgId", 999_999_999, 404, -1023);
        refusedWith("orgId", -1, 404, -1023);
        refusedWith("certType", foreign().automatic().value(), 400, -111);
        refusedWith("certType", 999_999_999, 400, -111);
        refusedWith("certType", -1, 400, -111);
    }

    @ParameterizedTest
    @ValueSource(strings = {"xyz", ":", "%00", "0x", "12:zz", "-1", "123456789012345678901234567890123456789012345"})
    void refusesSerialNumbersThatAreNone(String serial) {
        refused(() -> encoded().body("{\"reason\":\"r\"}").post("/api/ssl/v1/revoke/serial/" + serial), 400, INVALID);
    }

    @Test
    void knowsNoCertificateByASerialNumberThatWasNeverGiven() {
        refused(
                () -> client.json(Map.of("reason", "r")).post("/api/ssl/v1/revoke/serial/00:12:34"),
                404,
                UNKNOWN_CERTIFICATE);
    }

    // Paging and filters

    @ParameterizedTest
    @CsvSource({
        "size, -1",
        "size, 201",
        "size, 2147483648",
        "size, 99999999999999999999999",
        "size, ten",
        "size, 1.5",
        "position, -1",
        "position, -2147483649",
        "position, 2147483648",
        "position, first",
    })
    void refusesPagesThatCannotBe(String parameter, String value) {
        refused(() -> client.request().queryParam(parameter, value).get(SslClient.PATH), 400, INVALID);
    }

    @Test
    void findsNothingBehindTheLastPage() {
        Response answer =
                client.request().queryParam("position", Integer.MAX_VALUE).get(SslClient.PATH);
        answer.then().statusCode(200);
        assertThat(answer.jsonPath().getList("$")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "status, Wrong",
        "sslTypeId, one",
        "orgId, one",
        "serialNumber, xyz",
        "requestedVia, PIGEON",
        "commonName, a%00b",
        "subjectAlternativeName, %00",
        "issuer, %0A",
        "requester, %1B",
        "externalRequester, %7F",
        "signatureAlgorithm, %00",
        "keyAlgorithm, %00",
        "keyParam, %00",
        "keySize, %00",
        "sha1Hash, %00",
        "md5Hash, %00",
        "keyUsage, %00",
        "extendedKeyUsage, %00",
        "status, %00",
        "requestedVia, %00",
        "serialNumber, %00",
        "orgId, %00",
    })
    void refusesFiltersThatCannotMatch(String parameter, String value) {
        refused(() -> encoded().get(SslClient.PATH + "?" + parameter + "=" + value), 400, INVALID);
    }

    @Test
    void refusesOrganizationsOfTypesThatAreNoNumber() {
        refused(() -> encoded().get("/api/ssl/v1/types?organizationId=one"), 400, INVALID);
        refused(() -> encoded().get("/api/ssl/v1/types?organizationId=%00"), 400, INVALID);
    }

    // The CSR

    @Test
    void refusesMalformedCsrs() {
        byte[] der = TestCsr.der(new X500Name("CN=www.example.test"));
        refusedCsr(" \n", MISSING);
        refusedCsr(TestCsr.pem(new byte[0]), -10);
        refusedCsr(TestCsr.pem(Arrays.copyOf(der, der.length / 2)), -10);
        refusedCsr(TestCsr.pem(Arrays.copyOf(der, der.length + 1)), -10);
        refusedCsr(TestCsr.pem(TestCsr.wronglySigned(der)), -138);
        refusedCsr("-----BEGIN CERTIFICATE REQUEST-----\nMIIB", -9);
        refusedCsr("-----BEGIN CERTIFICATE REQUEST-----", -9);
        refusedCsr(TestCsr.pem(der).replace("CERTIFICATE REQUEST", "CERTIFICATE"), -9);
        refusedCsr(TestCsr.pem(der).replace("CERTIFICATE REQUEST", "PRIVATE KEY"), -9);
        refusedCsr(TestCsr.pem(der) + TestCsr.pem(der), -9);
        refusedCsr("not a request!", -9);
        refusedCsr(
                Base64.getEncoder().encodeToString("plain text".getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                -10);
        refusedCsr("\u0000" + Base64.getEncoder().encodeToString(der), -9);
        refusedCsr("Ａ" + Base64.getEncoder().encodeToString(der), -9);
        refusedCsr(Base64.getEncoder().encodeToString(TestCsr.EC_KEY.getPublic().getEncoded()), -10);
        refusedCsr("A".repeat(32 * 1024), -10);
        refusedWith("csr", "A".repeat(1 << 20), 413, INVALID);
    }

    @Test
    void refusesKeysThatAreWeakOrNotInTheProfile() {
        KeyPair small = TestCsr.key("RSA", "1024");
        refusedCsr(TestCsr.pem(TestCsr.der(small, "SHA256withRSA", new X500Name("CN=www.example.test"))), -13);
        KeyPair ed25519 = TestCsr.key("Ed25519", "");
        refusedCsr(TestCsr.pem(TestCsr.der(ed25519, "Ed25519", new X500Name("CN=www.example.test"))), -194);
    }

    private void refusedCsr(String csr, int code) {
        refusedWith("csr", csr, 400, code);
    }

    // Names

    @ParameterizedTest
    @CsvSource({
        "www.elsewhere.test, -1010",
        "example.test.elsewhere.org, -1010",
        "badexample.test, -1010",
        "www.other.test, -1010",
        "test, -1010",
        "*.elsewhere.test, -1010",
        "192.0.2.1, -1010",
        "2001:db8::1, -1010",
        "999.0.2.1, -1601",
        "me@example.test, -1010",
        "https://www.example.test/, -1010",
        "www.example.test., -1601",
        ".example.test, -1601",
        "www..example.test, -1601",
        "-a.example.test, -1601",
        "a_b.example.test, -1601",
        "*, -1601",
        "*.test, -1601",
        "*.*.example.test, -1601",
        "www.*.example.test, -1601",
        "w*.example.test, -1601",
        "xn--a.example.test, -1601",
        "xn--bücher.example.test, -1601",
        "b\u00fccher.elsewhere.test, -1010",
        "\u2603\u0301\u200d.example.test, -1601",
        "www\u3002elsewhere\u3002test, -1601",
        "a\u202eb.example.test, -1601",
    })
    void refusesNamesThatAreWrongOrNotDelegated(String name, int code) {
        refusedWith("subjAltNames", "www.example.test," + name, 400, code);
    }

    @ParameterizedTest
    @CsvSource({
        "www.elsewhere.test, -1010",
        "192.0.2.1, -1010",
        "me@example.test, -1601",
        "www.example.test., -1601",
        "w*.example.test, -1601",
        "*.test, -1601",
        "John Doe, -1601",
    })
    void refusesCommonNamesThatAreWrongOrNotDelegated(String name, int code) {
        refusedCsr(TestCsr.pem(name), code);
    }

    @Test
    void refusesAlternativeNamesOfTheCsrThatTheProfileHasNot() {
        X500Name subject = new X500Name("CN=www.example.test");
        refusedCsr(TestCsr.pem(TestCsr.der(subject, new GeneralName(GeneralName.iPAddress, "192.0.2.1"))), NOT_ALLOWED);
        refusedCsr(
                TestCsr.pem(TestCsr.der(subject, new GeneralName(GeneralName.rfc822Name, "me@example.test"))),
                NOT_ALLOWED);
        refusedCsr(
                TestCsr.pem(TestCsr.der(
                        subject, new GeneralName(GeneralName.uniformResourceIdentifier, "https://www.example.test/"))),
                NOT_ALLOWED);
        refusedCsr(
                TestCsr.pem(TestCsr.der(subject, new GeneralName(GeneralName.dNSName, "www.elsewhere.test"))),
                NOT_ALLOWED);
        refusedCsr(
                TestCsr.pem(TestCsr.der(subject, new GeneralName(GeneralName.dNSName, "www.example.test\u0000.org"))),
                INVALID);
    }

    @Test
    void refusesARequestWithoutAnyName() {
        refusedCsr(TestCsr.pem(TestCsr.der(new X500Name(new org.bouncycastle.asn1.x500.RDN[0]))), MISSING);
    }

    @Test
    void refusesMoreNamesThanAnyServerHas() {
        refusedWith("subjAltNames", "a.example.test,".repeat(1_001), 400, INVALID);
        // Few characters that become many: labels of one letter each are eight octets as A-labels.
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < 900; i++) {
            names.append("\u00fc.".repeat(8)).append(i).append(".example.test,");
        }
        refusedWith("subjAltNames", names.toString(), 400, INVALID);
    }

    // Strings

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "a\u0000b", "\u0001", "line\nbreak", "\u001b[31m", "\u007f", "\u0085", "\ud800"})
    void refusesControlCharactersInEveryString(String text) {
        for (String field : new String[] {"subjAltNames", "comments", "externalRequester", "dcvMode", "dcvEmail"}) {
            refusedWith(field, text, 400, INVALID);
        }
        refusedWith("customFields", List.of(Map.of("name", text, "value", "v")), 400, INVALID);
        refusedWith("customFields", List.of(Map.of("name", "n", "value", text)), 400, INVALID);
        long id = waiting();
        refused(() -> post("/approve/" + id, Map.of("message", text)), 400, INVALID);
        refused(() -> post("/decline/" + id, Map.of("message", text)), 400, INVALID);
        long other = issued();
        refused(() -> post("/revoke/" + other, Map.of("reason", text)), 400, INVALID);
        assertThat(client.status(id)).isEqualTo("Requested");
    }

    @Test
    void refusesStringsThatAreTooLong() {
        refusedWith("comments", "x".repeat(1_025), 400, INVALID);
        refusedWith("externalRequester", "x".repeat(513), 400, INVALID);
        refusedWith("customFields", List.of(Map.of("name", "x".repeat(257), "value", "v")), 400, INVALID);
        refusedWith("customFields", List.of(Map.of("name", "n", "value", "x".repeat(257))), 400, INVALID);
        refusedWith(
                "customFields", Collections.nCopies(200, Map.of("name", "\"".repeat(256), "value", "v")), 400, INVALID);
        long id = waiting();
        refused(() -> post("/approve/" + id, Map.of("message", "x".repeat(513))), 400, INVALID);
        refused(() -> post("/decline/" + id, Map.of("message", "x".repeat(513))), 400, INVALID);
        long other = issued();
        refused(() -> post("/revoke/" + other, Map.of("reason", "x".repeat(513))), 400, INVALID);
    }

    @Test
    void refusesDecisionsWithoutAMessage() {
        long id = waiting();
        for (String path : new String[] {"/approve/", "/decline/"}) {
            for (String body :
                    new String[] {"{}", "{\"message\":null}", "{\"message\":\"\"}", "{\"message\":\"  \"}"}) {
                refused(() -> post(path + id, body), 400, MISSING);
            }
            for (String body : new String[] {"", "\"\"", "null", "[]", "{\"message\":", "{\"message\":{}}"}) {
                refused(() -> post(path + id, body), 400, INVALID);
            }
        }
        assertThat(client.status(id)).isEqualTo("Requested");
    }

    @Test
    void refusesRevocationsWithoutAReason() {
        long id = issued();
        for (String body : new String[] {"{}", "{\"reason\":null}", "{\"reason\":\"\"}", "{\"reasonCode\":1}"}) {
            refused(() -> post("/revoke/" + id, body), 400, MISSING);
        }
        for (String code : new String[] {"2", "6", "7", "8", "9", "10", "-1", "\"2\"", "\"x\"", "1.5", "4294967297"}) {
            refused(() -> post("/revoke/" + id, "{\"reason\":\"r\",\"reasonCode\":" + code + "}"), 400, INVALID);
        }
        assertThat(client.status(id)).isEqualTo("Issued");
    }

    // Terms, issuers, profiles

    @ParameterizedTest
    @ValueSource(
            longs = {0, -1, 1, 31, 366, Integer.MAX_VALUE, 1L << 31, 1L << 32 | 90, Long.MIN_VALUE, Long.MAX_VALUE})
    void refusesTermsThatTheProfileHasNot(long term) {
        refusedWith("term", term, 400, -36);
        refusedWith("term", Long.toString(term), 400, -36);
    }

    @Test
    void refusesWhenTheIssuerHasExpired() {
        Tenant tenant = tenants.create();
        SslClient admin = SslClient.admin(tenant);
        AuthorityId shortLived = tenants.authority(tenant.customer(), "Short", tenant.root(), 1);
        ProfileId automatic =
                tenants.profile(tenant.customer(), shortLived, "Short", Approval.AUTOMATIC, Overflow.CLAMP);
        ProfileId reviewed =
                tenants.profile(tenant.customer(), shortLived, "Later", Approval.ADMINISTRATOR, Overflow.CLAMP);
        long id = admin.enrolled(admin.body(reviewed, "www.example.test"));
        clock.goAhead(Duration.ofDays(2));
        refused(tenant, () -> admin.enroll(admin.body(automatic, "www.example.test")), 400, -195);
        refused(tenant, () -> admin.approve(id), 400, -195);
        assertThat(admin.status(id)).isEqualTo("Requested");
        clock.comeBack();
        admin.approve(id).then().statusCode(204);
        assertThat(admin.status(id)).isEqualTo("Issued");
    }

    @Test
    void refusesTermsBeyondTheIssuerWhereTheProfileSaysSo() {
        Tenant tenant = tenants.create();
        SslClient admin = SslClient.admin(tenant);
        AuthorityId shortLived = tenants.authority(tenant.customer(), "Short", tenant.root(), 60);
        ProfileId strict =
                tenants.profile(tenant.customer(), shortLived, "Strict", Approval.AUTOMATIC, Overflow.REFUSE);
        ProfileId clamping =
                tenants.profile(tenant.customer(), shortLived, "Clamp", Approval.AUTOMATIC, Overflow.CLAMP);
        refused(tenant, () -> admin.enroll(admin.body(strict, "www.example.test")), 400, -36);
        long id = admin.enrolled(admin.body(clamping, "www.example.test"));
        assertThat(admin.status(id)).isEqualTo("Issued");
    }

    @Test
    void refusesDisabledProfiles() {
        Tenant tenant = tenants.create();
        SslClient admin = SslClient.admin(tenant);
        long id = admin.waiting("www.example.test");
        disable(tenant, tenant.automatic());
        disable(tenant, tenant.reviewed());
        refused(tenant, () -> admin.enroll(admin.body(tenant.automatic(), "www.example.test")), 400, -111);
        refused(tenant, () -> admin.approve(id), 400, -111);
        assertThat(admin.status(id)).isEqualTo("Requested");
        admin.get("/types").then().statusCode(200);
        assertThat(admin.get("/types").jsonPath().getList("$")).isEmpty();
    }

    @Test
    void refusesWhereTheOrganizationHasRestSwitchedOff() {
        Tenant tenant = tenants.create();
        SslClient admin = SslClient.admin(tenant);
        long id = admin.waiting("www.example.test");
        switchRest(admin, false);
        refused(tenant, () -> admin.enroll(admin.body(tenant.automatic(), "www.example.test")), 400, -3);
        refused(tenant, () -> admin.approve(id), 400, -3);
        switchRest(admin, true);
        admin.approve(id).then().statusCode(204);
        assertThat(admin.status(id)).isEqualTo("Issued");
    }

    private static void switchRest(SslClient admin, boolean on) {
        admin.json(Map.of("sslCertsApiEnabled", on))
                .put("/api/organization/v1/" + admin.tenant().organization().value())
                .then()
                .statusCode(200);
    }

    private void disable(Tenant tenant, ProfileId profile) {
        profiles.enable(tenant.customer(), profile, false, TestTenants.ACTOR);
    }

    // States

    @Test
    void refusesDecisionsInTheWrongState() {
        long id = issued();
        refused(() -> client.approve(id), 400, STATE);
        refused(() -> client.decline(id), 400, STATE);
        long declined = client.waiting("www.example.test");
        client.decline(declined).then().statusCode(204);
        refused(() -> client.decline(declined), 400, STATE);
        refused(() -> client.revoke(declined), 400, -102);
        refused(() -> client.collect(declined, "pem"), 400, -183);
    }

    @Test
    void refusesToRevokeTwice() {
        long id = issued();
        client.revoke(id).then().statusCode(204);
        refused(() -> client.revoke(id), 400, -159);
        refused(() -> client.collect(id, "pem"), 400, -110);
    }

    @Test
    void issuesOneCertificateForManyApprovalsAtOnce() throws Exception {
        Tenant tenant = tenants.create();
        SslClient admin = SslClient.admin(tenant);
        for (int round = 0; round < 10; round++) {
            long id = admin.waiting("www.example.test");
            List<Integer> statuses = atOnce(4, () -> admin.approve(id).statusCode());
            assertThat(statuses).containsExactly(204, 400, 400, 400);
            assertThat(admin.status(id)).isEqualTo("Issued");
            assertThat(counts(tenant)).containsEntry("certificates", 1L + 1 + 1 + round);
        }
    }

    @Test
    void letsOneDecisionWin() throws Exception {
        Tenant tenant = tenants.create();
        SslClient admin = SslClient.admin(tenant);
        for (int round = 0; round < 5; round++) {
            long id = admin.waiting("www.example.test");
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                Future<Integer> no = threads.submit(() -> admin.decline(id).statusCode());
                Future<Integer> yes = threads.submit(() -> admin.approve(id).statusCode());
                // A declined request may still be approved, so both may succeed, but only in that order.
                String status = yes.get() == 204 ? "Issued" : "Declined";
                assertThat(List.of(yes.get(), no.get())).contains(204).isSubsetOf(204, 400);
                assertThat(admin.status(id)).isEqualTo(status);
            }
        }
    }

    @Test
    void revokesOnceForManyRevocationsAtOnce() throws Exception {
        long id = issued();
        assertThat(atOnce(4, () -> client.revoke(id).statusCode())).containsExactly(204, 400, 400, 400);
    }

    private static List<Integer> atOnce(int times, Callable<Integer> call) throws Exception {
        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> status : threads.invokeAll(Collections.nCopies(times, call))) {
                statuses.add(status.get());
            }
        }
        Collections.sort(statuses);
        return statuses;
    }

    // What all of them have in common

    private long waiting() {
        return client.waiting("www.example.test");
    }

    private long issued() {
        return client.issued("www.example.test");
    }

    private Response post(String path, Object body) {
        return client.json(body).post(SslClient.PATH + path);
    }

    private static Tenant foreign() {
        return Objects.requireNonNull(foreign);
    }

    private void refusedWith(String field, @Nullable Object value, int status, int code) {
        Map<String, Object> body = new HashMap<>(client.body(client.tenant().automatic(), "www.example.test"));
        if (NONE.equals(value)) {
            body.remove(field);
        } else {
            body.put(field, value);
        }
        refused(() -> client.enroll(body), status, code);
    }

    private void refused(Supplier<Response> call, int status, int code) {
        refused(client.tenant(), call, status, code);
    }

    private void refused(Tenant tenant, Supplier<Response> call, int status, int code) {
        Map<String, Long> before = counts(tenant);
        Response answer = call.get();
        String body = answer.asString();
        assertThat(answer.statusCode()).as(body).isEqualTo(status);
        assertThat(answer.contentType()).startsWith("application/json");
        assertThat(body).startsWith("{\"code\":" + code + ",\"description\":\"").endsWith("\"}");
        assertThat(counts(tenant)).isEqualTo(before);
    }

    private Map<String, Long> counts(Tenant tenant) {
        return QuarkusTransaction.requiringNew()
                .call(() -> Map.of(
                        "requests", count("select count(*) from enrollment_request where customer_id = :id", tenant),
                        "intents", count("select count(*) from issuance where customer_id = :id", tenant),
                        "certificates", count("select count(*) from certificate where customer_id = :id", tenant),
                        "revocations", count("select count(*) from revocation where customer_id = :id", tenant),
                        "halfway",
                                count(
                                        "select count(*) from enrollment_request where customer_id = :id"
                                                + " and state in ('RECEIVED', 'APPROVED', 'ISSUING', 'FAILED')",
                                        tenant)));
    }

    private long count(String query, Tenant tenant) {
        return ((Number) entities.createNativeQuery(query, Long.class)
                        .setParameter("id", tenant.customer().value())
                        .getSingleResult())
                .longValue();
    }
}
