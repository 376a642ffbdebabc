package io.privyseal.est;

import static io.privyseal.est.Devices.attribute;
import static io.privyseal.est.Devices.csr;
import static io.privyseal.est.Devices.dns;
import static io.privyseal.est.Devices.extension;
import static io.privyseal.est.Devices.key;
import static io.privyseal.est.Devices.uri;
import static io.privyseal.est.EstSite.PASSWORD;
import static io.privyseal.est.EstSite.USER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privyseal.authority.SecurityIdentifier;
import io.privyseal.authority.SerialNumber;
import io.privyseal.endpoint.EnrollmentEndpoint;
import io.privyseal.endpoint.EstSettings.ChannelBinding;
import io.privyseal.enrollment.AuthorityIssuance;
import io.privyseal.enrollment.EnrollmentFilter;
import io.privyseal.enrollment.EnrollmentPipeline;
import io.privyseal.enrollment.EnrollmentTestProfile;
import io.privyseal.enrollment.Enrollments;
import io.privyseal.enrollment.MovableClock;
import io.privyseal.enrollment.RequestId;
import io.privyseal.enrollment.RequestedVia;
import io.privyseal.enrollment.TestCsr;
import io.privyseal.enrollment.TestTenants;
import io.privyseal.est.EstCaller.Answer;
import io.privyseal.est.EstSite.Place;
import io.privyseal.inventory.Certificate;
import io.privyseal.inventory.Certificates;
import io.privyseal.organization.CertificateKind;
import io.privyseal.platform.CustomerId;
import io.privyseal.platform.Page;
import io.privyseal.profile.ProfileRules.StrongMapping;
import io.privyseal.revocation.RevocationReason;
import io.privyseal.revocation.Revocations;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.est.CsrAttrs;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSEnvelopedData;
import org.bouncycastle.cms.jcajce.JceKeyTransEnvelopedRecipient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(EnrollmentTestProfile.class)
class EstDoorTest {
    private static final String CHALLENGE_PASSWORD = "1.2.840.113549.1.9.7";
    private static final SecurityIdentifier ACCOUNT = new SecurityIdentifier("S-1-5-21-1-2-3-1104");
    private static final String CHANGE_SUBJECT_NAME = "1.3.6.1.5.5.7.7.36";

    private final EstSite site;
    private final EnrollmentPipeline pipeline;
    private final Enrollments enrollments;
    private final AuthorityIssuance authorities;
    private final Certificates certificates;
    private final Revocations revocations;
    private final MovableClock clock;
    private final EstPort estPort;

    @TestHTTPResource(value = "/", tls = true)
    @SuppressWarnings("NullAway.Init") // the framework can set the address of the listener only in a field
    URL https;

    @Inject
    EstDoorTest(
            EstSite site,
            EnrollmentPipeline pipeline,
            Enrollments enrollments,
            AuthorityIssuance authorities,
            Certificates certificates,
            Revocations revocations,
            MovableClock clock,
            EstPort estPort) {
        this.site = site;
        this.pipeline = pipeline;
        this.enrollments = enrollments;
        this.authorities = authorities;
        this.certificates = certificates;
        this.revocations = revocations;
        this.clock = clock;
        this.estPort = estPort;
    }

    @AfterEach
    void comeBack() {
        clock.comeBack();
    }

    private EstCaller caller() {
        return new EstCaller(https.getPort());
    }

    private EstCaller user() {
        return caller().login(USER, PASSWORD);
    }

    private Certificate recorded(CustomerId customer, X509Certificate certificate) {
        return certificates
                .listBySerial(customer, SerialNumber.of(certificate.getSerialNumber()))
                .getFirst();
    }

    private static String commonName(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().getName();
    }

    // CA certificates

    @Test
    void tellsAnybodyTheIssuerAndItsRoot() throws IOException {
        Place place = site.open();
        Answer answer = caller().get(place.path("cacerts"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/pkcs7-mime; smime-type=certs-only");
        assertThat(answer.header("Content-Transfer-Encoding")).isEqualTo("base64");
        assertThat(answer.header("Content-Length")).isEqualTo(Integer.toString(answer.body().length));
        assertThat(answer.headers()).doesNotContainKey("transfer-encoding");
        assertThat(answer.text()).matches("[A-Za-z0-9+/=]+");
        Collection<X509CertificateHolder> found = answer.certificates();
        assertThat(found).extracting(holder -> holder.getSubject().toString()).containsExactly("CN=Issuing", "CN=Root");
    }

    /** Clients may trust an old root: RFC 7030 §4.1.3. */
    @Test
    void tellsWhatItsCasHadBeforeWhileThatIsValid() throws IOException {
        Place place = site.open();
        Collection<X509CertificateHolder> before =
                caller().get(place.path("cacerts")).certificates();
        authorities.reissue(place.tenant().customer(), place.tenant().issuer(), null, TestTenants.ACTOR);
        assertThat(caller().get(place.path("cacerts")).certificates())
                .hasSize(before.size() + 1)
                .containsAll(before);
    }

    @Test
    void looksAtNoContentTransferEncoding() throws IOException {
        Place place = site.open();
        for (String encoding : List.of("binary", "base64", "quoted-printable", "?")) {
            assertThat(user().with("Content-Transfer-Encoding", encoding)
                            .enroll(place.path("simpleenroll"), csr(key(), "CN=device"))
                            .issued())
                    .isNotNull();
        }
    }

    @Test
    void writesLinesForLibest() throws IOException {
        Place place = site.open();
        Answer answer = caller().with("User-Agent", "Cisco EST client 1.0").get(place.path("cacerts"));
        assertThat(answer.text().split("\r\n", -1))
                .hasSizeGreaterThan(5)
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(64));
        assertThat(answer.certificates()).hasSize(2);
    }

    @Test
    void speaksHttp10() throws IOException {
        Place place = site.open();
        assertThat(caller().http10().get(place.path("cacerts")).certificates()).hasSize(2);
        assertThat(user().http10()
                        .enroll(place.path("simpleenroll"), csr(key(), "CN=old router"))
                        .issued())
                .isNotNull();
    }

    @Test
    void fitsHeadAndBodyIntoWhatStrongswanReads() throws IOException {
        Answer answer = caller().get(site.open().path("cacerts"));
        int head = answer.headers().entrySet().stream()
                .mapToInt(header -> header.getKey().length() + header.getValue().length() + 4)
                .sum();
        assertThat(head).isLessThan(900);
        assertThat(answer.body().length).isLessThan(16 * 1024);
    }

    // Addresses

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/.well-known/est/nowhere-to-be-found/cacerts",
                "/.well-known/est/a%2fb/cacerts",
                "/.well-known/est/a;v=1/cacerts",
                "/.well-known/est/a%00/cacerts",
                "/.well-known/est/a%252e/cacerts",
                "/.well-known/est/a%2e%2e%2fb/cacerts",
                "/.well-known/est/cacerts/cacerts",
                "/.well-known/est/x/y/cacerts",
                "/.well-known/est/unknown"
            })
    void servesNothingAtOtherAddresses(String path) throws IOException {
        Answer answer = caller().get(path);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Content-Type")).startsWith("text/plain");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/.well-known/est/../cacerts",
                "/.well-known/est/%2e%2e/cacerts",
                "/.well-known/est/x/%2E%2e/%2e./cacerts"
            })
    void leadsNowhereByDots(String path) throws IOException {
        assertThat(caller().get(path).status()).isEqualTo(404);
    }

    @Test
    void refusesOtherMethods() throws IOException {
        Place place = site.open();
        assertThat(caller().get(place.path("simpleenroll")).status()).isEqualTo(405);
        assertThat(caller().get(place.path("simpleenroll")).header("Allow")).isEqualTo("POST");
        assertThat(user().enroll(place.path("cacerts"), csr(key(), "CN=a")).status())
                .isEqualTo(405);
        assertThat(caller().call("PUT", place.path("cacerts"), _ -> new byte[0]).status())
                .isEqualTo(405);
    }

    // Who asks

    @Test
    void asksForAPasswordBeforeItLooksAtTheRequest() throws IOException {
        Place place = site.open();
        for (String operation : List.of("simpleenroll", "simplereenroll", "serverkeygen", "fullcmc")) {
            Answer answer = caller().post(place.path(operation), "nonsense".getBytes(StandardCharsets.US_ASCII));
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate")).isEqualTo("Basic realm=\"EST\"");
            // Bouncy Castle's client gives up on more.
            assertThat(answer.header("Content-Length")).isEqualTo("0");
        }
    }

    @Test
    void asksAgainAfterAWrongPassword() throws IOException {
        Place place = site.open();
        byte[] csr = csr(key(), "CN=device");
        for (EstCaller wrong : List.of(
                caller().login(USER, "wrong"),
                caller().login("somebody", PASSWORD),
                caller().with("Authorization", "Basic ###"),
                caller().with("Authorization", "Bearer " + PASSWORD))) {
            Answer answer = wrong.enroll(place.path("simpleenroll"), csr);
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate")).startsWith("Basic ");
        }
    }

    @Test
    void takesAPasswordWithoutUser() throws IOException {
        Place place = site.open();
        assertThat(caller().login("", PASSWORD)
                        .enroll(place.path("simpleenroll"), csr(key(), "CN=device"))
                        .issued())
                .isNotNull();
    }

    @Test
    void believesNoCertificateInAHeaderOfAStranger() throws Exception {
        Place place = site.open();
        X509Certificate own = user().enroll(place.path("simpleenroll"), csr(key(), "CN=device"))
                .issued();
        Answer answer = caller().with("Client-Cert", ":" + Base64.getEncoder().encodeToString(own.getEncoded()) + ":")
                .enroll(place.path("simplereenroll"), csr(key(), "CN=device"));
        assertThat(answer.status()).isEqualTo(401);
    }

    // Enrollment

    @Test
    void issuesTheCertificateAndNothingElse() throws IOException {
        Place place = site.open();
        KeyPair key = key();
        Answer answer = user().enroll(place.path("simpleenroll"), csr(key, "CN=device 7", dns("d7.example.test")));
        X509Certificate issued = answer.issued();
        assertThat(issued.getPublicKey()).isEqualTo(key.getPublic());
        assertThat(commonName(issued)).isEqualTo("CN=device 7");
        assertThat(answer.header("Content-Type")).isEqualTo("application/pkcs7-mime; smime-type=certs-only");
        assertThat(answer.header("Content-Transfer-Encoding")).isEqualTo("base64");
        assertThat(answer.header("Content-Length")).isEqualTo(Integer.toString(answer.body().length));
    }

    @Test
    void takesLinesPemAndChunks() throws IOException {
        Place place = site.open();
        byte[] csr = csr(key(), "CN=device");
        byte[] lines = Base64.getMimeEncoder().encode(csr);
        byte[] pem = TestCsr.pem(csr).getBytes(StandardCharsets.US_ASCII);
        for (byte[] body : List.of(lines, pem)) {
            assertThat(user().with("Content-Type", "Application/PKCS10; charset=us-ascii")
                            .post(place.path("simpleenroll"), body)
                            .issued())
                    .isNotNull();
        }
        assertThat(user().chunked().enroll(place.path("simpleenroll"), csr).issued())
                .isNotNull();
    }

    @Test
    void refusesOtherTypesAndBodies() throws IOException {
        Place place = site.open();
        byte[] csr = csr(key(), "CN=device");
        String path = place.path("simpleenroll");
        assertThat(user().with("Content-Type", "application/json")
                        .post(path, Base64.getEncoder().encode(csr))
                        .status())
                .isEqualTo(415);
        assertThat(user().post(path, Base64.getEncoder().encode(csr)).status()).isEqualTo(415);
        assertThat(user().enroll(path, TestCsr.wronglySigned(csr)).status()).isEqualTo(400);
        assertThat(user().enroll(path, new byte[0]).status()).isEqualTo(400);
        assertThat(user().enroll(path, new byte[70_000]).status()).isEqualTo(413);
        KeyPair weak = TestCsr.key("RSA", "1024");
        assertThat(user().enroll(path, csr(weak, "CN=weak")).status()).isEqualTo(400);
    }

    @Test
    void refusesNamesOfOthersAndSaysWhy() throws IOException {
        Place place = site.open();
        Answer answer = user().enroll(place.path("simpleenroll"), csr(key(), "CN=a", dns("a.stranger.test")));
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text()).contains("a.stranger.test");
    }

    @Test
    void refusesTruncatedRequests() throws IOException {
        Place place = site.open();
        byte[] csr = csr(key(), "CN=device");
        for (int length : List.of(1, 2, 20, csr.length / 2, csr.length - 1)) {
            assertThat(user().enroll(place.path("simpleenroll"), Arrays.copyOf(csr, length))
                            .status())
                    .isEqualTo(400);
        }
    }

    @Test
    void refusesNulInNamesAndThousandsOfThem() throws IOException {
        Place place = site.open();
        String path = place.path("simpleenroll");
        assertThat(user().enroll(path, csr(key(), "CN=device\0.bank.test")).status())
                .isEqualTo(400);
        assertThat(user().enroll(path, csr(key(), "CN=a", dns("a.example.test\0.bank.test")))
                        .status())
                .isEqualTo(400);
        String[] many = Collections.nCopies(5_000, "a.b").toArray(String[]::new);
        assertThat(user().enroll(path, csr(key(), "CN=a", dns(many))).status()).isEqualTo(400);
    }

    @Test
    void endsABodyWithoutEnd() throws IOException {
        Place place = site.open();
        assertThat(user().statusOfEndlessBody(place.path("simpleenroll"), 32 * 1024 * 1024))
                .isEqualTo(413);
    }

    /** Readers take a common name that is a domain name for one, whatever the alternative names say. */
    @Test
    void refusesACommonNameThatIsTheDomainNameOfSomebodyElse() throws IOException {
        Place place = site.open();
        Answer answer = user().enroll(place.path("simpleenroll"), csr(key(), "CN=www.bank.test"));
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text()).contains("www.bank.test");
        for (String own : List.of("CN=pump.example.test", "CN=SN.4711-B")) {
            assertThat(user().enroll(place.path("simpleenroll"), csr(key(), own))
                            .issued())
                    .isNotNull();
        }
    }

    @Test
    void carriesASecurityIdentifierAsTheProfileSays() throws Exception {
        Place place = site.open();
        String path = place.path("simpleenroll");
        for (StrongMapping mapping : List.of(StrongMapping.URI, StrongMapping.EXTENSION)) {
            site.account(
                    place.tenant(),
                    place.endpoint(),
                    mapping.name(),
                    true,
                    site.mapping(place.tenant(), mapping),
                    List.of());
        }
        for (var wish :
                List.of(uri(ACCOUNT.name().value()), extension(SecurityIdentifier.EXTENSION, ACCOUNT.extension()))) {
            X509Certificate named = caller().login("URI", PASSWORD)
                    .enroll(path, csr(key(), "CN=a", wish))
                    .issued();
            assertThat(named.getSubjectAlternativeNames())
                    .containsExactly(List.of(6, ACCOUNT.name().value()));
            X509Certificate extended = caller().login("EXTENSION", PASSWORD)
                    .enroll(path, csr(key(), "CN=a", wish))
                    .issued();
            assertThat(extended.getSubjectAlternativeNames()).isNull();
            assertThat(ASN1OctetString.getInstance(extended.getExtensionValue(SecurityIdentifier.EXTENSION.getId()))
                            .getOctets())
                    .isEqualTo(ACCOUNT.extension().getEncoded());
            assertThat(user().enroll(path, csr(key(), "CN=a", wish)).status()).isEqualTo(403);
        }
    }

    @Test
    void refusesToReenrollUnderAnotherSecurityIdentifier() throws IOException {
        Place place = site.open();
        site.account(
                place.tenant(),
                place.endpoint(),
                "mapped",
                true,
                site.mapping(place.tenant(), StrongMapping.EXTENSION),
                List.of());
        KeyPair key = key();
        X509Certificate first = caller().login("mapped", PASSWORD)
                .enroll(
                        place.path("simpleenroll"),
                        csr(key, "CN=a", extension(SecurityIdentifier.EXTENSION, ACCOUNT.extension())))
                .issued();
        SecurityIdentifier administrator = new SecurityIdentifier("S-1-5-21-1-2-3-500");
        assertThat(caller().showing(key, first)
                        .enroll(
                                place.path("simplereenroll"),
                                csr(key(), "CN=a", extension(SecurityIdentifier.EXTENSION, administrator.extension())))
                        .status())
                .isEqualTo(403);
        assertThat(caller().showing(key, first)
                        .enroll(
                                place.path("simplereenroll"),
                                csr(key(), "CN=a", extension(SecurityIdentifier.EXTENSION, ACCOUNT.extension())))
                        .issued()
                        .getExtensionValue(SecurityIdentifier.EXTENSION.getId()))
                .isNotNull();
    }

    @Test
    void holdsAnAccountToItsDomains() throws IOException {
        Place place = site.open();
        site.account(
                place.tenant(),
                place.endpoint(),
                "restricted",
                true,
                place.account().profile(),
                List.of("in.example.test"));
        String path = place.path("simpleenroll");
        assertThat(caller().login("restricted", PASSWORD)
                        .enroll(path, csr(key(), "CN=a", dns("a.in.example.test")))
                        .issued())
                .isNotNull();
        assertThat(caller().login("restricted", PASSWORD)
                        .enroll(path, csr(key(), "CN=a", dns("a.example.test")))
                        .status())
                .isEqualTo(403);
        assertThat(caller().login("restricted", PASSWORD)
                        .enroll(path, csr(key(), "CN=a.example.test"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void answersARepeatedRequestWithTheSameCertificate() throws IOException {
        Place place = site.open();
        KeyPair key = key();
        byte[] csr = csr(key, "CN=device");
        X509Certificate first = user().enroll(place.path("simpleenroll"), csr).issued();
        assertThat(user().enroll(place.path("simpleenroll"), csr).issued()).isEqualTo(first);
        // Made anew: another signature of the same key over the same names.
        assertThat(user().enroll(place.path("simpleenroll"), csr(key, "CN=device"))
                        .issued())
                .isEqualTo(first);
        assertThat(user().enroll(place.path("simpleenroll"), csr(key, "CN=other"))
                        .issued())
                .isNotEqualTo(first);
    }

    @Test
    void issuesAnewWhenTheSameRequestComesMuchLater() throws IOException {
        Place place = site.open();
        byte[] csr = csr(key(), "CN=device");
        X509Certificate first = user().enroll(place.path("simpleenroll"), csr).issued();
        clock.goAhead(Duration.ofHours(2));
        X509Certificate second = user().enroll(place.path("simpleenroll"), csr).issued();
        assertThat(second).isNotEqualTo(first);
        assertThat(user().enroll(place.path("simpleenroll"), csr).issued()).isEqualTo(second);
    }

    @Test
    void issuesAnewWhenTheCertificateOfTheSameRequestIsRevoked() throws IOException {
        Place place = site.open();
        byte[] csr = csr(key(), "CN=device");
        X509Certificate first = user().enroll(place.path("simpleenroll"), csr).issued();
        revoke(place, first);
        assertThat(user().enroll(place.path("simpleenroll"), csr).issued()).isNotEqualTo(first);
    }

    private void revoke(Place place, X509Certificate certificate) {
        CustomerId customer = place.tenant().customer();
        revocations.revoke(
                customer,
                recorded(customer, certificate).id(),
                RevocationReason.SUPERSEDED,
                null,
                null,
                TestTenants.ACTOR);
    }

    // Waiting

    @Test
    void letsAClientWaitAndThenHandsOverTheCertificate() throws IOException {
        Place place = site.open();
        site.account(place.tenant(), place.endpoint(), "reviewed", false);
        KeyPair key = key();
        byte[] csr = csr(key, "CN=waits");
        Answer first = caller().login("reviewed", PASSWORD).enroll(place.path("simpleenroll"), csr);
        assertThat(first.status()).isEqualTo(202);
        assertThat(Integer.parseInt(first.header("Retry-After"))).isBetween(1, 60);
        assertThat(first.header("Content-Length")).isEqualTo("0");
        assertThat(caller().login("reviewed", PASSWORD)
                        .enroll(place.path("simpleenroll"), csr)
                        .status())
                .isEqualTo(202);
        approve(place);
        X509Certificate issued = caller().login("reviewed", PASSWORD)
                .enroll(place.path("simpleenroll"), csr)
                .issued();
        assertThat(issued.getPublicKey()).isEqualTo(key.getPublic());
        byte[] rebuilt = csr(key, "CN=waits");
        assertThat(caller().login("reviewed", PASSWORD)
                        .enroll(place.path("simpleenroll"), rebuilt)
                        .issued())
                .isEqualTo(issued);
    }

    @Test
    void takesARebuiltRequestForTheOneThatWaits() throws IOException {
        Place place = site.open();
        site.account(place.tenant(), place.endpoint(), "reviewed", false);
        KeyPair key = key();
        assertThat(caller().login("reviewed", PASSWORD)
                        .enroll(place.path("simpleenroll"), csr(key, "CN=waits"))
                        .status())
                .isEqualTo(202);
        approve(place);
        assertThat(caller().login("reviewed", PASSWORD)
                        .enroll(place.path("simpleenroll"), csr(key, "CN=waits"))
                        .issued()
                        .getPublicKey())
                .isEqualTo(key.getPublic());
    }

    @Test
    void tellsThatARequestWasDeclined() throws IOException {
        Place place = site.open();
        site.account(place.tenant(), place.endpoint(), "reviewed", false);
        byte[] csr = csr(key(), "CN=waits");
        assertThat(caller().login("reviewed", PASSWORD)
                        .enroll(place.path("simpleenroll"), csr)
                        .status())
                .isEqualTo(202);
        pipeline.decline(place.tenant().customer(), waitingRequest(place), "Not on our list", TestTenants.ACTOR);
        Answer answer = caller().login("reviewed", PASSWORD).enroll(place.path("simpleenroll"), csr);
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text()).contains("Not on our list");
    }

    private RequestId waitingRequest(Place place) {
        return enrollments
                .list(
                        place.tenant().customer(),
                        new EnrollmentFilter(
                                CertificateKind.DEVICE,
                                null,
                                null,
                                null,
                                Set.of(EnrollmentFilter.Status.REQUESTED),
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                RequestedVia.EST,
                                null,
                                null),
                        Page.FIRST)
                .items()
                .getFirst()
                .id();
    }

    private void approve(Place place) {
        pipeline.approve(place.tenant().customer(), waitingRequest(place), "", TestTenants.ACTOR);
    }

    // Re-enrollment

    @Test
    void reenrollsWithTheCertificateThatItIssued() throws IOException {
        Place place = site.open();
        KeyPair key = key();
        X509Certificate first = user().enroll(place.path("simpleenroll"), csr(key, "CN=device", dns("d.example.test")))
                .issued();
        KeyPair next = key();
        X509Certificate second = caller().showing(key, first)
                .enroll(place.path("simplereenroll"), csr(next, "CN=device", dns("d.example.test")))
                .issued();
        assertThat(second.getPublicKey()).isEqualTo(next.getPublic());
        assertThat(second.getSubjectX500Principal()).isEqualTo(first.getSubjectX500Principal());
        // With the same key, too, and by what was issued last.
        assertThat(caller().showing(next, second)
                        .enroll(place.path("simplereenroll"), csr(next, "CN=device", dns("d.example.test")))
                        .issued()
                        .getSerialNumber())
                .isNotEqualTo(second.getSerialNumber());
    }

    @Test
    void reenrollsWithPasswordAndCertificate() throws IOException {
        Place place = site.open();
        KeyPair key = key();
        X509Certificate first =
                user().enroll(place.path("simpleenroll"), csr(key, "CN=device")).issued();
        assertThat(user().showing(key, first)
                        .enroll(place.path("simplereenroll"), csr(key(), "CN=device"))
                        .issued())
                .isNotNull();
        assertThat(caller().login(USER, "wrong")
                        .showing(key, first)
                        .enroll(place.path("simplereenroll"), csr(key(), "CN=device"))
                        .status())
                .isEqualTo(401);
        Answer alone = user().enroll(place.path("simplereenroll"), csr(key(), "CN=device"));
        assertThat(alone.status()).isEqualTo(403);
        assertThat(alone.text()).contains("TLS client certificate");
    }

    @Test
    void refusesToReenrollUnderAnotherName() throws IOException {
        Place place = site.open();
        KeyPair key = key();
        X509Certificate first = user().enroll(place.path("simpleenroll"), csr(key, "CN=device", dns("d.example.test")))
                .issued();
        for (byte[] csr : List.of(
                csr(key(), "CN=other", dns("d.example.test")),
                csr(key(), "CN=device", dns("e.example.test")),
                csr(key(), "CN=device"))) {
            assertThat(caller().showing(key, first)
                            .enroll(place.path("simplereenroll"), csr)
                            .status())
                    .isEqualTo(400);
        }
    }

    @Test
    void changesNamesThatTheRequestSaysToChange() throws IOException {
        Place place = site.open();
        KeyPair key = key();
        X509Certificate first =
                user().enroll(place.path("simpleenroll"), csr(key, "CN=device")).issued();
        byte[] csr =
                csr(key(), "CN=device", attribute(CHANGE_SUBJECT_NAME, new DERSequence(new X500Name("CN=renamed"))));
        X509Certificate second = caller().showing(key, first)
                .enroll(place.path("simplereenroll"), csr)
                .issued();
        assertThat(commonName(second)).isEqualTo("CN=renamed");
    }

    @Test
    void refusesRevokedExpiredAndForeignCertificates() throws IOException {
        Place place = site.open();
        KeyPair key = key();
        X509Certificate own =
                user().enroll(place.path("simpleenroll"), csr(key, "CN=device")).issued();
        Place elsewhere = site.open();
        assertThat(caller().showing(key, own)
                        .enroll(elsewhere.path("simplereenroll"), csr(key(), "CN=device"))
                        .status())
                .isEqualTo(401);
        EnrollmentEndpoint neighbour = site.endpoint(place.tenant(), EstSite.settings());
        site.account(place.tenant(), neighbour, USER, true);
        assertThat(caller().showing(key, own)
                        .enroll(
                                "/.well-known/est/" + neighbour.uriExtension() + "/simplereenroll",
                                csr(key(), "CN=device"))
                        .status())
                .isEqualTo(401);
        X509Certificate forged = Devices.manufactured(key, key, "CN=device", clock.instant());
        assertThat(caller().showing(key, forged)
                        .enroll(place.path("simplereenroll"), csr(key(), "CN=device"))
                        .status())
                .isEqualTo(401);
        revoke(place, own);
        assertThat(caller().showing(key, own)
                        .enroll(place.path("simplereenroll"), csr(key(), "CN=device"))
                        .status())
                .isEqualTo(401);
        X509Certificate later =
                user().enroll(place.path("simpleenroll"), csr(key, "CN=later")).issued();
        clock.goAhead(Duration.ofDays(100));
        assertThat(caller().showing(key, later)
                        .enroll(place.path("simplereenroll"), csr(key(), "CN=later"))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void refusesTheCertificateOfAnotherAccount() throws IOException {
        Place place = site.open();
        site.account(place.tenant(), place.endpoint(), "others", true);
        KeyPair key = key();
        X509Certificate own =
                user().enroll(place.path("simpleenroll"), csr(key, "CN=device")).issued();
        assertThat(caller().login("others", PASSWORD)
                        .showing(key, own)
                        .enroll(place.path("simplereenroll"), csr(key(), "CN=device"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void keepsToTheRenewalWindow() throws IOException {
        Place place = site.place(EstSite.settings(ChannelBinding.IGNORE_ABSENT, 30, List.of()));
        KeyPair key = key();
        X509Certificate first =
                user().enroll(place.path("simpleenroll"), csr(key, "CN=device")).issued();
        Answer early = caller().showing(key, first).enroll(place.path("simplereenroll"), csr(key(), "CN=device"));
        assertThat(early.status()).isEqualTo(403);
        assertThat(early.text()).contains("last 30 days");
        clock.goAhead(Duration.ofDays(61));
        assertThat(caller().showing(key, first)
                        .enroll(place.path("simplereenroll"), csr(key(), "CN=device"))
                        .issued())
                .isNotNull();
    }

    // Manufacturers

    @Test
    void takesFirstEnrollmentsWithAManufacturersCertificate() throws IOException {
        KeyPair maker = key();
        X509Certificate anchor = Devices.manufactured(maker, maker, "", clock.instant());
        Place place = site.place(EstSite.settings(ChannelBinding.IGNORE_ABSENT, null, List.of(anchor)));
        KeyPair built = key();
        X509Certificate identity = Devices.manufactured(maker, built, "CN=serial 4711", clock.instant());
        X509Certificate issued = caller().showing(built, identity)
                .enroll(place.path("simpleenroll"), csr(key(), "CN=serial 4711"))
                .issued();
        assertThat(commonName(issued)).isEqualTo("CN=serial 4711");
        // Not one of ours: there is nothing to renew.
        assertThat(caller().showing(built, identity)
                        .enroll(place.path("simplereenroll"), csr(key(), "CN=serial 4711"))
                        .status())
                .isEqualTo(403);
        KeyPair stranger = key();
        assertThat(caller().showing(built, Devices.manufactured(stranger, built, "CN=x", clock.instant()))
                        .enroll(place.path("simpleenroll"), csr(key(), "CN=x"))
                        .status())
                .isEqualTo(401);
        assertThat(caller().showing(built, identity)
                        .enroll(site.open().path("simpleenroll"), csr(key(), "CN=x"))
                        .status())
                .isEqualTo(401);
    }

    // Channel binding

    private byte[] bound(KeyPair key, String binding) {
        return csr(key, "CN=bound", attribute(CHALLENGE_PASSWORD, new DERUTF8String(binding)));
    }

    @Test
    void verifiesAChannelBinding() throws IOException {
        Place place = site.open();
        KeyPair key = key();
        assertThat(user().enrollBound(place.path("simpleenroll"), binding -> bound(key, binding))
                        .issued()
                        .getPublicKey())
                .isEqualTo(key.getPublic());
        Answer wrong = user().enroll(place.path("simpleenroll"), bound(key(), "an old enrollment password"));
        assertThat(wrong.status()).isEqualTo(403);
        assertThat(wrong.text()).contains("channel binding");
        Answer uncomputable = user().tls12().enroll(place.path("simpleenroll"), bound(key(), "AAAA"));
        assertThat(uncomputable.status()).isEqualTo(403);
        assertThat(uncomputable.text()).contains("TLS 1.3");
    }

    @Test
    void demandsAChannelBindingWhereTheEndpointDoes() throws IOException {
        Place place = site.place(EstSite.settings(ChannelBinding.REQUIRED, null, List.of()));
        assertThat(user().enroll(place.path("simpleenroll"), csr(key(), "CN=device"))
                        .status())
                .isEqualTo(403);
        assertThat(user().enrollBound(place.path("simpleenroll"), binding -> bound(key(), binding))
                        .issued())
                .isNotNull();
        // RFC 7030 §4.5.2: and says so.
        CsrAttrs attributes = CsrAttrs.getInstance(
                Base64.getDecoder().decode(caller().get(place.path("csrattrs")).body()));
        assertThat(attributes.getAttrOrOIDs())
                .anyMatch(member ->
                        member.isOid() && member.getOid().equals(new ASN1ObjectIdentifier(CHALLENGE_PASSWORD)));
    }

    // CSR attributes

    @Test
    void tellsWhatTheProfileLeavesNoChoiceOf() throws IOException {
        Place place = site.open();
        Answer answer = caller().get(place.path("csrattrs"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/csrattrs");
        assertThat(CsrAttrs.getInstance(Base64.getDecoder().decode(answer.body()))
                        .getAttrOrOIDs())
                .hasSize(1);
        EnrollmentEndpoint fixed = site.endpoint(place.tenant(), EstSite.settings());
        site.account(
                place.tenant(),
                fixed,
                USER,
                true,
                site.profile(place.tenant(), Map.of("EC", List.of("P-384")), "1.3.6.1.5.5.7.3.2"),
                List.of());
        CsrAttrs attributes = CsrAttrs.getInstance(Base64.getDecoder()
                .decode(caller().get("/.well-known/est/" + fixed.uriExtension() + "/csrattrs")
                        .body()));
        assertThat(attributes.getAttrOrOIDs()[0].getAttribute().getAttrType().getId())
                .isEqualTo("1.2.840.10045.2.1");
    }

    // Keys of the server

    @Test
    void makesANewKeyEachTime() throws Exception {
        Place place = site.open();
        byte[] csr = TestCsr.wronglySigned(csr(key(), "CN=device"));
        Answer first = user().enroll(place.path("serverkeygen"), csr);
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.header("Content-Type")).startsWith("multipart/mixed; boundary=");
        assertThat(first.header("Content-Length")).isEqualTo(Integer.toString(first.body().length));
        String second = user().enroll(place.path("serverkeygen"), csr).text();
        assertThat(part(second, 1)).isNotEqualTo(part(first.text(), 1));
        requirePair(part(first.text(), 1), part(first.text(), 2));
        requirePair(part(second, 1), part(second, 2));
    }

    private static String part(String multipart, int number) {
        return multipart.split("--privyseal-est-part", -1)[number].split("\r\n\r\n", 2)[1].strip();
    }

    private static void requirePair(String key, String certificate) throws Exception {
        X509Certificate issued =
                Answer.x509(Answer.certificates(certificate).iterator().next());
        PrivateKey made = KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(key)));
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(made);
        signature.update(new byte[] {1});
        byte[] signed = signature.sign();
        signature.initVerify(issued.getPublicKey());
        signature.update(new byte[] {1});
        assertThat(signature.verify(signed)).isTrue();
    }

    @Test
    void encryptsAKeyToTheClient() throws Exception {
        Place place = site.open();
        KeyPair key = TestCsr.key("RSA", "2048");
        X509Certificate own =
                user().enroll(place.path("simpleenroll"), csr(key, "CN=device")).issued();
        byte[] identifier = MessageDigest.getInstance("SHA-1")
                .digest(SubjectPublicKeyInfo.getInstance(key.getPublic().getEncoded())
                        .getPublicKeyData()
                        .getBytes());
        byte[] csr = csr(key(), "CN=device", attribute("1.2.840.113549.1.9.16.2.54", new DEROctetString(identifier)));
        Answer answer = caller().showing(key, own).enroll(place.path("serverkeygen"), csr);
        assertThat(answer.text()).contains("smime-type=server-generated-key").doesNotContain("application/pkcs8");
        byte[] content = new CMSEnvelopedData(Base64.getDecoder().decode(part(answer.text(), 1)))
                .getRecipientInfos()
                .iterator()
                .next()
                .getContent(new JceKeyTransEnvelopedRecipient(key.getPrivate()));
        assertThat(content).isNotEmpty();
        assertThat(user().enroll(place.path("serverkeygen"), csr).status()).isEqualTo(400);
    }

    @Test
    void makesNoKeyForARequestThatHasToWait() throws IOException {
        Place place = site.open();
        site.account(place.tenant(), place.endpoint(), "reviewed", false);
        Answer answer = caller().login("reviewed", PASSWORD).enroll(place.path("serverkeygen"), csr(key(), "CN=a"));
        assertThat(answer.status()).isEqualTo(403);
    }

    // The port of its own

    @Test
    void servesEstAloneToClientsWithCertificatesOnThePortOfItsOwn() throws IOException {
        Place place = site.open();
        KeyPair key = key();
        X509Certificate own =
                user().enroll(place.path("simpleenroll"), csr(key, "CN=device")).issued();
        int port = estPort.actualPort();
        assertThat(new EstCaller(port)
                        .showing(key, own)
                        .enroll(place.path("simplereenroll"), csr(key(), "CN=device"))
                        .issued())
                .isNotNull();
        assertThat(new EstCaller(port).showing(key, own).get("/api/ssl/v1").status())
                .isEqualTo(404);
        assertThatThrownBy(() -> new EstCaller(port).get(place.path("cacerts"))).isInstanceOf(IOException.class);
    }
}
