package io.privyseal.est;

import static io.privyseal.est.Devices.csr;
import static io.privyseal.est.Devices.key;
import static io.privyseal.est.EstSite.PASSWORD;
import static io.privyseal.est.EstSite.USER;
import static org.assertj.core.api.Assertions.assertThat;

import io.privyseal.endpoint.EstSettings;
import io.privyseal.endpoint.EstSettings.ChannelBinding;
import io.privyseal.enrollment.EnrollmentTestProfile;
import io.privyseal.est.EstCaller.Answer;
import io.privyseal.est.EstSite.Place;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URL;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cmc.BodyPartID;
import org.bouncycastle.asn1.cmc.CMCObjectIdentifiers;
import org.bouncycastle.asn1.cmc.CMCStatus;
import org.bouncycastle.asn1.cmc.CMCStatusInfoV2;
import org.bouncycastle.asn1.cmc.CertificationRequest;
import org.bouncycastle.asn1.cmc.OtherMsg;
import org.bouncycastle.asn1.cmc.PKIData;
import org.bouncycastle.asn1.cmc.PKIResponse;
import org.bouncycastle.asn1.cmc.TaggedAttribute;
import org.bouncycastle.asn1.cmc.TaggedCertificationRequest;
import org.bouncycastle.asn1.cmc.TaggedContentInfo;
import org.bouncycastle.asn1.cmc.TaggedRequest;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(EnrollmentTestProfile.class)
class FullCmcTest {
    private static final KeyPurposeId CLIENT_AUTHENTICATION = KeyPurposeId.id_kp_clientAuth;

    private final EstSite site;

    @TestHTTPResource(value = "/", tls = true)
    @SuppressWarnings("NullAway.Init") // the framework can set the address of the listener only in a field
    URL https;

    @Inject
    FullCmcTest(EstSite site) {
        this.site = site;
    }

    /** A registration authority with a certificate of its account. */
    private record Authority(KeyPair key, X509Certificate certificate) {}

    private EstCaller caller() {
        return new EstCaller(https.getPort());
    }

    private Place place() {
        Place place = site.open();
        site.account(
                place.tenant(),
                place.endpoint(),
                "authority",
                true,
                site.profile(place.tenant(), CLIENT_AUTHENTICATION.getId(), EstSite.REGISTRATION_AUTHORITY),
                List.of());
        return place;
    }

    private Authority authority(Place place, String user) throws IOException {
        KeyPair key = key();
        return new Authority(
                key,
                caller().login(user, PASSWORD)
                        .enroll(place.path("simpleenroll"), csr(key, "CN=registration authority"))
                        .issued());
    }

    private static byte[] message(Authority authority, byte[] csr) throws Exception {
        TaggedAttribute nonce = new TaggedAttribute(
                new BodyPartID(1),
                CMCObjectIdentifiers.id_cmc_senderNonce,
                new DERSet(new DEROctetString(new byte[] {1, 2, 3})));
        PKIData data = new PKIData(
                new TaggedAttribute[] {nonce},
                new TaggedRequest[] {
                    new TaggedRequest(
                            new TaggedCertificationRequest(new BodyPartID(2), CertificationRequest.getInstance(csr)))
                },
                new TaggedContentInfo[0],
                new OtherMsg[0]);
        CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
        generator.addSignerInfoGenerator(new JcaSimpleSignerInfoGeneratorBuilder()
                .build("SHA256withECDSA", authority.key().getPrivate(), authority.certificate()));
        generator.addCertificates(new JcaCertStore(List.of(authority.certificate())));
        return generator
                .generate(
                        new CMSProcessableByteArray(
                                CMCObjectIdentifiers.id_cct_PKIData, data.getEncoded(ASN1Encoding.DER)),
                        true)
                .getEncoded();
    }

    private Answer send(EstCaller caller, Place place, byte[] message) throws IOException {
        return caller.with("Content-Type", "application/pkcs7-mime; smime-type=CMC-request")
                .post(place.path("fullcmc"), Base64.getEncoder().encode(message));
    }

    private static CMCStatusInfoV2 status(Answer answer) throws Exception {
        assertThat(answer.header("Content-Type")).isEqualTo("application/pkcs7-mime; smime-type=CMC-response");
        PKIResponse response = PKIResponse.getInstance(
                (byte[]) new CMSSignedData(Base64.getDecoder().decode(answer.body()))
                        .getSignedContent()
                        .getContent());
        for (ASN1Encodable member : response.getControlSequence()) {
            TaggedAttribute control = TaggedAttribute.getInstance(member);
            if (control.getAttrType().equals(CMCObjectIdentifiers.id_cmc_statusInfoV2)) {
                return CMCStatusInfoV2.getInstance(control.getAttrValues().getObjectAt(0));
            }
        }
        throw new AssertionError("no status");
    }

    @Test
    void issuesWhatARegistrationAuthorityAsksFor() throws Exception {
        Place place = place();
        Authority authority = authority(place, "authority");
        KeyPair device = key();
        Answer answer = send(
                caller().showing(authority.key(), authority.certificate()),
                place,
                message(authority, csr(device, "CN=its device")));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(status(answer).getCMCStatus()).isEqualTo(CMCStatus.success);
        assertThat(answer.certificates())
                .extracting(X509CertificateHolder::getSubject)
                .anyMatch(subject -> subject.toString().equals("CN=its device"));
    }

    @Test
    void refusesASignerThatIsNoRegistrationAuthority() throws Exception {
        Place place = place();
        Authority device = authority(place, USER);
        Answer answer = send(
                caller().showing(device.key(), device.certificate()),
                place,
                message(device, csr(key(), "CN=another device")));
        assertThat(answer.status()).isEqualTo(403);
        assertThat(status(answer).getCMCStatus()).isEqualTo(CMCStatus.failed);
        assertThat(answer.certificates())
                .extracting(X509CertificateHolder::getSubject)
                .noneMatch(subject -> subject.toString().equals("CN=another device"));
    }

    @Test
    void refusesTheRegistrationAuthorityOfAnotherAccountOrEndpoint() throws Exception {
        Place place = place();
        Authority authority = authority(place, "authority");
        byte[] message = message(authority, csr(key(), "CN=device"));
        assertThat(send(caller().login(USER, PASSWORD), place, message).status())
                .isEqualTo(403);
        assertThat(send(caller().login(USER, PASSWORD), site.open(), message).status())
                .isEqualTo(403);
    }

    @Test
    void refusesARegistrationAuthorityThatMadeItsOwnCertificate() throws Exception {
        Place place = place();
        KeyPair key = key();
        Authority forged = new Authority(
                key,
                Devices.manufactured(
                        key,
                        key,
                        "",
                        Instant.now(),
                        KeyPurposeId.getInstance(
                                new org.bouncycastle.asn1.ASN1ObjectIdentifier(EstSite.REGISTRATION_AUTHORITY))));
        Answer answer = send(caller().login("authority", PASSWORD), place, message(forged, csr(key(), "CN=device")));
        assertThat(answer.status()).isEqualTo(403);
        assertThat(status(answer).getCMCStatus()).isEqualTo(CMCStatus.failed);
    }

    @Test
    void saysWhatIsWrongInACmcResponse() throws Exception {
        Place place = place();
        Authority authority = authority(place, "authority");
        byte[] message = message(authority, csr(key(), "CN=device"));
        message[message.length - 3] ^= 1;
        for (byte[] wrong : List.of(message, new byte[] {0x30, 0})) {
            Answer answer = send(caller().login("authority", PASSWORD), place, wrong);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(status(answer).getCMCStatus()).isEqualTo(CMCStatus.failed);
        }
    }

    @Test
    void refusesOtherContentTypes() throws Exception {
        Place place = place();
        Authority authority = authority(place, "authority");
        byte[] message = Base64.getEncoder().encode(message(authority, csr(key(), "CN=device")));
        for (String type : List.of("application/json", "application/pkcs7-signature", "x")) {
            assertThat(caller().login("authority", PASSWORD)
                            .with("Content-Type", type)
                            .post(place.path("fullcmc"), message)
                            .status())
                    .as(type)
                    .isIn(400, 415);
        }
    }

    @Test
    void refusesNamesOfOthers() throws Exception {
        Place place = place();
        Authority authority = authority(place, "authority");
        Answer answer =
                send(caller().login("authority", PASSWORD), place, message(authority, csr(key(), "CN=www.bank.test")));
        assertThat(answer.status()).isEqualTo(403);
        assertThat(status(answer).getCMCStatus()).isEqualTo(CMCStatus.failed);
    }

    @Test
    void takesASimplePkiRequest() throws Exception {
        Place place = place();
        assertThat(caller().login(USER, PASSWORD)
                        .enroll(place.path("fullcmc"), csr(key(), "CN=device"))
                        .issued())
                .isNotNull();
    }

    @Test
    void isNotThereUnlessTheEndpointServesIt() throws Exception {
        Place place = site.place(
                new EstSettings(false, ChannelBinding.IGNORE_ABSENT, null, List.of(), false, false, false, List.of()));
        EstCaller user = caller().login(USER, PASSWORD);
        assertThat(user.enroll(place.path("fullcmc"), csr(key(), "CN=a")).status())
                .isEqualTo(404);
        assertThat(user.enroll(place.path("serverkeygen"), csr(key(), "CN=a")).status())
                .isEqualTo(404);
        assertThat(caller().get(place.path("csrattrs")).status()).isEqualTo(204);
    }
}
