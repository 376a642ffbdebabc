package io.privyseal.scep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privyseal.authority.Authorities;
import io.privyseal.authority.AuthorityId;
import io.privyseal.authority.CertificateAuthority;
import io.privyseal.authority.SecurityIdentifier;
import io.privyseal.authority.SerialNumber;
import io.privyseal.azure.Verdict;
import io.privyseal.endpoint.ChallengeWebhook;
import io.privyseal.endpoint.EndpointAccountId;
import io.privyseal.endpoint.EndpointLookup;
import io.privyseal.endpoint.EndpointType;
import io.privyseal.endpoint.EnrollmentEndpoint;
import io.privyseal.endpoint.MacKey;
import io.privyseal.endpoint.NewOneTimeChallenge;
import io.privyseal.endpoint.OneTimeChallenges;
import io.privyseal.endpoint.ScepSettings;
import io.privyseal.endpoint.ScepSettings.CaCertFormat;
import io.privyseal.endpoint.ScepSettings.LegacyAlgorithm;
import io.privyseal.endpoint.TestScepEndpoints;
import io.privyseal.enrollment.EnrollmentPipeline;
import io.privyseal.enrollment.EnrollmentTestProfile;
import io.privyseal.enrollment.MovableClock;
import io.privyseal.enrollment.RequestId;
import io.privyseal.enrollment.ServiceCertificates;
import io.privyseal.enrollment.TestCsr;
import io.privyseal.enrollment.TestTenants;
import io.privyseal.enrollment.TestTenants.Tenant;
import io.privyseal.inventory.Certificate;
import io.privyseal.inventory.Certificates;
import io.privyseal.organization.Reach;
import io.privyseal.platform.AddressRange;
import io.privyseal.platform.EndlessBody;
import io.privyseal.platform.RefusedException;
import io.privyseal.profile.CertificateProfile;
import io.privyseal.profile.ProfileDraft;
import io.privyseal.profile.ProfileId;
import io.privyseal.profile.ProfileRules;
import io.privyseal.profile.ProfileRules.Approval;
import io.privyseal.profile.ProfileRules.StrongMapping;
import io.privyseal.profile.Profiles;
import io.privyseal.profile.StarterProfiles;
import io.privyseal.revocation.RevocationReason;
import io.privyseal.revocation.Revocations;
import io.privyseal.scep.ScepClient.Identity;
import io.privyseal.scep.ScepClient.Message;
import io.privyseal.scep.ScepClient.Reply;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERT61String;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.cert.X509CRLHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Devices at the door, from the HTTP request to the certificate. */
@QuarkusTest
@TestProfile(EnrollmentTestProfile.class)
class ScepDoorTest {
    private static final String SECRET = "correct horse";
    private static final String WEBHOOK_KEY = "0123456789abcdef0123456789abcdef";
    private static final String SUCCESS = "0";
    private static final String FAILURE = "2";
    private static final String PENDING = "3";
    private static final String BAD_ALG = "0";
    private static final String BAD_MESSAGE_CHECK = "1";
    private static final String BAD_REQUEST = "2";
    private static final String BAD_TIME = "3";
    private static final String BAD_CERT_ID = "4";

    private static final SecurityIdentifier ACCOUNT = new SecurityIdentifier("S-1-5-21-1-2-3-1104");
    private static final AtomicInteger NEXT = new AtomicInteger();

    /** Keys take long to make. */
    private static final KeyPair KEY = ScepClient.rsa();

    private static final KeyPair OTHER_KEY = ScepClient.rsa();
    private static final Identity DEVICE = Identity.selfSigned("CN=device-1", KEY);

    @Inject
    TestTenants tenants;

    @Inject
    TestScepEndpoints endpoints;

    @Inject
    Profiles profiles;

    @Inject
    Authorities authorities;

    @Inject
    OneTimeChallenges oneTime;

    @Inject
    Certificates certificates;

    @Inject
    Revocations revocations;

    @Inject
    EnrollmentPipeline pipeline;

    @Inject
    ScepTransactionRepository transactions;

    @Inject
    ServiceCertificates services;

    @Inject
    FakeIntune intune;

    @Inject
    MovableClock clock;

    @Inject
    EntityManager entities;

    private Tenant tenant;
    private ProfileId profile;
    private EnrollmentEndpoint endpoint;
    private EndpointAccountId account;
    private ScepClient client;

    @BeforeEach
    void openAnEndpoint() {
        tenant = tenants.create();
        profile = deviceProfile("Devices", Approval.AUTOMATIC);
        endpoint = endpoints.create(tenant, EndpointType.DEVICE_SCEP, ScepSettings.DEFAULT);
        account = endpoints.account(tenant, endpoint, "account", profile, SECRET, true);
        client = client(endpoint);
        intune.says(new Verdict.Valid());
        intune.takesNote(true);
        intune.told();
    }

    @AfterEach
    void comeBack() {
        clock.comeBack();
    }

    // What a client asks first

    @Test
    void tellsItsCapabilities() {
        HttpResponse<byte[]> answer = client.get("operation=GetCACaps&message=0");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
        assertThat(new String(answer.body(), StandardCharsets.US_ASCII).split("\n"))
                .contains("AES", "POSTPKIOperation", "Renewal", "SHA-256", "SHA-512", "SCEPStandard")
                .doesNotContain("DES3", "SHA-1", "MD5", "DES", "GetNextCACert");
    }

    @Test
    void showsAnRsaRegistrationAuthorityInFrontOfAnEcIssuer() throws Exception {
        List<X509Certificate> shown = client.caCertificates();
        assertThat(shown).hasSize(2);
        X509Certificate ra = shown.getFirst();
        X509Certificate issuer = shown.get(1);
        assertThat(ra.getPublicKey().getAlgorithm()).isEqualTo("RSA");
        assertThat(issuer.getPublicKey().getAlgorithm()).isEqualTo("EC");
        ra.verify(issuer.getPublicKey());
        assertThat(ra.getBasicConstraints()).isNegative();
        assertThat(ra.getKeyUsage()).startsWith(true, false, true, false, false, false, false);
        assertThat(client.get("operation=GetCACert").headers().firstValue("Content-Type"))
                .contains("application/x-x509-ca-ra-cert");
    }

    @Test
    void keepsItsRegistrationAuthority() {
        assertThat(client.ra()).isEqualTo(client.ra());
    }

    @Test
    void renewsItsRegistrationAuthorityAndStillTakesMessagesToTheOldOne() {
        X509Certificate old = client.ra();
        clock.goAhead(Duration.ofDays(310));
        X509Certificate renewed = client.ra();
        assertThat(renewed).isNotEqualTo(old);
        assertThat(enrol(new Message(DEVICE, old).contents(csr("CN=device-1"))).pkiStatus())
                .isEqualTo(SUCCESS);
    }

    @Test
    void keepsNoKeyOfARegistrationAuthorityThatIsRefused() {
        authorities.move(tenant.customer(), tenant.issuer(), CertificateAuthority.State.SUSPENDED, TestTenants.ACTOR);
        assertThat(client.get("operation=GetCACert").statusCode()).isNotEqualTo(200);
        assertThat(keys()).isZero();
        authorities.move(tenant.customer(), tenant.issuer(), CertificateAuthority.State.ACTIVE, TestTenants.ACTOR);
        assertThat(client.ra()).isNotNull();
        assertThat(keys()).isEqualTo(1);
    }

    private long keys() {
        return QuarkusTransaction.requiringNew().call(() -> (Long) entities.createNativeQuery(
                        "select count(*) from signing_key where purpose = 'SCEP' and customer_id = :customer",
                        Long.class)
                .setParameter("customer", tenant.customer().value())
                .getSingleResult());
    }

    @Test
    void showsTheIssuerAloneOrTheWholeChainWhereItIsSetSo() throws Exception {
        ScepClient alone = client(endpointWith(settings(CaCertFormat.ISSUER_ONLY, false, true, null, false)));
        HttpResponse<byte[]> answer = alone.get("operation=GetCACert");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/x-x509-ca-cert");
        ScepClient chain = client(endpointWith(settings(CaCertFormat.RA_ISSUER_ROOT, false, true, null, false)));
        assertThat(chain.caCertificates()).hasSize(3);
    }

    @Test
    void announcesTheIssuerToComeAndSignsThatByTheOneOfToday() throws Exception {
        AuthorityId newRoot = tenants.authority(tenant.customer(), "New root", null, 3650);
        AuthorityId next = tenants.authority(tenant.customer(), "Next", newRoot, 1825);
        EnrollmentEndpoint rolling = endpointWith(announcing(next));
        ScepClient there = client(rolling);
        assertThat(new String(there.get("operation=GetCACaps").body(), StandardCharsets.US_ASCII))
                .contains("GetNextCACert");
        HttpResponse<byte[]> answer = there.get("operation=GetNextCACert");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/x-x509-next-ca-cert");
        CMSSignedData signed = new CMSSignedData(answer.body());
        assertThat(signed.getSignerInfos().getSigners())
                .singleElement()
                .satisfies(
                        signer -> assertThat(signer.verify(new JcaSimpleSignerInfoVerifierBuilder().build(there.ra())))
                                .isTrue());
        there.ra().verify(there.caCertificates().get(1).getPublicKey());
        CMSSignedData certificates =
                new CMSSignedData((byte[]) signed.getSignedContent().getContent());
        assertThat(ScepClient.certificates(certificates))
                .extracting(holder -> holder.getSubject().toString())
                .containsExactlyInAnyOrder("CN=Next", "CN=New root");
        assertThat(certificates.getSignerInfos().size()).isZero();
    }

    @Test
    void issuesByTheAnnouncedCaOnceTheRollOverIsDone() throws Exception {
        AuthorityId next = tenants.authority(tenant.customer(), "Next", tenant.root(), 1825);
        ScepClient there = client(endpointWith(announcing(next)));
        X509Certificate old = there.caCertificates().get(1);
        Identity enrolled = new Identity(
                there.post(message(there).transactionId("old").bytes()).certificate(DEVICE), KEY);
        profiles.update(
                tenant.customer(),
                profile,
                before -> new CertificateProfile(
                        before.id(),
                        before.customer(),
                        before.kind(),
                        before.name(),
                        before.description(),
                        before.enabled(),
                        next,
                        before.rules(),
                        before.organizations()),
                TestTenants.ACTOR);
        assertThat(there.get("operation=GetNextCACert").statusCode()).isEqualTo(404);
        assertThat(new String(there.get("operation=GetCACaps").body(), StandardCharsets.US_ASCII))
                .doesNotContain("GetNextCACert");
        assertThat(there.caCertificates().get(1)).isNotEqualTo(old);
        assertThat(there.post(message(there).bytes()).certificate(DEVICE).getIssuerX500Principal())
                .isEqualTo(there.caCertificates().get(1).getSubjectX500Principal());
        Message renewal =
                new Message(enrolled, there.ra()).type(17).contents(ScepClient.csr(OTHER_KEY, "CN=device-1", null));
        there.post(renewal.bytes())
                .certificate(enrolled)
                .verify(there.caCertificates().get(1).getPublicKey());
        // What the CA before has issued can still be asked for.
        byte[] wanted = ScepClient.issuerAndSerial(enrolled.certificate());
        Reply certificate = there.post(
                new Message(enrolled, there.ra()).type(21).contents(wanted).bytes());
        assertThat(certificate.certificate(enrolled)).isEqualTo(enrolled.certificate());
        CMSSignedData crl = there.post(new Message(enrolled, there.ra())
                        .type(22)
                        .contents(wanted)
                        .bytes())
                .open(enrolled);
        X509CRLHolder list = crl.getCRLs().getMatches(null).iterator().next();
        assertThat(list.getIssuer()).isEqualTo(new JcaX509CertificateHolder(enrolled.certificate()).getIssuer());
    }

    @Test
    void announcesNoIssuerThatWillNeverIssue() {
        AuthorityId next = tenants.authority(tenant.customer(), "Next", tenant.root(), 1825);
        ScepClient there = client(endpointWith(announcing(next)));
        authorities.move(tenant.customer(), next, CertificateAuthority.State.RETIRED, TestTenants.ACTOR);
        assertThat(there.get("operation=GetNextCACert").statusCode()).isEqualTo(404);
        assertThat(new String(there.get("operation=GetCACaps").body(), StandardCharsets.US_ASCII))
                .doesNotContain("GetNextCACert");
    }

    @Test
    void takesNoIssuerToComeThatCannotFollow() {
        AuthorityId foreign = tenants.create().issuer();
        for (AuthorityId wrong : List.of(foreign, tenant.root(), new AuthorityId(Long.MAX_VALUE))) {
            assertThatThrownBy(() -> endpointWith(announcing(wrong)))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("scep.nextIssuerId");
        }
    }

    private static ScepSettings announcing(AuthorityId next) {
        return new ScepSettings(
                CaCertFormat.RA_AND_ISSUER, false, Set.of(), true, null, false, List.of(), null, null, List.of(), next);
    }

    @ParameterizedTest
    @ValueSource(strings = {"operation=GetNextCACert", "operation=Nothing", "message=x", ""})
    void refusesOperationsThatAreNotServed(String query) {
        assertThat(client.get(query).statusCode()).isIn(400, 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/pkiclient.exe"})
    void answersAtEachAddressThatDevicesMake(String more) {
        ScepClient there = new ScepClient(URI.create(address(endpoint) + more));
        assertThat(there.get("operation=GetCACaps").statusCode()).isEqualTo(200);
        assertThat(there.post(message().bytes()).pkiStatus()).isEqualTo(SUCCESS);
    }

    @Test
    void answersNothingAtAnotherAddress() {
        ScepClient nowhere = new ScepClient(URI.create(address(endpoint) + "x"));
        assertThat(nowhere.get("operation=GetCACaps").statusCode()).isEqualTo(404);
    }

    @Test
    void answersAtTheAddressOfNdesForTheDefaultEndpoint() {
        EnrollmentEndpoint byDefault = endpoints.create(
                tenant, EndpointType.DEVICE_SCEP, EndpointLookup.DEFAULT_EXTENSION, ScepSettings.DEFAULT);
        endpoints.account(tenant, byDefault, "account", profile, SECRET, true);
        for (String more : List.of("", "/pkiclient.exe")) {
            ScepClient ndes = new ScepClient(
                    URI.create("http://localhost:" + RestAssured.port + "/certsrv/mscep/mscep.dll" + more));
            assertThat(ndes.get("operation=GetCACaps").statusCode()).isEqualTo(200);
            assertThat(ndes.post(message(ndes).bytes()).pkiStatus()).isEqualTo(SUCCESS);
        }
        endpoints.disable(tenant, byDefault);
    }

    // First enrollment

    @Test
    void enrollsADeviceByItsChallenge() throws Exception {
        Message message = message();
        Reply reply = client.post(message.bytes());
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.pkiStatus()).isEqualTo(SUCCESS);
        assertThat(reply.transactionId()).isEqualTo("transaction");
        assertThat(reply.recipientNonce()).isEqualTo(message.nonce());
        X509Certificate certificate = reply.certificate(DEVICE);
        assertThat(certificate.getSubjectX500Principal().getName()).contains("CN=device-1");
        assertThat(certificate.getPublicKey()).isEqualTo(KEY.getPublic());
        certificate.verify(client.caCertificates().get(1).getPublicKey());
        assertThat(onRecord(certificate).state()).isEqualTo(Certificate.State.VALID);
    }

    @Test
    void enrollsByGet() {
        assertThat(client.getMessage(message().bytes()).pkiStatus()).isEqualTo(SUCCESS);
    }

    @Test
    void sendsTheChainAlongWhereItIsSetSo() throws Exception {
        ScepClient chain = client(endpointWith(settings(CaCertFormat.RA_AND_ISSUER, true, true, null, false)));
        Reply reply = chain.post(message(chain).bytes());
        assertThat(ScepClient.certificates(reply.open(DEVICE))).hasSize(3);
        assertThat(reply.certificate(DEVICE).getSubjectX500Principal().getName())
                .contains("CN=device-1");
    }

    @Test
    void enrollsNamesOfTheOrganizationOnly() {
        byte[] own = ScepClient.csr(KEY, "CN=www.example.test", SECRET, "www.example.test");
        assertThat(enrol(message().contents(own)).pkiStatus()).isEqualTo(SUCCESS);
        byte[] foreign = ScepClient.csr(KEY, "CN=www.foreign.test", SECRET, "www.foreign.test");
        refused(BAD_REQUEST, message().contents(foreign).transactionId("2"));
    }

    /** Readers take a common name that is a domain name for one, whatever the alternative names say. */
    @ParameterizedTest
    @ValueSource(strings = {"www.bank.test", "WWW.BANK.TEST", "www.bank.test.", "*.bank.test", "bank.example"})
    void refusesACommonNameThatIsTheDomainNameOfSomebodyElse(String commonName) {
        refused(BAD_REQUEST, message().contents(csr("CN=" + commonName)));
        assertThat(enrol(message().contents(csr("CN=pump.example.test")).transactionId("2"))
                        .pkiStatus())
                .isEqualTo(SUCCESS);
        assertThat(enrol(message().contents(csr("CN=SN.4711-B")).transactionId("3"))
                        .pkiStatus())
                .isEqualTo(SUCCESS);
    }

    @Test
    void carriesASecurityIdentifierAsTheProfileSays() throws Exception {
        byte[] asName =
                ScepClient.csr(KEY, "CN=device-1", SECRET, ACCOUNT.name().value());
        byte[] asExtension = ScepClient.csr(
                KEY,
                new X500Name("CN=device-1"),
                new DERUTF8String(SECRET),
                ScepClient.extension(SecurityIdentifier.EXTENSION, ACCOUNT.extension()));
        for (byte[] csr : List.of(asName, asExtension)) {
            ScepClient named = mapping(StrongMapping.URI);
            X509Certificate name =
                    named.post(message(named).contents(csr).bytes()).certificate(DEVICE);
            assertThat(name.getSubjectAlternativeNames())
                    .containsExactly(List.of(6, ACCOUNT.name().value()));
            assertThat(name.getExtensionValue(SecurityIdentifier.EXTENSION.getId()))
                    .isNull();
            ScepClient extended = mapping(StrongMapping.EXTENSION);
            X509Certificate extension =
                    extended.post(message(extended).contents(csr).bytes()).certificate(DEVICE);
            assertThat(extension.getSubjectAlternativeNames()).isNull();
            assertThat(ASN1OctetString.getInstance(extension.getExtensionValue(SecurityIdentifier.EXTENSION.getId()))
                            .getOctets())
                    .isEqualTo(ACCOUNT.extension().getEncoded("DER"));
            refused(BAD_REQUEST, message().contents(csr));
        }
    }

    @Test
    void carriesTheSecurityIdentifierThatIntuneHasChecked() throws Exception {
        profile = profile(StarterProfiles.DEFAULT_DEVICE, "Mapped", Approval.AUTOMATIC, StrongMapping.URI);
        ScepClient device = client(intuneEndpoint());
        byte[] csr = ScepClient.csr(KEY, "CN=device-1", SECRET, ACCOUNT.name().value());
        X509Certificate issued =
                device.post(message(device).contents(csr).bytes()).certificate(DEVICE);
        assertThat(issued.getSubjectAlternativeNames())
                .containsExactly(List.of(6, ACCOUNT.name().value()));
    }

    @Test
    void refusesARenewalForAnotherSecurityIdentifier() {
        ScepClient there = mapping(StrongMapping.EXTENSION);
        byte[] first = ScepClient.csr(KEY, "CN=device-1", SECRET, ACCOUNT.name().value());
        Identity enrolled =
                new Identity(there.post(message(there).contents(first).bytes()).certificate(DEVICE), KEY);
        SecurityIdentifier administrator = new SecurityIdentifier("S-1-5-21-1-2-3-500");
        byte[] other = ScepClient.csr(
                OTHER_KEY,
                new X500Name("CN=device-1"),
                null,
                ScepClient.extension(SecurityIdentifier.EXTENSION, administrator.extension()));
        byte[] same =
                ScepClient.csr(OTHER_KEY, "CN=device-1", null, ACCOUNT.name().value());
        assertThat(there.post(new Message(enrolled, there.ra())
                                .type(17)
                                .contents(other)
                                .bytes())
                        .failInfo())
                .isEqualTo(BAD_REQUEST);
        assertThat(there.post(new Message(enrolled, there.ra())
                                .type(17)
                                .contents(same)
                                .bytes())
                        .pkiStatus())
                .isEqualTo(SUCCESS);
    }

    private ScepClient mapping(StrongMapping mapping) {
        ProfileId mapped = profile(
                StarterProfiles.ENROLLING_DEVICE,
                "Mapped by " + mapping + " " + NEXT.incrementAndGet(),
                Approval.AUTOMATIC,
                mapping);
        EnrollmentEndpoint made = endpoints.create(tenant, EndpointType.DEVICE_SCEP, ScepSettings.DEFAULT);
        endpoints.account(tenant, made, "account", mapped, SECRET, true);
        return client(made);
    }

    @Test
    void keepsToTheNamesOfTheAccount() {
        EnrollmentEndpoint other = endpoints.create(tenant, EndpointType.DEVICE_SCEP, ScepSettings.DEFAULT);
        endpoints.account(tenant, other, "narrow", profile, SECRET, true, "devices.example.test");
        ScepClient narrow = client(other);
        byte[] outside = ScepClient.csr(KEY, "CN=www.example.test", SECRET, "www.example.test");
        byte[] inside = ScepClient.csr(KEY, "CN=a.devices.example.test", SECRET, "a.devices.example.test");
        assertThat(narrow.post(message(narrow).contents(outside).bytes()).failInfo())
                .isEqualTo(BAD_REQUEST);
        assertThat(narrow.post(message(narrow).contents(inside).bytes()).pkiStatus())
                .isEqualTo(SUCCESS);
    }

    @Test
    void enrollsAPersonAtAnEndpointForClients() {
        ProfileId client = profile(StarterProfiles.DEFAULT_CLIENT, "People", Approval.AUTOMATIC);
        EnrollmentEndpoint people = endpoints.create(tenant, EndpointType.SMIME_SCEP, ScepSettings.DEFAULT);
        endpoints.account(tenant, people, "people", client, SECRET, true);
        ScepClient there = client(people);
        byte[] csr = ScepClient.csr(KEY, "CN=Jane", SECRET, "jane@example.test");
        assertThat(there.post(message(there).contents(csr).bytes()).pkiStatus()).isEqualTo(SUCCESS);
        byte[] foreign = ScepClient.csr(KEY, "CN=Jane", SECRET, "jane@foreign.test");
        assertThat(there.post(message(there).contents(foreign).bytes()).failInfo())
                .isEqualTo(BAD_REQUEST);
    }

    @Test
    void takesOldAlgorithmsWhereTheyAreAllowed() {
        ScepClient there = client(endpointWith(new ScepSettings(
                CaCertFormat.RA_AND_ISSUER,
                false,
                Set.of(LegacyAlgorithm.values()),
                true,
                null,
                false,
                List.of(),
                null,
                null,
                List.of())));
        Message old = message(there).signature("SHA1withRSA").cipher(CMSAlgorithm.DES_EDE3_CBC);
        assertThat(there.post(old.bytes()).certificate(DEVICE)).isNotNull();
        assertThat(new String(there.get("operation=GetCACaps").body(), StandardCharsets.US_ASCII))
                .contains("DES3", "SHA-1");
    }

    @Test
    void servesItsNetworksOnly() {
        ScepClient there = client(endpointWith(new ScepSettings(
                CaCertFormat.RA_AND_ISSUER,
                false,
                Set.of(),
                true,
                null,
                false,
                List.of(),
                null,
                null,
                List.of(AddressRange.of("192.0.2.0/24")))));
        assertThat(there.get("operation=GetCACaps").statusCode()).isEqualTo(403);
    }

    @Test
    void refusesAWrongAnEmptyAndAMissingChallenge() {
        refused(BAD_REQUEST, message().contents(ScepClient.csr(KEY, "CN=device-1", "wrong")));
        refused(BAD_REQUEST, message().contents(ScepClient.csr(KEY, "CN=device-1", "")));
        refused(BAD_REQUEST, message().contents(ScepClient.csr(KEY, "CN=device-1", null)));
        assertThat(transactions.count("endpointId", endpoint.id().value())).isZero();
    }

    @Test
    void tellsAccountsApartByTheirSecrets() {
        ProfileId reviewed = deviceProfile("Reviewed devices", Approval.ADMINISTRATOR);
        endpoints.account(tenant, endpoint, "other", reviewed, "another secret", true);
        assertThat(enrol(message().contents(ScepClient.csr(KEY, "CN=device-1", "another secret")))
                        .pkiStatus())
                .isEqualTo(PENDING);
    }

    @Test
    void servesTheOtherAccountsWhenOneCannotBeServed() {
        ProfileId gone = deviceProfile("Disabled devices", Approval.AUTOMATIC);
        EnrollmentEndpoint both = endpoints.create(tenant, EndpointType.DEVICE_SCEP, ScepSettings.DEFAULT);
        endpoints.account(tenant, both, "first", gone, "first secret", true);
        ScepClient there = client(both);
        assertThat(there.get("operation=GetCACert").statusCode()).isEqualTo(200);
        profiles.enable(tenant.customer(), gone, false, TestTenants.ACTOR);
        assertThat(there.get("operation=GetCACert").statusCode()).isEqualTo(503);
        endpoints.account(tenant, both, "second", profile, SECRET, true);
        assertThat(there.post(message(there).bytes()).pkiStatus()).isEqualTo(SUCCESS);
    }

    @Test
    void refusesAKeyThatIsNotTheSigners() {
        refused(BAD_MESSAGE_CHECK, message().contents(ScepClient.csr(OTHER_KEY, "CN=device-1", SECRET)));
    }

    @Test
    void refusesAMessageToSomebodyElse() {
        Identity other = Identity.selfSigned("CN=Other RA", OTHER_KEY);
        refused(BAD_MESSAGE_CHECK, new Message(DEVICE, other.certificate()).contents(csr("CN=device-1")));
    }

    @Test
    void refusesASigningTimeThatIsFarOff() {
        refused(BAD_TIME, message().signingTime(clock.instant().minus(Duration.ofDays(3))));
        assertThat(enrol(message().signingTime(clock.instant().minus(Duration.ofHours(1))))
                        .pkiStatus())
                .isEqualTo(SUCCESS);
    }

    @Test
    void refusesTypesThatAreNotServedAndWeakDigests() {
        refused(BAD_REQUEST, message().type(99));
        refused(BAD_ALG, message().signature("SHA1withRSA"));
    }

    @Test
    void answersWhatIsNoMessageByHttp() {
        assertThat(client.post(new byte[] {1, 2, 3}).status()).isEqualTo(400);
        assertThat(client.post(new byte[0]).status()).isEqualTo(400);
        assertThat(client.post(new byte[300_000]).status()).isEqualTo(400);
        assertThat(client.get("operation=PKIOperation&message=***").statusCode())
                .isEqualTo(400);
    }

    // What clients send

    @Test
    void takesASignerOfAnotherName() {
        Identity signer = Identity.selfSigned("CN=router,O=Factory", KEY);
        assertThat(enrol(new Message(signer, client.ra()).contents(csr("CN=device-1")))
                        .pkiStatus())
                .isEqualTo(SUCCESS);
    }

    @Test
    void takesAPostThatNamesNoOperation() {
        HttpResponse<byte[]> answer = client.post("", "text/html", message().bytes());
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/x-pki-message");
        assertThat(new Reply(answer.statusCode(), answer.body()).pkiStatus()).isEqualTo(SUCCESS);
    }

    @Test
    void takesBerAndDer() throws Exception {
        byte[] ber = message().bytes();
        assertThat(ber).startsWith(0x30, 0x80);
        assertThat(client.post(ber).pkiStatus()).isEqualTo(SUCCESS);
        byte[] der = ASN1Primitive.fromByteArray(message().transactionId("der").bytes())
                .getEncoded(ASN1Encoding.DER);
        assertThat(client.post(der).pkiStatus()).isEqualTo(SUCCESS);
    }

    @Test
    void takesBase64WithLineBreaksAndWithoutEscapesInGet() {
        byte[] message = message().bytes();
        String plain = Base64.getEncoder().encodeToString(message);
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(message) + "\n";
        for (String text : List.of(
                plain,
                plain.replace("+", "%20"),
                lines.replace("\n", "%0A").replace("+", "%2B"),
                Base64.getUrlEncoder().withoutPadding().encodeToString(message))) {
            HttpResponse<byte[]> answer = client.get("operation=PKIOperation&message=" + text);
            assertThat(new Reply(answer.statusCode(), answer.body()).pkiStatus())
                    .isEqualTo(SUCCESS);
        }
    }

    @Test
    void takesChallengesInTheEncodingsOfOldDevices() {
        String secret = "z".repeat(300);
        ScepClient there = client(intuneEndpoint());
        int transaction = 0;
        for (ASN1Encodable challenge : List.of(
                new DERUTF8String(secret),
                new DERPrintableString(secret),
                new DERIA5String(secret),
                new DERT61String(secret),
                new DERBMPString(secret))) {
            byte[] csr = ScepClient.csr(KEY, new X500Name("CN=device-1"), challenge);
            assertThat(there.post(message(there)
                                    .contents(csr)
                                    .transactionId(Integer.toString(transaction++))
                                    .bytes())
                            .pkiStatus())
                    .isEqualTo(SUCCESS);
        }
    }

    // What nobody should send

    @Test
    void refusesWhatIsCutOff() {
        byte[] message = message().bytes();
        for (int length : List.of(1, 2, 20, message.length / 2, message.length - 1)) {
            assertThat(client.post(Arrays.copyOf(message, length)).status())
                    .as("%d octets", length)
                    .isEqualTo(400);
        }
        nothingWasIssued();
    }

    @Test
    void refusesOtherTypesOfCms() {
        assertThat(client.post(message().envelope()).status()).isEqualTo(400);
        assertThat(client.post(csr("CN=device-1")).status()).isEqualTo(400);
        nothingWasIssued();
    }

    @Test
    void refusesTwoSigners() {
        Reply reply = client.post(
                message().alsoSignedBy(Identity.selfSigned("CN=x", OTHER_KEY)).bytes());
        assertThat(reply.status()).isEqualTo(400);
        nothingWasIssued();
    }

    @Test
    void refusesBrokenAlgorithmsEvenWhereOldOnesAreAllowed() {
        EnrollmentEndpoint old = endpointWith(new ScepSettings(
                CaCertFormat.RA_AND_ISSUER,
                false,
                Set.of(LegacyAlgorithm.values()),
                true,
                null,
                false,
                List.of(),
                null,
                null,
                List.of()));
        ScepClient there = client(old);
        for (Message message : List.of(
                message(there).cipher(CMSAlgorithm.DES_CBC), message(there).signature("MD5withRSA"))) {
            assertThat(there.post(message.bytes()).failInfo()).isEqualTo(BAD_ALG);
        }
        assertThat(transactions.count("endpointId", old.id().value())).isZero();
    }

    @Test
    void refusesACsrWithABrokenSignature() {
        refused(BAD_MESSAGE_CHECK, message().contents(TestCsr.wronglySigned(csr("CN=device-1"))));
        nothingWasIssued();
    }

    @Test
    void refusesARenewalByACertificateOfAnotherCustomer() {
        Tenant other = tenants.create();
        EnrollmentEndpoint elsewhere = endpoints.create(other, EndpointType.DEVICE_SCEP, ScepSettings.DEFAULT);
        ProfileDraft draft = new ProfileDraft(
                "Devices",
                "For tests",
                true,
                other.issuer(),
                rules(StarterProfiles.ENROLLING_DEVICE, Approval.AUTOMATIC, StrongMapping.NONE),
                Set.of());
        ProfileId theirs = profiles.create(
                        other.customer(), StarterProfiles.ENROLLING_DEVICE.kind(), draft, TestTenants.ACTOR)
                .id();
        endpoints.account(other, elsewhere, "account", theirs, SECRET, true);
        ScepClient there = client(elsewhere);
        Identity enrolled = new Identity(there.post(message(there).bytes()).certificate(DEVICE), KEY);
        refused(BAD_REQUEST, renewal(enrolled, "CN=device-1"));
        nothingWasIssued();
    }

    @Test
    void refusesNulInNamesAndThousandsOfThem() {
        X500Name cut = new X500NameBuilder()
                .addRDN(BCStyle.CN, new DERUTF8String("device\0.bank.test"))
                .build();
        refused(BAD_REQUEST, message().contents(ScepClient.csr(KEY, cut, new DERUTF8String(SECRET))));
        refused(
                BAD_REQUEST,
                message()
                        .contents(ScepClient.csr(KEY, "CN=device-1", SECRET, "www.example.test\0.bank.test"))
                        .transactionId("2"));
        String[] many = Collections.nCopies(5_000, "a.b").toArray(String[]::new);
        refused(
                BAD_REQUEST,
                message()
                        .contents(ScepClient.csr(KEY, "CN=device-1", SECRET, many))
                        .transactionId("3"));
        nothingWasIssued();
    }

    @Test
    void endsABodyWithoutEnd() throws IOException {
        try (EndlessBody body =
                new EndlessBody(RestAssured.port, "/scep/" + endpoint.uriExtension(), "application/x-pki-message")) {
            assertThat(body.statusAfterAtMost(32 * 1024 * 1024)).isIn(400, 413);
        }
        nothingWasIssued();
    }

    private void nothingWasIssued() {
        assertThat(transactions.count("endpointId", endpoint.id().value())).isZero();
    }

    // The same again

    @Test
    void givesTheSameCertificateToTheSameRequest() {
        byte[] message = message().bytes();
        X509Certificate first = client.post(message).certificate(DEVICE);
        assertThat(client.post(message).certificate(DEVICE)).isEqualTo(first);
        // A new certificate of its own and another nonce: still the same request.
        Identity again = Identity.selfSigned("CN=device-1", KEY);
        byte[] csr = csr("CN=device-1");
        X509Certificate second =
                enrol(new Message(DEVICE, client.ra()).contents(csr)).certificate(DEVICE);
        assertThat(enrol(new Message(again, client.ra()).contents(csr)).certificate(again))
                .isEqualTo(second);
    }

    @Test
    void givesOneCertificateToTheSameRequestAtOnce() throws Exception {
        byte[] message = message().bytes();
        List<Callable<X509Certificate>> calls = Collections.nCopies(12, () -> {
            Reply reply = client.post(message);
            // Another is at work.
            while (reply.pkiStatus().equals(PENDING)) {
                Thread.sleep(50);
                reply = client.post(message);
            }
            return reply.certificate(DEVICE);
        });
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Set<X509Certificate> granted = new HashSet<>();
            for (Future<X509Certificate> call : threads.invokeAll(calls)) {
                granted.add(call.get());
            }
            assertThat(granted).hasSize(1);
        }
    }

    @Test
    void givesANewCertificateWhenTheOneBeforeIsRevoked() {
        byte[] message = message().bytes();
        X509Certificate first = client.post(message).certificate(DEVICE);
        revoke(first);
        assertThat(client.post(message).certificate(DEVICE)).isNotEqualTo(first);
    }

    // Waiting for an administrator

    @Test
    void answersPendingAndIsPolled() {
        EnrollmentEndpoint slow = endpoints.create(tenant, EndpointType.DEVICE_SCEP, ScepSettings.DEFAULT);
        endpoints.account(tenant, slow, "manual", profile, SECRET, false);
        ScepClient waiting = client(slow);
        byte[] csr = csr("CN=device-1");
        Message request = message(waiting).contents(csr).transactionId("waiting");
        assertThat(waiting.post(request.bytes()).pkiStatus()).isEqualTo(PENDING);
        assertThat(waiting.post(request.bytes()).pkiStatus()).isEqualTo(PENDING);
        // sscep and strongSwan put the RA's name where the issuer's belongs.
        Message poll = message(waiting)
                .type(20)
                .transactionId("waiting")
                .contents(ScepClient.issuerAndSubject(waiting.ra(), "CN=device-1"));
        assertThat(waiting.post(poll.bytes()).pkiStatus()).isEqualTo(PENDING);

        approve(slow);

        X509Certificate polled = waiting.post(poll.bytes()).certificate(DEVICE);
        assertThat(waiting.post(request.bytes()).certificate(DEVICE)).isEqualTo(polled);
    }

    @Test
    void tellsThatAnAdministratorDeclined() {
        EnrollmentEndpoint slow = endpoints.create(tenant, EndpointType.DEVICE_SCEP, ScepSettings.DEFAULT);
        endpoints.account(tenant, slow, "manual", profile, SECRET, false);
        ScepClient waiting = client(slow);
        Message request = message(waiting).transactionId("waiting");
        assertThat(waiting.post(request.bytes()).pkiStatus()).isEqualTo(PENDING);
        pipeline.decline(tenant.customer(), request(slow), "No.", TestTenants.ACTOR);
        assertThat(waiting.post(request.bytes()).failInfo()).isEqualTo(BAD_REQUEST);
    }

    @Test
    void refusesAPollByAnotherKeyOrOfNoTransaction() {
        assertThat(enrol(message().transactionId("mine")).pkiStatus()).isEqualTo(SUCCESS);
        Identity stranger = Identity.selfSigned("CN=device-1", OTHER_KEY);
        byte[] names = ScepClient.issuerAndSubject(client.ra(), "CN=device-1");
        refused(
                BAD_CERT_ID,
                new Message(stranger, client.ra())
                        .type(20)
                        .transactionId("mine")
                        .contents(names));
        refused(BAD_CERT_ID, message().type(20).transactionId("none").contents(names));
        assertThat(enrol(message().type(20).transactionId("mine").contents(names))
                        .pkiStatus())
                .isEqualTo(SUCCESS);
    }

    // Renewal

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void renewsByTheOldCertificateWithEitherType(int type) {
        Identity enrolled = enrolled();
        byte[] csr = ScepClient.csr(OTHER_KEY, "CN=device-1", null);
        Reply reply = enrol(new Message(enrolled, client.ra()).type(type).contents(csr));
        X509Certificate renewed = reply.certificate(enrolled);
        assertThat(renewed.getPublicKey()).isEqualTo(OTHER_KEY.getPublic());
        assertThat(renewed.getSerialNumber())
                .isNotEqualTo(enrolled.certificate().getSerialNumber());
    }

    /** The same key, transaction and CSR as before, but signed by the certificate: a new one. */
    @Test
    void renewsWithTheSameKeyAndTransaction() {
        byte[] csr = csr("CN=device-1");
        X509Certificate first = enrol(message().contents(csr)).certificate(DEVICE);
        Identity enrolled = new Identity(first, KEY);
        Message renewal = new Message(enrolled, client.ra()).type(17).contents(csr);
        X509Certificate second = enrol(renewal).certificate(enrolled);
        assertThat(second).isNotEqualTo(first);
        assertThat(enrol(renewal).certificate(enrolled)).isEqualTo(second);
    }

    @Test
    void refusesTheSameKeyWhereItIsSetSo() {
        EnrollmentEndpoint strict = endpointWith(settings(CaCertFormat.RA_AND_ISSUER, false, false, null, false));
        ScepClient there = client(strict);
        Identity enrolled = new Identity(there.post(message(there).bytes()).certificate(DEVICE), KEY);
        Message renewal = new Message(enrolled, there.ra()).type(17).contents(csr("CN=device-1"));
        assertThat(there.post(renewal.bytes()).failInfo()).isEqualTo(BAD_REQUEST);
    }

    @Test
    void renewsInsideTheWindowOnly() {
        EnrollmentEndpoint windowed = endpointWith(settings(CaCertFormat.RA_AND_ISSUER, false, true, 30, false));
        ScepClient there = client(windowed);
        Identity enrolled = new Identity(there.post(message(there).bytes()).certificate(DEVICE), KEY);
        byte[] csr = ScepClient.csr(OTHER_KEY, "CN=device-1", null);
        Message renewal = new Message(enrolled, there.ra()).type(17).contents(csr);
        assertThat(there.post(renewal.bytes()).failInfo()).isEqualTo(BAD_REQUEST);
        clock.goAhead(Duration.ofDays(350));
        Message later = new Message(enrolled, there.ra()).type(17).contents(csr);
        assertThat(there.post(later.bytes()).pkiStatus()).isEqualTo(SUCCESS);
    }

    @Test
    void demandsAChallengeForARenewalWhereItIsSetSo() {
        EnrollmentEndpoint strict = endpointWith(settings(CaCertFormat.RA_AND_ISSUER, false, true, null, true));
        ScepClient there = client(strict);
        Identity enrolled = new Identity(there.post(message(there).bytes()).certificate(DEVICE), KEY);
        Message without =
                new Message(enrolled, there.ra()).type(17).contents(ScepClient.csr(OTHER_KEY, "CN=device-1", null));
        Message with =
                new Message(enrolled, there.ra()).type(17).contents(ScepClient.csr(OTHER_KEY, "CN=device-1", SECRET));
        assertThat(there.post(without.bytes()).failInfo()).isEqualTo(BAD_REQUEST);
        assertThat(there.post(with.bytes()).pkiStatus()).isEqualTo(SUCCESS);
    }

    @Test
    void refusesARenewalOfAKeyThatIsNotProven() {
        byte[] csr = TestCsr.wronglySigned(ScepClient.csr(OTHER_KEY, "CN=device-1", null));
        refused(BAD_MESSAGE_CHECK, new Message(enrolled(), client.ra()).type(17).contents(csr));
    }

    @Test
    void refusesARenewalByARevokedCertificate() {
        Identity enrolled = enrolled();
        revoke(enrolled.certificate());
        refused(BAD_REQUEST, renewal(enrolled, "CN=device-1"));
    }

    @Test
    void refusesARenewalByAnExpiredCertificate() {
        Identity enrolled = enrolled();
        clock.goAhead(Duration.ofDays(366));
        refused(BAD_REQUEST, renewal(enrolled, "CN=device-1"));
    }

    @Test
    void refusesARenewalByACertificateOfAnotherEndpoint() {
        Identity enrolled = enrolled();
        EnrollmentEndpoint other = endpointWith(ScepSettings.DEFAULT);
        ScepClient there = client(other);
        Message renewal =
                new Message(enrolled, there.ra()).type(17).contents(ScepClient.csr(OTHER_KEY, "CN=device-1", SECRET));
        assertThat(there.post(renewal.bytes()).failInfo()).isEqualTo(BAD_REQUEST);
    }

    @Test
    void refusesARenewalByACertificateOfNobody() {
        refused(BAD_REQUEST, renewal(DEVICE, "CN=device-1"));
    }

    @Test
    void refusesARenewalForOtherNames() {
        Identity enrolled = enrolled();
        refused(BAD_REQUEST, renewal(enrolled, "CN=device-2"));
        byte[] more = ScepClient.csr(OTHER_KEY, "CN=device-1", null, "www.example.test");
        refused(BAD_REQUEST, new Message(enrolled, client.ra()).type(17).contents(more));
    }

    // What was issued before

    @Test
    void handsOutACertificateAndACrlToItsDevices() throws Exception {
        Identity enrolled = enrolled();
        byte[] wanted = ScepClient.issuerAndSerial(enrolled.certificate());
        Reply certificate = enrol(new Message(enrolled, client.ra()).type(21).contents(wanted));
        assertThat(certificate.certificate(enrolled)).isEqualTo(enrolled.certificate());
        CMSSignedData crl = enrol(new Message(enrolled, client.ra()).type(22).contents(wanted))
                .open(enrolled);
        assertThat(crl.getCRLs().getMatches(null)).hasSize(1);
        assertThat(crl.getCertificates().getMatches(null)).isEmpty();
    }

    @Test
    void handsOutNothingToStrangersAndNothingUnknown() {
        Identity enrolled = enrolled();
        refused(BAD_REQUEST, message().type(21).contents(ScepClient.issuerAndSerial(enrolled.certificate())));
        refused(
                BAD_CERT_ID,
                new Message(enrolled, client.ra()).type(21).contents(ScepClient.issuerAndSerial(client.ra())));
        refused(
                BAD_CERT_ID,
                new Message(enrolled, client.ra()).type(21).contents(ScepClient.issuerAndSerial(DEVICE.certificate())));
    }

    // Other rights

    @Test
    void aOneTimeChallengeLetsOneRequestIn() {
        String secret = issue("device-1");
        byte[] csr = ScepClient.csr(KEY, "CN=device-1", secret);
        Message first = message().contents(csr);
        assertThat(enrol(first).pkiStatus()).isEqualTo(SUCCESS);
        assertThat(enrol(first).pkiStatus()).isEqualTo(SUCCESS);
        refused(BAD_REQUEST, message().contents(csr).transactionId("another"));
    }

    @Test
    void aOneTimeChallengeIsForItsSubjectAndItsTime() {
        String secret = issue("device-1");
        byte[] other = ScepClient.csr(KEY, "CN=device-2", secret);
        refused(BAD_REQUEST, message().contents(other));
        clock.goAhead(Duration.ofHours(2));
        refused(BAD_REQUEST, message().contents(ScepClient.csr(KEY, "CN=device-1", secret)));
    }

    @Test
    void aRefusedRequestGivesItsOneTimeChallengeBack() {
        String secret = issue(null);
        refused(BAD_REQUEST, message().contents(ScepClient.csr(KEY, "CN=x", secret, "www.foreign.test")));
        assertThat(enrol(message()
                                .contents(ScepClient.csr(KEY, "CN=device-1", secret))
                                .transactionId("2"))
                        .pkiStatus())
                .isEqualTo(SUCCESS);
    }

    @Test
    void aOneTimeChallengeIsUsedOnceByManyAtOnce() throws Exception {
        String secret = issue(null);
        List<Callable<String>> calls = Stream.of("1", "2", "3", "4", "5", "6")
                .<Callable<String>>map(id -> () -> client.post(message()
                                .contents(ScepClient.csr(KEY, "CN=device-1", secret))
                                .transactionId(id)
                                .bytes())
                        .pkiStatus())
                .toList();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<String> answers = new ArrayList<>();
            for (Future<String> call : threads.invokeAll(calls)) {
                answers.add(call.get());
            }
            assertThat(answers).containsOnlyOnce(SUCCESS);
        }
    }

    @Test
    void intuneDecidesAtItsEndpoints() {
        EnrollmentEndpoint there = intuneEndpoint();
        ScepClient device = client(there);
        Message message = message(device).contents(ScepClient.csr(KEY, "CN=device-1", "x".repeat(2000)));
        assertThat(device.post(message.bytes()).pkiStatus()).isEqualTo(SUCCESS);
        assertThat(intune.told()).containsExactly("validate transaction", "success transaction");
        assertThat(device.post(message.bytes()).pkiStatus()).isEqualTo(SUCCESS);
        assertThat(intune.told()).isEmpty();
    }

    @Test
    void intuneIsAskedAboutRenewalsToo() {
        ScepClient device = client(intuneEndpoint());
        Identity enrolled = new Identity(device.post(message(device).bytes()).certificate(DEVICE), KEY);
        intune.says(new Verdict.Refused("ChallengeDecodingError", ""));
        Message renewal =
                new Message(enrolled, device.ra()).type(17).contents(ScepClient.csr(OTHER_KEY, "CN=device-1", null));
        assertThat(device.post(renewal.bytes()).failInfo()).isEqualTo(BAD_REQUEST);
    }

    @Test
    void nothingIsIssuedWhenIntuneSaysNoOrNothing() {
        EnrollmentEndpoint there = intuneEndpoint();
        ScepClient device = client(there);
        intune.says(new Verdict.Refused("ChallengeExpired", ""));
        assertThat(device.post(message(device).bytes()).failInfo()).isEqualTo(BAD_REQUEST);
        intune.says(new Verdict.Unavailable("away"));
        assertThat(device.post(message(device).bytes()).status()).isEqualTo(503);
        assertThat(transactions.count("endpointId", there.id().value())).isZero();
    }

    @Test
    void revokesWhatIntuneDoesNotTakeNoteOf() {
        EnrollmentEndpoint there = intuneEndpoint();
        ScepClient device = client(there);
        intune.takesNote(false);
        assertThat(device.post(message(device).bytes()).failInfo()).isEqualTo(BAD_REQUEST);
        ScepTransactionRow row =
                transactions.find("endpointId", there.id().value()).firstResult();
        assertThat(row.notified).isFalse();
        intune.takesNote(true);
        assertThat(device.post(message(device).bytes()).pkiStatus()).isEqualTo(SUCCESS);
    }

    @Test
    void trustsCertificatesOfAnchorsWithoutAChallenge() {
        KeyPair manufacturer = OTHER_KEY;
        X509Certificate anchor = Identity.authority("CN=Manufacturer", manufacturer);
        Identity born = Identity.issued("CN=serial-1", KEY, "CN=Manufacturer", manufacturer);
        Identity forged = Identity.issued("CN=serial-1", KEY, "CN=Manufacturer", KEY);
        ScepClient there = client(endpointWith(new ScepSettings(
                CaCertFormat.RA_AND_ISSUER,
                false,
                Set.of(),
                true,
                null,
                false,
                List.of(anchor),
                null,
                null,
                List.of())));
        byte[] csr = ScepClient.csr(KEY, "CN=serial-1", null);
        assertThat(there.post(new Message(born, there.ra()).contents(csr).bytes())
                        .pkiStatus())
                .isEqualTo(SUCCESS);
        assertThat(there.post(new Message(forged, there.ra()).contents(csr).bytes())
                        .failInfo())
                .isEqualTo(BAD_REQUEST);
    }

    @Test
    void asksAWebhookAboutTheChallenge() throws Exception {
        try (WebhookServer server = WebhookServer.start(services, tenant)) {
            EnrollmentEndpoint asking = endpoints.create(tenant, EndpointType.DEVICE_SCEP, webhook(server.url()));
            endpoints.account(tenant, asking, "account", profile, null, true);
            ScepClient there = client(asking);
            byte[] message = message(there).bytes();
            for (String no : List.of("", "{}", "{\"allowed\":false}", "{\"allowed\":\"true\"}", "[")) {
                server.answers(200, no);
                assertThat(there.post(message).failInfo()).as(no).isEqualTo(BAD_REQUEST);
            }
            server.answers(500, "{\"allowed\":true}");
            assertThat(there.post(message).failInfo()).isEqualTo(BAD_REQUEST);
            server.answers(200, "{\"allowed\":true}");
            assertThat(there.post(message).pkiStatus()).isEqualTo(SUCCESS);
            assertThat(server.lastBody()).contains(SECRET).contains("transaction");
            assertThat(server.lastSignature())
                    .isEqualTo("sha256=" + WebhookServer.hmac(WEBHOOK_KEY, server.lastTimestamp(), server.lastBody()));
        }
    }

    @Test
    void aWebhookThatIsAwayOrSlowOrSomebodyElseIsANo() throws Exception {
        EnrollmentEndpoint away =
                endpoints.create(tenant, EndpointType.DEVICE_SCEP, webhook(URI.create("https://127.0.0.1:1/")));
        endpoints.account(tenant, away, "account", profile, null, true);
        assertThat(client(away).post(message(client(away)).bytes()).failInfo()).isEqualTo(BAD_REQUEST);
        // A certificate that the customer's CAs have not issued.
        try (WebhookServer server = WebhookServer.start(services, tenants.create())) {
            EnrollmentEndpoint foreign = endpoints.create(tenant, EndpointType.DEVICE_SCEP, webhook(server.url()));
            endpoints.account(tenant, foreign, "account", profile, null, true);
            server.answers(200, "{\"allowed\":true}");
            assertThat(client(foreign).post(message(client(foreign)).bytes()).failInfo())
                    .isEqualTo(BAD_REQUEST);
        }
        try (WebhookServer server = WebhookServer.start(services, tenant)) {
            EnrollmentEndpoint slow = endpoints.create(tenant, EndpointType.DEVICE_SCEP, webhook(server.url()));
            endpoints.account(tenant, slow, "account", profile, null, true);
            server.answersAfter(Duration.ofSeconds(3), "{\"allowed\":true}");
            assertThat(client(slow).post(message(client(slow)).bytes()).failInfo())
                    .isEqualTo(BAD_REQUEST);
        }
    }

    // Parts

    private static ScepSettings webhook(URI url) {
        return new ScepSettings(
                CaCertFormat.RA_AND_ISSUER,
                false,
                Set.of(),
                true,
                null,
                false,
                List.of(),
                new ChallengeWebhook(
                        url, new MacKey(WEBHOOK_KEY.getBytes(StandardCharsets.US_ASCII)), Duration.ofSeconds(1)),
                null,
                List.of());
    }

    private EnrollmentEndpoint intuneEndpoint() {
        EnrollmentEndpoint made = endpoints.create(tenant, EndpointType.DEVICE_SCEP_INTUNE, intune());
        endpoints.account(tenant, made, "intune", profile, null, true);
        return made;
    }

    private ScepSettings intune() {
        return new ScepSettings(
                CaCertFormat.RA_AND_ISSUER,
                false,
                Set.of(),
                true,
                null,
                false,
                List.of(),
                null,
                endpoints.azureAccount(tenant).value(),
                List.of());
    }

    private static ScepSettings settings(
            CaCertFormat format, boolean chain, boolean keyReuse, @Nullable Integer window, boolean challenge) {
        return new ScepSettings(format, chain, Set.of(), keyReuse, window, challenge, List.of(), null, null, List.of());
    }

    private EnrollmentEndpoint endpointWith(ScepSettings settings) {
        EnrollmentEndpoint made = endpoints.create(tenant, EndpointType.DEVICE_SCEP, settings);
        endpoints.account(tenant, made, "account", profile, SECRET, true);
        return made;
    }

    private ProfileId deviceProfile(String name, Approval approval) {
        return profile(StarterProfiles.DEFAULT_DEVICE, name, approval);
    }

    private ProfileId profile(StarterProfiles kind, String name, Approval approval) {
        return profile(kind, name, approval, StrongMapping.NONE);
    }

    private static ProfileRules rules(StarterProfiles kind, Approval approval, StrongMapping mapping) {
        ProfileRules starter = kind.rules();
        return new ProfileRules(
                starter.terms(),
                starter.keyTypes(),
                starter.names(),
                starter.wildcards(),
                starter.subject(),
                starter.keyUsage(),
                starter.extendedKeyUsage(),
                approval,
                starter.overflow(),
                mapping);
    }

    private ProfileId profile(StarterProfiles kind, String name, Approval approval, StrongMapping mapping) {
        ProfileRules rules = rules(kind, approval, mapping);
        ProfileDraft draft = new ProfileDraft(name, "For tests", true, tenant.issuer(), rules, Set.of());
        return profiles.create(tenant.customer(), kind.kind(), draft, TestTenants.ACTOR)
                .id();
    }

    private String issue(@Nullable String subject) {
        return oneTime.issue(
                        tenant.customer(),
                        Reach.everything(),
                        new NewOneTimeChallenge(endpoint.id(), account, subject, Duration.ofHours(1)),
                        TestTenants.ACTOR)
                .secret();
    }

    private Identity enrolled() {
        return new Identity(enrol(message()).certificate(DEVICE), KEY);
    }

    private Message renewal(Identity signer, String subject) {
        return new Message(signer, client.ra()).type(17).contents(ScepClient.csr(OTHER_KEY, subject, null));
    }

    private static byte[] csr(String subject) {
        return ScepClient.csr(KEY, subject, SECRET);
    }

    private Message message() {
        return message(client);
    }

    private static Message message(ScepClient to) {
        return new Message(DEVICE, to.ra()).contents(csr("CN=device-1"));
    }

    private Reply enrol(Message message) {
        return client.post(message.bytes());
    }

    private void refused(String failInfo, Message message) {
        Reply reply = client.post(message.bytes());
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.pkiStatus()).isEqualTo(FAILURE);
        assertThat(reply.failInfo()).as(reply.failInfoText()).isEqualTo(failInfo);
    }

    private Certificate onRecord(X509Certificate certificate) {
        return certificates
                .listBySerial(tenant.customer(), SerialNumber.of(certificate.getSerialNumber()))
                .getFirst();
    }

    private void revoke(X509Certificate certificate) {
        revocations.revoke(
                tenant.customer(),
                onRecord(certificate).id(),
                RevocationReason.SUPERSEDED,
                null,
                null,
                TestTenants.ACTOR);
    }

    private void approve(EnrollmentEndpoint at) {
        pipeline.approve(tenant.customer(), request(at), "Yes.", TestTenants.ACTOR);
    }

    private RequestId request(EnrollmentEndpoint at) {
        ScepTransactionRow row =
                transactions.find("endpointId", at.id().value()).firstResult();
        return new RequestId(Objects.requireNonNull(row.requestId));
    }

    private static ScepClient client(EnrollmentEndpoint endpoint) {
        return new ScepClient(URI.create(address(endpoint)));
    }

    private static String address(EnrollmentEndpoint endpoint) {
        return "http://localhost:" + RestAssured.port + "/scep/" + endpoint.uriExtension();
    }
}
