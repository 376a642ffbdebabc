package io.privyseal.rest.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.privyseal.audit.Actor;
import io.privyseal.authority.Authorities;
import io.privyseal.authority.AuthorityId;
import io.privyseal.authority.CertificateAuthority;
import io.privyseal.authority.KeyTemplate;
import io.privyseal.authority.SignatureHash;
import io.privyseal.authority.TestIssuance;
import io.privyseal.organization.Customers;
import io.privyseal.platform.CustomerId;
import io.privyseal.rest.FirstStartProfile;
import io.privyseal.rest.NewServer;
import io.privyseal.rest.ShiftedClock;
import io.privyseal.revocation.Crls;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.bouncycastle.cms.CMSSignedData;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(FirstStartProfile.class)
class IssuerResourceTest {
    private static final String PATH = "/api/issuer/v1";

    private final NewServer server;
    private final ShiftedClock clock;
    private final Authorities authorities;
    private final Customers customers;
    private final TestIssuance issuance;
    private final Crls crls;
    private final EntityManager entities;

    @Inject
    IssuerResourceTest(
            NewServer server,
            ShiftedClock clock,
            Authorities authorities,
            Customers customers,
            TestIssuance issuance,
            Crls crls,
            EntityManager entities) {
        this.server = server;
        this.clock = clock;
        this.authorities = authorities;
        this.customers = customers;
        this.issuance = issuance;
        this.crls = crls;
        this.entities = entities;
    }

    @AfterEach
    void returnToThePresent() {
        clock.moveAhead(Duration.ZERO);
    }

    @Test
    void showsTheAuthoritiesOfTheFirstStartToEveryAdministrator() {
        for (RequestSpecification caller : List.of(server.master(), server.rao())) {
            caller.get(PATH)
                    .then()
                    .statusCode(200)
                    .header("X-Total-Count", notNullValue())
                    .body("name", hasItem("Privyseal Root CA"))
                    .body("find { it.name == 'Privyseal Issuing CA' }.type", equalTo("ISSUING"));
        }
    }

    @Test
    void countsAndPages() {
        int total = total();
        assertThat(total).isGreaterThanOrEqualTo(2);
        Response page = server.master().get(PATH + "?size=1&position=1");
        assertThat(page.header("X-Total-Count")).isEqualTo(Integer.toString(total));
        assertThat(page.jsonPath().getList("id")).hasSize(1);
        server.master().get(PATH + "?size=-1").then().statusCode(400);
    }

    @Test
    void describesANewIssuingCa() {
        long root = server.root();
        String name = NewServer.newName("Issuing");
        long issuing = server.issuing(name, root, 365);

        server.master()
                .get(PATH + "/" + issuing)
                .then()
                .statusCode(200)
                .body("name", equalTo(name))
                .body("type", equalTo("ISSUING"))
                .body("parentId", equalTo((int) root))
                .body("state", equalTo("ACTIVE"))
                .body("keyType.algorithm", equalTo("EC"))
                .body("keyType.size", equalTo("P-256"))
                .body("hash", equalTo("SHA256"))
                .body("chain", contains((int) issuing, (int) root))
                .body("crlUrl", equalTo("http://pki.example.test/crl/" + issuing + "/full.crl"))
                .body("ocspUrl", equalTo("http://pki.example.test/ocsp/" + issuing))
                .body("certificateUrl", equalTo("http://pki.example.test/ca/" + issuing + ".cer"))
                .body("reissueNeeded", equalTo(false))
                .body("certificate.subject", equalTo("CN=" + name + ",O=Test"))
                .body("certificate.pathLength", equalTo(0))
                .body("certificate.revoked", nullValue());
    }

    @Test
    void makesTheCrlOfANewCa() {
        long root = server.root();
        Number crls = QuarkusTransaction.requiringNew()
                .call(() -> (Number) entities.createNativeQuery("select count(*) from crl where authority_id = :id")
                        .setParameter("id", root)
                        .getSingleResult());
        assertThat(crls.longValue()).isOne();
    }

    @Test
    void givesANewIssuingCaAProfileOfEachKind() {
        String name = NewServer.newName("Issuing");
        server.issuing(name, server.root(), 365);

        server.master()
                .get("/api/profile/v1")
                .then()
                .body(
                        "findAll { it.name.startsWith('" + name + "') }.certType",
                        containsInAnyOrder("SSL", "SMIME", "CodeSign", "Device"));
    }

    @Test
    void givesNoProfilesWhereNoneAreWanted() {
        String name = NewServer.newName("Issuing");
        server.create(PATH, body(name, server.root(), ",\"starterProfiles\":false"));
        server.master()
                .get("/api/profile/v1")
                .then()
                .body("findAll { it.name.startsWith('" + name + "') }.size()", equalTo(0));
    }

    @Test
    void readsTheSameNameFromTextAndFromAttributes() {
        String rest = ",\"keyType\":{\"algorithm\":\"EC\",\"size\":\"P-384\"},\"termDays\":\"30\"}";
        long text = server.create(
                PATH,
                "{\"name\":\"" + NewServer.newName("Text") + "\",\"subject\":\"CN=Same,OU=A\\\\, B,O=Test,C=DE\""
                        + rest);
        long attributes = server.create(
                PATH,
                "{\"name\":\"" + NewServer.newName("Attributes")
                        + "\",\"subject\":{\"commonName\":\"Same\",\"organizationalUnit\":\"A, B\",\"organization\":\"Test\","
                        + "\"country\":\"de\"}" + rest);
        assertThat(server.chain(text).getFirst().getSubjectX500Principal().getEncoded())
                .isEqualTo(server.chain(attributes)
                        .getFirst()
                        .getSubjectX500Principal()
                        .getEncoded());
        server.master()
                .get(PATH + "/" + text)
                .then()
                .body("hash", equalTo("SHA384"))
                .body("certificate.subject", equalTo("CN=Same,OU=A\\, B,O=Test,C=DE"));
    }

    @Test
    void refusesANameThatIsTakenInAnyCase() {
        String name = NewServer.newName("Taken");
        server.root(name, "EC", "P-256");
        post(body(name.toUpperCase(Locale.ROOT), null, ""))
                .then()
                .statusCode(400)
                .body("code", equalTo(-160));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"name\":\"X\"}",
                "{\"name\":\"a\\u0000b\",\"subject\":\"CN=X\",KEY,\"termDays\":30}",
                "{\"name\":\"X\",\"subject\":\"CN=a\\u0000b\",KEY,\"termDays\":30}",
                "{\"name\":\"X\",\"subject\":{\"commonName\":\"a\\u0007b\"},KEY,\"termDays\":30}",
                "{\"name\":\"X\",\"subject\":\"\",KEY,\"termDays\":30}",
                "{\"name\":\"X\",\"subject\":{},KEY,\"termDays\":30}",
                "{\"name\":\"X\",\"subject\":\"not a name\",KEY,\"termDays\":30}",
                "{\"name\":\"X\",\"subject\":\"CN=#05\",KEY,\"termDays\":30}",
                "{\"name\":\"X\",\"subject\":\"CN=#0500\",KEY,\"termDays\":30}",
                "{\"name\":\"X\",\"subject\":{\"commonName\":\"X\",\"country\":\"XYZ\"},KEY,\"termDays\":30}",
                "{\"name\":\"X\",\"subject\":{\"commonName\":\"X\",\"country\":\"D1\"},KEY,\"termDays\":30}",
                "{\"name\":\"X\",\"subject\":\"CN=X\",KEY,\"termDays\":0}",
                "{\"name\":\"X\",\"subject\":\"CN=X\",KEY,\"termDays\":-1}",
                "{\"name\":\"X\",\"subject\":\"CN=X\",KEY,\"termDays\":36501}",
                "{\"name\":\"X\",\"subject\":\"CN=X\",KEY,\"termDays\":2147483648}",
                "{\"name\":\"X\",\"subject\":\"CN=X\",KEY,\"termDays\":30,\"pathLength\":-1}",
                "{\"name\":\"X\",\"subject\":\"CN=X\",KEY,\"termDays\":30,\"hash\":\"SHA1\"}",
                "{\"name\":\"X\",\"subject\":\"CN=X\",KEY,\"termDays\":30,\"parentId\":\"x\"}",
                "{\"name\":\"X\",\"subject\":\"CN=X\",KEY,\"termDays\":30,\"parentId\":-1}",
                "{\"name\":\"X\",\"subject\":\"CN=X\",KEY,\"termDays\":30,\"parentId\":987654321}",
                "{\"name\":\"X\",\"subject\":\"CN=X\",\"termDays\":30,\"keyType\":{}}",
                "{\"name\":\"X\",\"subject\":\"CN=X\",\"termDays\":30,\"keyType\":\"EC\"}",
                "{\"name\":\"X\",\"subject\":\"CN=X\",\"termDays\":30,\"keyType\":{\"algorithm\":\"RSA\",\"size\":\"1024\"}}",
                "{\"name\":\"X\",\"subject\":\"CN=X\",\"termDays\":30,\"keyType\":{\"algorithm\":\"RSA\",\"size\":\"-2048\"}}",
                "{\"name\":\"X\",\"subject\":\"CN=X\",\"termDays\":30,\"keyType\":{\"algorithm\":\"EC\",\"size\":\"P-224\"}}",
                "{\"name\":\"X\",\"subject\":\"CN=X\",\"termDays\":30,"
                        + "\"keyType\":{\"algorithm\":\"EdDSA\",\"size\":\"Ed25519\"},\"hash\":\"SHA512\"}",
            })
    void refusesNonsenseAndKeepsNothingOfIt(String body) {
        int before = total();
        Response response = post(body.replace("KEY", "\"keyType\":{\"algorithm\":\"EC\",\"size\":\"P-256\"}"));
        assertThat(response.statusCode()).as(response.asString()).isIn(400, 404);
        assertThat(response.jsonPath().getInt("code")).isNegative();
        assertThat(total()).isEqualTo(before);
    }

    @Test
    void refusesASubjectThatIsTooLongAndLeavesTheNameFree() {
        String name = NewServer.newName("Long");
        post(body(name, null, "").replace("\"subject\":\"CN=" + name, "\"subject\":\"CN=" + "x".repeat(65)))
                .then()
                .statusCode(400);
        server.root(name, "EC", "P-256");
    }

    @Test
    void respectsThePathLengthOfTheParent() {
        long root = server.create(PATH, body(NewServer.newName("Root"), null, ",\"pathLength\":1"));
        post(body(NewServer.newName("Middle"), root, "")).then().statusCode(400).body("code", equalTo(-1601));
        post(body(NewServer.newName("Middle"), root, ",\"pathLength\":1"))
                .then()
                .statusCode(400);
        long last = server.create(PATH, body(NewServer.newName("Last"), root, ",\"pathLength\":0"));
        post(body(NewServer.newName("Below"), last, ",\"pathLength\":0")).then().statusCode(400);
    }

    @Test
    void endsAnIssuingCaWithItsRootAtTheLatest() {
        long root = server.create(
                PATH, body(NewServer.newName("Short"), null, "").replace("\"termDays\":100", "\"termDays\":10"));
        long issuing = server.issuing(NewServer.newName("Longer"), root, 365);
        List<X509Certificate> chain = server.chain(issuing);
        assertThat(chain.getFirst().getNotAfter()).isEqualTo(chain.getLast().getNotAfter());
    }

    @Test
    void clampsOrRefusesATermThatOutlivesTheIssuerAsTheProfileSays() {
        String name = NewServer.newName("Short-lived");
        long issuing = server.issuing(name, server.root(), 20);
        long profile = server.sslProfile(name + " SSL");

        X509Certificate clamped = server.issue(profile, 30);
        assertThat(clamped.getNotAfter())
                .isEqualTo(server.chain(issuing).getFirst().getNotAfter());

        server.master()
                .body("{\"overflow\":\"refuse\"}")
                .put("/api/profile/v1/" + profile)
                .then()
                .statusCode(200);
        server.enroll(profile, 30).then().statusCode(400).body("code", equalTo(-36));
    }

    @Test
    void issuesNothingByAnExpiredCa() {
        String name = NewServer.newName("Expiring");
        long root = server.root();
        long issuing = server.issuing(name, root, 1);
        long profile = server.sslProfile(name + " SSL");
        clock.moveAhead(Duration.ofDays(2));
        server.enroll(profile, 30).then().statusCode(400).body("code", equalTo(-195));
        post(body(NewServer.newName("Below"), issuing, "")).then().statusCode(400);
        // Its key can be certified again.
        server.master()
                .body("{\"termDays\":60}")
                .post(PATH + "/" + issuing + "/reissue")
                .then()
                .statusCode(200);
        server.enroll(profile, 30).then().statusCode(200);
    }

    @Test
    void issuesNothingByASuspendedCaUntilItIsActiveAgain() {
        String name = NewServer.newName("Suspended");
        long issuing = server.issuing(name, server.root(), 365);
        long profile = server.sslProfile(name + " SSL");

        move(issuing, "suspend").then().statusCode(204);
        server.enroll(profile, 30).then().statusCode(400).body("code", equalTo(-195));
        move(issuing, "activate").then().statusCode(204);
        server.enroll(profile, 30).then().statusCode(200);
    }

    @Test
    void keepsARetiredCaRetired() {
        long issuing = server.issuing(NewServer.newName("Retired"), server.root(), 365);
        move(issuing, "retire").then().statusCode(204);
        move(issuing, "activate").then().statusCode(400).body("code", equalTo(-1112));
        move(issuing, "reissue").then().statusCode(400).body("code", equalTo(-1112));
        server.master().get(PATH + "/" + issuing).then().body("state", equalTo("RETIRED"));
    }

    @Test
    void makesNoCaBelowASuspendedOne() {
        long root = server.root();
        move(root, "suspend").then().statusCode(204);
        int before = total();
        post(body(NewServer.newName("Below"), root, "")).then().statusCode(400).body("code", equalTo(-195));
        assertThat(total()).isEqualTo(before);
    }

    @Test
    void reissuesWithTheSameKeyAndName() {
        String name = NewServer.newName("Reissued");
        long issuing = server.issuing(name, server.root(), 365);
        X509Certificate before = server.chain(issuing).getFirst();
        move(issuing, "reissue")
                .then()
                .statusCode(200)
                .body("state", equalTo("ACTIVE"))
                .body("reissueNeeded", equalTo(false));

        X509Certificate after = server.chain(issuing).getFirst();
        assertThat(after.getPublicKey()).isEqualTo(before.getPublicKey());
        assertThat(after.getSubjectX500Principal()).isEqualTo(before.getSubjectX500Principal());
        assertThat(after.getSerialNumber()).isNotEqualTo(before.getSerialNumber());
        assertThat(Duration.between(
                        before.getNotAfter().toInstant(), after.getNotAfter().toInstant()))
                .isLessThan(Duration.ofMinutes(5));
        assertThat(server.issue(server.sslProfile(name + " SSL"), 30).getIssuerX500Principal())
                .isEqualTo(after.getSubjectX500Principal());
    }

    @Test
    void doesNotReissueARoot() {
        move(server.root(), "reissue").then().statusCode(400).body("code", equalTo(-1112));
    }

    @Test
    void revokesEveryCertificateOfACaAndRetiresIt() throws Exception {
        long root = server.root();
        String name = NewServer.newName("Revoked");
        long issuing = server.issuing(name, root, 365);
        X509Certificate first = server.chain(issuing).getFirst();
        move(issuing, "reissue").then().statusCode(200);
        X509Certificate second = server.chain(issuing).getFirst();

        revoke(issuing, "{\"reasonCode\":2,\"reason\":\"Stolen\"}").then().statusCode(204);

        server.master()
                .get(PATH + "/" + issuing)
                .then()
                .body("state", equalTo("RETIRED"))
                .body("certificate.revoked", notNullValue());
        server.enroll(server.sslProfile(name + " SSL"), 30)
                .then()
                .statusCode(400)
                .body("code", equalTo(-195));
        X509CRL crl = awaitCrlWith(root, second);
        assertThat(crl.isRevoked(first)).isTrue();
        revoke(issuing, "{\"reasonCode\":2}").then().statusCode(400).body("code", equalTo(-159));
    }

    @ParameterizedTest
    @CsvSource({"6", "7", "8", "10", "-1", "99"})
    void refusesReasonsThatARevocationCannotHave(int reason) {
        long issuing = server.issuing(NewServer.newName("Kept"), server.root(), 365);
        revoke(issuing, "{\"reasonCode\":" + reason + "}")
                .then()
                .statusCode(400)
                .body("code", equalTo(-1601));
        server.master().get(PATH + "/" + issuing).then().body("state", equalTo("ACTIVE"));
    }

    @Test
    void doesNotRevokeARoot() {
        long root = server.root();
        revoke(root, "{\"reasonCode\":1}").then().statusCode(400).body("code", equalTo(-1112));
        server.master().get(PATH + "/" + root).then().body("state", equalTo("ACTIVE"));
    }

    @Test
    void offersCertificateAndChainInEveryForm() throws Exception {
        long root = server.root();
        long issuing = server.issuing(NewServer.newName("Offered"), root, 365);
        List<X509Certificate> chain = server.chain(issuing);
        assertThat(chain).hasSize(2);
        assertThat(chain.getFirst().getIssuerX500Principal())
                .isEqualTo(chain.getLast().getSubjectX500Principal());

        byte[] der = download(issuing, "certificate?format=der", "application/pkix-cert");
        assertThat(der).isEqualTo(chain.getFirst().getEncoded());
        assertThat(NewServer.certificates(download(issuing, "certificate", "application/x-pem-file")))
                .containsExactly(chain.getFirst());
        assertThat(new CMSSignedData(download(issuing, "certificate?format=pkcs7", "application/pkcs7-mime"))
                        .getCertificates()
                        .getMatches(null))
                .hasSize(1);
        assertThat(new CMSSignedData(download(issuing, "chain?format=pkcs7", "application/pkcs7-mime"))
                        .getCertificates()
                        .getMatches(null))
                .hasSize(2);
        for (String wrong : List.of("certificate?format=jks", "chain?format=der")) {
            server.master()
                    .get(PATH + "/" + issuing + "/" + wrong)
                    .then()
                    .statusCode(400)
                    .body("code", equalTo(-126));
        }
    }

    @Test
    void letsOnlyMraosChangeAnything() {
        long issuing = server.issuing(NewServer.newName("Guarded"), server.root(), 365);
        RequestSpecification rao = server.rao();
        rao.get(PATH + "/" + issuing).then().statusCode(200);
        rao.get(PATH + "/" + issuing + "/chain").then().statusCode(200);
        String create = body(NewServer.newName("Forbidden"), null, "");
        for (Response refused : List.of(
                rao.body(create).post(PATH),
                rao.body("{}").post(PATH + "/" + issuing + "/suspend"),
                rao.body("{}").post(PATH + "/" + issuing + "/activate"),
                rao.body("{}").post(PATH + "/" + issuing + "/retire"),
                rao.body("{}").post(PATH + "/" + issuing + "/reissue"),
                rao.body("{}").post(PATH + "/" + issuing + "/revoke"),
                rao.delete(PATH + "/" + issuing))) {
            refused.then().statusCode(400).body("code", equalTo(-3));
        }
        server.master().get(PATH + "/" + issuing).then().body("state", equalTo("ACTIVE"));
    }

    @Test
    void hidesTheAuthoritiesOfOtherCustomers() {
        CertificateAuthority foreign = issuance.root(issuance.customer(), KeyTemplate.P_256);
        long id = foreign.id().value();
        for (Response response : List.of(
                server.master().get(PATH + "/" + id),
                server.master().get(PATH + "/" + id + "/certificate"),
                server.master().get(PATH + "/" + id + "/chain"),
                move(id, "retire"),
                move(id, "reissue"),
                revoke(id, "{}"),
                server.master().delete(PATH + "/" + id),
                post(body(NewServer.newName("Below"), id, "")))) {
            response.then().statusCode(404).body("code", equalTo(-1));
        }
        assertThat(authorities.require(foreign.customer(), foreign.id()).state())
                .isEqualTo(CertificateAuthority.State.ACTIVE);
    }

    @Test
    void deletesACaThatWasNeverFinishedAndNoOther() {
        String name = NewServer.newName("Unfinished");
        CustomerId customer = customers.findByUri("privyseal").orElseThrow().id();
        AuthorityId pending = authorities
                .prepare(customer, name, null, KeyTemplate.P_256, SignatureHash.SHA256, Actor.system("test"))
                .id();
        String path = PATH + "/" + pending.value();
        server.master().get(path).then().statusCode(200).body("state", equalTo("PENDING"));
        server.master().get(path + "/certificate").then().statusCode(400).body("code", equalTo(-183));
        move(pending.value(), "activate").then().statusCode(400);
        move(pending.value(), "reissue").then().statusCode(400);
        revoke(pending.value(), "{}").then().statusCode(400);

        server.master().delete(path).then().statusCode(204);
        server.master().get(path).then().statusCode(404);
        long root = server.root(name, "EC", "P-256");
        server.master().delete(PATH + "/" + root).then().statusCode(400).body("code", equalTo(-1112));
    }

    private int total() {
        return Integer.parseInt(server.master().head(PATH).header("X-Total-Count"));
    }

    private Response post(String body) {
        return server.master().body(body).post(PATH);
    }

    private Response move(long id, String verb) {
        return server.master().post(PATH + "/" + id + "/" + verb);
    }

    private Response revoke(long id, String body) {
        return server.master().body(body).post(PATH + "/" + id + "/revoke");
    }

    private byte[] download(long id, String what, String type) {
        Response response = server.master().get(PATH + "/" + id + "/" + what);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.contentType()).isEqualTo(type);
        assertThat(response.header("Content-Disposition")).startsWith("attachment; filename=\"ca-");
        return response.asByteArray();
    }

    /** A node hands out the CRL that it knows for a few seconds more. */
    private X509CRL awaitCrlWith(long authority, X509Certificate certificate) throws Exception {
        crls.refresh(new AuthorityId(authority));
        for (int i = 0; ; i++) {
            X509CRL crl = (X509CRL) CertificateFactory.getInstance("X.509")
                    .generateCRL(new ByteArrayInputStream(server.master()
                            .get("/crl/" + authority + "/full.crl")
                            .asByteArray()));
            if (crl.isRevoked(certificate) || i == 100) {
                assertThat(crl.isRevoked(certificate)).isTrue();
                return crl;
            }
            Thread.sleep(200);
        }
    }

    private static String body(String name, @Nullable Long parent, String more) {
        return "{\"name\":\"" + name + "\",\"subject\":\"CN=" + name + ",O=Test\""
                + (parent == null ? "" : ",\"parentId\":" + parent)
                + ",\"keyType\":{\"algorithm\":\"EC\",\"size\":\"P-256\"},\"termDays\":100" + more + "}";
    }
}
