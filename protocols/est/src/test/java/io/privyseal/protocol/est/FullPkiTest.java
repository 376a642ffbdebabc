package io.privyseal.protocol.est;

import static io.privyseal.protocol.est.Fixtures.EC;
import static io.privyseal.protocol.est.Fixtures.NOW;
import static io.privyseal.protocol.est.Fixtures.RANDOM;
import static io.privyseal.protocol.est.Fixtures.RSA;
import static io.privyseal.protocol.est.Fixtures.base64;
import static io.privyseal.protocol.est.Fixtures.certificate;
import static io.privyseal.protocol.est.Fixtures.csr;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
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
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FullPkiTest {
    private static final X509Certificate RA = certificate(RSA, "CN=RA");
    private static final X509Certificate SERVER = certificate(EC, "CN=server");
    private static final ServerCredential SIGNER = new ServerCredential(EC.getPrivate(), List.of(SERVER));
    private static final byte[] CSR = csr("CN=device");

    static TaggedAttribute control(int part, ASN1ObjectIdentifier type, ASN1Encodable value) {
        return new TaggedAttribute(new BodyPartID(part), type, new DERSet(value));
    }

    static TaggedRequest request(int part) {
        return new TaggedRequest(
                new TaggedCertificationRequest(new BodyPartID(part), CertificationRequest.getInstance(CSR)));
    }

    static byte[] data(List<TaggedAttribute> controls, TaggedRequest... requests) {
        return Asn1.der(new PKIData(
                controls.toArray(TaggedAttribute[]::new), requests, new TaggedContentInfo[0], new OtherMsg[0]));
    }

    static byte[] signed(ASN1ObjectIdentifier type, byte[] content, String algorithm, boolean withCertificate)
            throws Exception {
        CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
        generator.addSignerInfoGenerator(new JcaSimpleSignerInfoGeneratorBuilder()
                .setProvider(new BouncyCastleProvider())
                .build(algorithm, RSA.getPrivate(), RA));
        if (withCertificate) {
            generator.addCertificates(new JcaCertStore(List.of(RA)));
        }
        // Indefinite lengths, as clients write them.
        return generator
                .generate(new CMSProcessableByteArray(type, content), true)
                .getEncoded("BER");
    }

    static byte[] message() throws Exception {
        return signed(
                CMCObjectIdentifiers.id_cct_PKIData,
                data(
                        List.of(
                                control(1, CMCObjectIdentifiers.id_cmc_transactionId, new ASN1Integer(4711)),
                                control(2, CMCObjectIdentifiers.id_cmc_senderNonce, new DEROctetString(new byte[] {7, 7
                                }))),
                        request(3)),
                "SHA256withRSA",
                true);
    }

    private static FullPkiRequest parse(byte[] message) {
        return FullPkiRequest.parse(base64(message));
    }

    private static void requireRefused(EstFailure failure, String words, byte[] content) throws Exception {
        byte[] message = signed(CMCObjectIdentifiers.id_cct_PKIData, content, "SHA256withRSA", true);
        Refused.with(failure, words, () -> parse(message));
    }

    @Test
    void readsARequestThatARegistrationAuthoritySigned() throws Exception {
        FullPkiRequest request = parse(message());
        assertThat(request.signer()).isEqualTo(RA);
        assertThat(request.certificates()).containsExactly(RA);
        assertThat(request.transactionId()).contains(BigInteger.valueOf(4711));
        assertThat(request.senderNonce())
                .hasValueSatisfying(nonce -> assertThat(nonce).containsExactly(7, 7));
        assertThat(request.request().csr()).isEqualTo(CSR);
    }

    @Test
    void refusesAChangedMessage() throws Exception {
        byte[] message = message();
        int at = new String(message, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("device");
        message[at] = 'X';
        Refused.with(EstFailure.BAD_SIGNATURE, "does not verify", () -> parse(message));
    }

    @ParameterizedTest
    @ValueSource(strings = {"MD5withRSA", "SHA1withRSA"})
    void refusesBrokenDigests(String algorithm) throws Exception {
        byte[] message = signed(CMCObjectIdentifiers.id_cct_PKIData, data(List.of(), request(1)), algorithm, true);
        Refused.with(EstFailure.BAD_ALGORITHM, "digest", () -> parse(message));
    }

    @Test
    void refusesASignerWithoutCertificate() throws Exception {
        byte[] message =
                signed(CMCObjectIdentifiers.id_cct_PKIData, data(List.of(), request(1)), "SHA256withRSA", false);
        Refused.with(EstFailure.BAD_SIGNATURE, "certificate of its signer", () -> parse(message));
    }

    @Test
    void refusesTwoSigners() throws Exception {
        CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
        for (int i = 0; i < 2; i++) {
            generator.addSignerInfoGenerator(
                    new JcaSimpleSignerInfoGeneratorBuilder().build("SHA256withRSA", RSA.getPrivate(), RA));
        }
        generator.addCertificates(new JcaCertStore(List.of(RA)));
        byte[] message = generator
                .generate(
                        new CMSProcessableByteArray(CMCObjectIdentifiers.id_cct_PKIData, data(List.of(), request(1))),
                        true)
                .getEncoded();
        Refused.with(EstFailure.UNSUPPORTED, "signers", () -> parse(message));
    }

    @Test
    void refusesOtherContentAndNoContent() throws Exception {
        byte[] other = signed(CMCObjectIdentifiers.id_cct_PKIResponse, data(List.of()), "SHA256withRSA", true);
        Refused.with(EstFailure.UNDECODABLE, "not signed PKIData", () -> parse(other));
        Refused.with(EstFailure.UNDECODABLE, "Full PKI Request", () -> parse(CSR));
        Refused.with(EstFailure.UNDECODABLE, "no body", () -> FullPkiRequest.parse(new byte[0]));
        byte[] certsOnly = CertsOnly.of(List.of(RA));
        Refused.with(EstFailure.UNDECODABLE, "Full PKI Request", () -> parse(certsOnly));
    }

    @Test
    void servesOneCsrAtATime() throws Exception {
        requireRefused(EstFailure.UNSUPPORTED, "0 requests", data(List.of()));
        requireRefused(EstFailure.UNSUPPORTED, "2 requests", data(List.of(), request(1), request(2)));
    }

    @Test
    void refusesControlsThatItDoesNotKnowOrTwice() throws Exception {
        requireRefused(
                EstFailure.UNSUPPORTED,
                "control",
                data(List.of(control(1, CMCObjectIdentifiers.id_cmc_revokeRequest, new ASN1Integer(1))), request(2)));
        requireRefused(
                EstFailure.UNSUPPORTED,
                "control",
                data(
                        List.of(
                                control(1, CMCObjectIdentifiers.id_cmc_transactionId, new ASN1Integer(1)),
                                control(2, CMCObjectIdentifiers.id_cmc_transactionId, new ASN1Integer(2))),
                        request(3)));
        requireRefused(
                EstFailure.UNSUPPORTED,
                "one number",
                data(List.of(control(1, CMCObjectIdentifiers.id_cmc_transactionId, new ASN1Integer(1))), request(1)));
    }

    /** The controls of an answer whose signature verifies, by type. */
    private static Map<String, ASN1Encodable> controls(FullPkiResponse response) throws Exception {
        CMSSignedData signed = new CMSSignedData(response.encoded());
        assertThat(signed.getSignedContentTypeOID()).isEqualTo(CMCObjectIdentifiers.id_cct_PKIResponse.getId());
        assertThat(signed.getSignerInfos()
                        .iterator()
                        .next()
                        .verify(new JcaSimpleSignerInfoVerifierBuilder().build(SERVER.getPublicKey())))
                .isTrue();
        PKIResponse answer =
                PKIResponse.getInstance((byte[]) signed.getSignedContent().getContent());
        Map<String, ASN1Encodable> controls = new HashMap<>();
        for (ASN1Encodable member : answer.getControlSequence()) {
            TaggedAttribute control = TaggedAttribute.getInstance(member);
            controls.put(control.getAttrType().getId(), control.getAttrValues().getObjectAt(0));
        }
        return controls;
    }

    private static CMCStatusInfoV2 status(Map<String, ASN1Encodable> controls) {
        return CMCStatusInfoV2.getInstance(controls.get(CMCObjectIdentifiers.id_cmc_statusInfoV2.getId()));
    }

    @Test
    void answersWithTheCertificateAndRepeatsWhatNamesTheExchange() throws Exception {
        X509Certificate issued = certificate(EC, "CN=device");
        FullPkiResponse response = FullPkiResponse.issued(parse(message()), issued, SIGNER, RANDOM);
        Map<String, ASN1Encodable> controls = controls(response);
        assertThat(status(controls).getCMCStatus()).isEqualTo(CMCStatus.success);
        assertThat(status(controls).getBodyList()).containsExactly(new BodyPartID(3));
        assertThat(ASN1Integer.getInstance(controls.get(CMCObjectIdentifiers.id_cmc_transactionId.getId()))
                        .getValue())
                .isEqualTo(4711);
        assertThat(ASN1OctetString.getInstance(controls.get(CMCObjectIdentifiers.id_cmc_recipientNonce.getId()))
                        .getOctets())
                .containsExactly(7, 7);
        assertThat(ASN1OctetString.getInstance(controls.get(CMCObjectIdentifiers.id_cmc_senderNonce.getId()))
                        .getOctets())
                .hasSize(16);
        assertThat(new CMSSignedData(response.encoded()).getCertificates().getMatches(null))
                .hasSize(2);
        assertThat(EstAnswer.fullPkiResponse(200, response, Base64Layout.FLAT).headers())
                .containsEntry("Content-Type", "application/pkcs7-mime; smime-type=CMC-response");
    }

    @Test
    void answersThatARequestWaits() throws Exception {
        CMCStatusInfoV2 status =
                status(controls(FullPkiResponse.pending(parse(message()), new byte[] {1}, NOW, SIGNER, RANDOM)));
        assertThat(status.getCMCStatus()).isEqualTo(CMCStatus.pending);
        assertThat(status.hasOtherInfo()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(CmcFailInfo.class)
    void answersFailuresOfRequestsThatWereReadAndThatWereNot(CmcFailInfo why) throws Exception {
        requireFailure(why, null);
        requireFailure(why, parse(message()));
    }

    private static void requireFailure(CmcFailInfo why, @Nullable FullPkiRequest request) throws Exception {
        CMCStatusInfoV2 status = status(controls(FullPkiResponse.failed(request, why, "It is wrong.", SIGNER, RANDOM)));
        assertThat(status.getCMCStatus()).isEqualTo(CMCStatus.failed);
        assertThat(status.getStatusStringUTF8().getString()).isEqualTo("It is wrong.");
        assertThat(ASN1Integer.getInstance(status.getOtherStatusInfo().toASN1Primitive())
                        .intValueExact())
                .isEqualTo(why.code());
    }
}
