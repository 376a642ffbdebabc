package io.privyseal.status;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import io.privyseal.audit.Actor;
import io.privyseal.authority.Authorities;
import io.privyseal.authority.CertificateAuthority;
import io.privyseal.authority.KeyTemplate;
import io.privyseal.authority.SerialNumber;
import io.privyseal.authority.TestIssuance;
import io.privyseal.platform.CustomerId;
import io.privyseal.revocation.RevocationReason;
import io.privyseal.revocation.Revocations;
import io.privyseal.revocation.StatusTestProfile;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.cert.X509CRLHolder;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.SingleResp;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(StatusTestProfile.class)
class StatusDoorTest {
    private static final Actor ACTOR = Actor.system("test");
    private static final ASN1ObjectIdentifier SHA1 = OIWObjectIdentifiers.idSHA1;

    private final Revocations revocations;
    private final Authorities authorities;
    private final TestIssuance issuance;
    private CustomerId customer;
    private CertificateAuthority root;
    private CertificateAuthority issuer;

    @Inject
    StatusDoorTest(Revocations revocations, Authorities authorities, TestIssuance issuance) {
        this.revocations = revocations;
        this.authorities = authorities;
        this.issuance = issuance;
    }

    @BeforeEach
    void createAuthorities() {
        customer = issuance.customer();
        root = issuance.root(customer, KeyTemplate.P_256);
        issuer = issuance.issuing(root, KeyTemplate.P_256);
    }

    @Test
    void servesTheCrlForCachesToKeepAndAskAgain() throws Exception {
        Response first = given().get("/crl/{id}/full.crl", issuer.id().value());

        first.then()
                .statusCode(200)
                .contentType("application/pkix-crl")
                .header("ETag", startsWith("\""))
                .header("Last-Modified", notNullValue())
                .header("Cache-Control", containsString("max-age="));
        assertThat(new X509CRLHolder(first.asByteArray()).getIssuer())
                .isEqualTo(issuer.requireCertificate().subject());
        given().header("If-None-Match", first.header("ETag"))
                .get("/crl/{id}/full.crl", issuer.id().value())
                .then()
                .statusCode(304)
                .header("ETag", equalTo(first.header("ETag")));
        given().head("/crl/{id}/full.crl", issuer.id().value())
                .then()
                .statusCode(200)
                .header("Content-Length", equalTo(Integer.toString(first.asByteArray().length)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/crl/1234567/full.crl",
                "/crl/x/full.crl",
                "/crl/-1/full.crl",
                "/crl/99999999999999999999/full.crl",
                "/ca/1234567.cer",
                "/ca/x.cer",
                "/ca/1",
                "/ca/.pem",
                "/ca/1.exe"
            })
    void whatDoesNotExistIs404InTheErrorForm(String path) {
        given().get(path).then().statusCode(404).contentType("application/json").body("code", lessThan(0));
    }

    @Test
    void servesTheCertificateOfACaInEveryForm() throws Exception {
        byte[] der = issuer.requireCertificate().der();
        String path = "/ca/" + issuer.id().value();

        Response cer = given().get(path + ".cer");
        cer.then().statusCode(200).contentType("application/pkix-cert");
        assertThat(cer.asByteArray()).isEqualTo(der);
        assertThat(given().get(path + ".pem").asString())
                .startsWith("-----BEGIN CERTIFICATE-----\n")
                .endsWith("\n-----END CERTIFICATE-----\n");
        CMSSignedData pkcs7 = new CMSSignedData(given().get(path + ".p7c").asByteArray());
        assertThat(pkcs7.getCertificates().getMatches(null))
                .containsExactlyInAnyOrder(
                        issuer.requireCertificate().holder(),
                        root.requireCertificate().holder());
    }

    @Test
    void answersGoodForAnIssuedCertificate() throws Exception {
        TestIssuance.Issued leaf = issuance.leaf(issuer);

        BasicOCSPResp answer = successful(post(request(issuer, leaf.serial(), SHA1, null)));

        assertThat(answer.getResponses()[0].getCertStatus()).isEqualTo(CertificateStatus.GOOD);
        assertThat(answer.getResponses()[0].getNextUpdate()).isAfter(answer.getResponses()[0].getThisUpdate());
    }

    @Test
    void aDelegatedResponderSignsForAnIssuingCa() throws Exception {
        BasicOCSPResp answer =
                successful(post(request(issuer, issuance.leaf(issuer).serial(), SHA1, null)));

        X509CertificateHolder responder = answer.getCerts()[0];
        var authority = new JcaContentVerifierProviderBuilder()
                .build(issuer.requireCertificate().holder());
        assertThat(responder.isSignatureValid(authority)).isTrue();
        assertThat(answer.isSignatureValid(new JcaContentVerifierProviderBuilder().build(responder)))
                .isTrue();
        assertThat(answer.isSignatureValid(authority)).isFalse();
        assertThat(answer.getResponderId().toASN1Primitive().getKeyHash()).hasSize(20);
    }

    @Test
    void aRootSignsByItself() throws Exception {
        BigInteger serial = issuer.requireCertificate().holder().getSerialNumber();

        BasicOCSPResp answer = successful(post(root, request(root, SerialNumber.of(serial), SHA1, null)));

        assertThat(answer.getResponses()[0].getCertStatus()).isEqualTo(CertificateStatus.GOOD);
        assertThat(answer.isSignatureValid(new JcaContentVerifierProviderBuilder()
                        .build(root.requireCertificate().holder())))
                .isTrue();
    }

    @Test
    void aRetiredCaStillAnswersByItsOwnKey() throws Exception {
        TestIssuance.Issued leaf = issuance.leaf(issuer);
        authorities.move(customer, issuer.id(), CertificateAuthority.State.RETIRED, ACTOR);

        BasicOCSPResp answer = successful(post(request(issuer, leaf.serial(), SHA1, null)));

        assertThat(answer.isSignatureValid(new JcaContentVerifierProviderBuilder()
                        .build(issuer.requireCertificate().holder())))
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(KeyTemplate.class)
    void everyKindOfCaKeyAnswers(KeyTemplate template) throws Exception {
        CertificateAuthority authority = issuance.issuing(root, template);
        TestIssuance.Issued leaf = issuance.leaf(authority);

        BasicOCSPResp answer = successful(post(authority, request(authority, leaf.serial(), SHA1, null)));

        assertThat(answer.isSignatureValid(new JcaContentVerifierProviderBuilder().build(answer.getCerts()[0])))
                .isTrue();
    }

    @Test
    void answersRevokedAtOnceThroughAnyEarlierAnswer() throws Exception {
        TestIssuance.Issued leaf = issuance.leaf(issuer);
        OCSPReq request = request(issuer, leaf.serial(), SHA1, null);
        assertThat(successful(post(request)).getResponses()[0].getCertStatus()).isEqualTo(CertificateStatus.GOOD);
        var revocation = revocations.revoke(customer, leaf.id(), RevocationReason.KEY_COMPROMISE, null, null, ACTOR);

        RevokedStatus status =
                (RevokedStatus) successful(post(request)).getResponses()[0].getCertStatus();

        assertThat(status.getRevocationReason()).isEqualTo(1);
        assertThat(status.getRevocationTime().toInstant()).isEqualTo(revocation.revokedAt());
    }

    @Test
    void leavesAnUnspecifiedReasonOut() throws Exception {
        TestIssuance.Issued leaf = issuance.leaf(issuer);
        revocations.revoke(customer, leaf.id(), RevocationReason.UNSPECIFIED, null, null, ACTOR);

        BasicOCSPResp answer = successful(post(request(issuer, leaf.serial(), SHA1, null)));

        assertThat(((RevokedStatus) answer.getResponses()[0].getCertStatus()).hasRevocationReason())
                .isFalse();
    }

    @Test
    void answersUnknownForSerialsNeverIssued() throws Exception {
        SerialNumber never = SerialNumber.of(BigInteger.valueOf(4711));
        SerialNumber tooLong = SerialNumber.of(BigInteger.ONE.shiftLeft(400));

        for (SerialNumber serial : new SerialNumber[] {never, tooLong}) {
            BasicOCSPResp answer = successful(post(request(issuer, serial, SHA1, null)));
            assertThat(answer.getResponses()[0].getCertStatus()).isInstanceOf(UnknownStatus.class);
        }
    }

    @Test
    void aSpentSerialIsUnknownUntilItIsRevoked() throws Exception {
        SerialNumber spent = issuance.spent(issuer);
        OCSPReq request = request(issuer, spent, SHA1, null);
        assertThat(successful(post(request)).getResponses()[0].getCertStatus()).isInstanceOf(UnknownStatus.class);
        revocations.revokeSpent(customer, issuer.id(), spent, RevocationReason.UNSPECIFIED, null, ACTOR);

        assertThat(successful(post(request)).getResponses()[0].getCertStatus()).isInstanceOf(RevokedStatus.class);
    }

    @Test
    void answersSeveralCertificatesInTheirOrder() throws Exception {
        TestIssuance.Issued good = issuance.leaf(issuer);
        OCSPReqBuilder builder = new OCSPReqBuilder();
        builder.addRequest(id(issuer, SerialNumber.of(BigInteger.TEN), SHA1));
        builder.addRequest(id(issuer, good.serial(), NISTObjectIdentifiers.id_sha256));

        SingleResp[] answers = successful(post(builder.build())).getResponses();

        assertThat(answers).hasSize(2);
        assertThat(answers[0].getCertStatus()).isInstanceOf(UnknownStatus.class);
        assertThat(answers[1].getCertStatus()).isEqualTo(CertificateStatus.GOOD);
        assertThat(answers[1].getCertID().getHashAlgOID()).isEqualTo(NISTObjectIdentifiers.id_sha256);
    }

    @Test
    void usesASignatureAgainForOneCertificateOnly() throws Exception {
        TestIssuance.Issued leaf = issuance.leaf(issuer);
        OCSPReq one = request(issuer, leaf.serial(), SHA1, null);
        OCSPReqBuilder builder = new OCSPReqBuilder();
        builder.addRequest(id(issuer, leaf.serial(), SHA1));
        builder.addRequest(id(issuer, SerialNumber.of(BigInteger.TEN), SHA1));
        OCSPReq several = builder.build();

        assertThat(post(one).asByteArray()).isEqualTo(post(one).asByteArray());
        // Lists of certificates are without number: to remember them would fill the memory.
        assertThat(post(several).asByteArray()).isNotEqualTo(post(several).asByteArray());
    }

    @Test
    void answersNoMoreThan32CertificatesAtOnce() throws Exception {
        OCSPReqBuilder builder = new OCSPReqBuilder();
        for (int i = 1; i <= 32; i++) {
            builder.addRequest(id(issuer, SerialNumber.of(BigInteger.valueOf(i)), SHA1));
        }

        assertThat(successful(post(builder.build())).getResponses()).hasSize(32);
        builder.addRequest(id(issuer, SerialNumber.of(BigInteger.valueOf(33)), SHA1));
        assertThat(status(post(builder.build()))).isEqualTo(OCSPResp.MALFORMED_REQUEST);
    }

    @Test
    void isNotAuthorizedForForeignIssuersAndUnknownHashes() throws Exception {
        TestIssuance.Issued leaf = issuance.leaf(issuer);
        CertificateAuthority other = issuance.root(customer, KeyTemplate.P_256);

        assertThat(status(post(other, request(issuer, leaf.serial(), SHA1, null))))
                .isEqualTo(OCSPResp.UNAUTHORIZED);
        assertThat(status(post(request(issuer, leaf.serial(), NISTObjectIdentifiers.id_sha512, null))))
                .isEqualTo(OCSPResp.UNAUTHORIZED);
        OCSPReqBuilder mixed = new OCSPReqBuilder();
        mixed.addRequest(id(issuer, leaf.serial(), SHA1));
        mixed.addRequest(id(other, leaf.serial(), SHA1));
        assertThat(status(send("/ocsp", mixed.build().getEncoded()))).isEqualTo(OCSPResp.UNAUTHORIZED);
        assertThat(status(send("/ocsp/x", mixed.build().getEncoded()))).isEqualTo(OCSPResp.UNAUTHORIZED);
    }

    @Test
    void findsTheIssuerAtTheCommonAddress() throws Exception {
        TestIssuance.Issued leaf = issuance.leaf(issuer);
        OCSPReq request = request(issuer, leaf.serial(), SHA1, null);
        // A CA that is younger than a second is found by its own address first.
        post(request);

        Response answer = send("/ocsp", request.getEncoded());

        assertThat(successful(answer).getResponses()[0].getCertStatus()).isEqualTo(CertificateStatus.GOOD);
    }

    @Test
    void repeatsTheNonceAndForbidsToStoreTheAnswer() throws Exception {
        byte[] nonce = new byte[32];
        Arrays.fill(nonce, (byte) 7);

        Response response = post(request(issuer, issuance.leaf(issuer).serial(), SHA1, nonce));

        assertThat(successful(response)
                        .getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce)
                        .getExtnValue()
                        .getOctets())
                .isEqualTo(new DEROctetString(nonce).getEncoded());
        assertThat(response.header("Cache-Control")).isEqualTo("no-store");
        assertThat(response.header("ETag")).isNull();
    }

    @Test
    void refusesNoncesThatAreTooLong() throws Exception {
        assertThat(status(post(request(issuer, issuance.leaf(issuer).serial(), SHA1, new byte[129]))))
                .isEqualTo(OCSPResp.MALFORMED_REQUEST);
    }

    @Test
    void answersWithoutNonceMayBeKeptForTenSeconds() throws Exception {
        byte[] request =
                request(issuer, issuance.leaf(issuer).serial(), SHA1, null).getEncoded();
        String path =
                "/ocsp/" + issuer.id().value() + "/" + Base64.getUrlEncoder().encodeToString(request);

        Response first = given().get(path);

        first.then()
                .statusCode(200)
                .contentType("application/ocsp-response")
                .header("Cache-Control", containsString("max-age=10"))
                .header("ETag", startsWith("\""))
                .header("Expires", notNullValue())
                .header("Last-Modified", notNullValue());
        given().header("If-None-Match", first.header("ETag")).get(path).then().statusCode(304);
    }

    @Test
    void understandsEveryWayToPutARequestIntoAPath() throws Exception {
        // Serial numbers are tried until the text has what makes trouble in paths.
        TestIssuance.Issued leaf = issuance.leaf(issuer);
        String text = Base64.getEncoder()
                .encodeToString(request(issuer, leaf.serial(), SHA1, null).getEncoded());
        for (int i = 0; i < 2000 && !(text.contains("//") && text.contains("+") && text.endsWith("=")); i++) {
            leaf = i % 200 == 199 ? issuance.leaf(issuer) : leaf;
            byte[] nonce = BigInteger.valueOf(i + 1_000_000L).pow(1 + i % 4).toByteArray();
            text = Base64.getEncoder()
                    .encodeToString(request(issuer, leaf.serial(), SHA1, nonce).getEncoded());
        }
        String id = Long.toString(issuer.id().value());
        String escaped = text.replace("+", "%2B").replace("/", "%2F").replace("=", "%3D");

        for (String path : new String[] {
            id + "/" + text,
            id + "/" + escaped,
            id + "/" + text.replace("=", ""),
            id + "/" + escaped.replace("%2F", "%2f").replace("%3D", ""),
            text,
            escaped
        }) {
            HttpResponse<byte[]> response = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/ocsp/" + path))
                                    .build(),
                            HttpResponse.BodyHandlers.ofByteArray());
            assertThat(response.statusCode()).as(path).isEqualTo(200);
            assertThat(new OCSPResp(response.body()).getStatus()).as(path).isZero();
        }
    }

    @Test
    void malformedRequestsAreAnsweredAsSuch() throws Exception {
        byte[] good =
                request(issuer, issuance.leaf(issuer).serial(), SHA1, null).getEncoded();

        assertThat(status(post(new byte[0]))).isEqualTo(OCSPResp.MALFORMED_REQUEST);
        assertThat(status(post("hello".getBytes(StandardCharsets.US_ASCII)))).isEqualTo(OCSPResp.MALFORMED_REQUEST);
        assertThat(status(post(Arrays.copyOf(good, good.length - 1)))).isEqualTo(OCSPResp.MALFORMED_REQUEST);
        assertThat(status(post(new byte[200_000]))).isEqualTo(OCSPResp.MALFORMED_REQUEST);
        assertThat(status(given().get("/ocsp/" + issuer.id().value() + "/!!!"))).isEqualTo(OCSPResp.MALFORMED_REQUEST);
        assertThat(status(given().get("/ocsp/1"))).isEqualTo(OCSPResp.MALFORMED_REQUEST);
    }

    private Response post(OCSPReq request) throws Exception {
        return post(issuer, request);
    }

    private Response post(CertificateAuthority authority, OCSPReq request) throws Exception {
        return send("/ocsp/" + authority.id().value(), request.getEncoded());
    }

    private Response post(byte[] body) {
        return send("/ocsp/" + issuer.id().value(), body);
    }

    private static Response send(String path, byte[] body) {
        return given().config(RestAssured.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                                .encodeContentTypeAs("application/ocsp-request", ContentType.BINARY)))
                .contentType("application/ocsp-request")
                .body(body)
                .post(path);
    }

    private static int status(Response response) throws Exception {
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.contentType()).isEqualTo("application/ocsp-response");
        return new OCSPResp(response.asByteArray()).getStatus();
    }

    private static BasicOCSPResp successful(Response response) throws Exception {
        assertThat(status(response)).isEqualTo(OCSPResp.SUCCESSFUL);
        return (BasicOCSPResp) new OCSPResp(response.asByteArray()).getResponseObject();
    }

    private static OCSPReq request(
            CertificateAuthority issuer, SerialNumber serial, ASN1ObjectIdentifier hash, byte @Nullable [] nonce)
            throws Exception {
        OCSPReqBuilder builder = new OCSPReqBuilder();
        builder.addRequest(id(issuer, serial, hash));
        if (nonce != null) {
            builder.setRequestExtensions(new Extensions(new Extension(
                    OCSPObjectIdentifiers.id_pkix_ocsp_nonce, false, new DEROctetString(nonce).getEncoded())));
        }
        return builder.build();
    }

    private static CertificateID id(CertificateAuthority issuer, SerialNumber serial, ASN1ObjectIdentifier hash)
            throws Exception {
        return new CertificateID(
                new JcaDigestCalculatorProviderBuilder().build().get(new AlgorithmIdentifier(hash)),
                issuer.requireCertificate().holder(),
                serial.value());
    }
}
