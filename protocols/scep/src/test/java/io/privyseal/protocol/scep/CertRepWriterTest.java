package io.privyseal.protocol.scep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAESOAEPparams;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.RecipientInformation;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class CertRepWriterTest {
    private static final String CONTENT_TYPE = "1.2.840.113549.1.9.3";
    private static final String MESSAGE_DIGEST = "1.2.840.113549.1.9.4";
    private static final String FAIL_INFO_TEXT = "1.3.6.1.5.5.7.24.1";

    private final CertRepWriter writer = new CertRepWriter(Keys.RANDOM);
    private final ReplySigner ra = Keys.RA.replySigner();

    @Test
    void grantsACertificateToTheSigner() {
        Answer answer = success(Client.request());
        assertThat(answer.text("2")).isEqualTo("3");
        assertThat(answer.text("3")).isEqualTo("0");
        assertThat(answer.value("2.16.840.1.113733.1.9.4")).isNull();
        CMSSignedData granted = answer.open(Keys.CLIENT);
        assertThat(Answer.certificates(granted)).extracting(Answer::der).containsExactly(Keys.ENROLLED.der());
    }

    /** RFC 8894 §3.4: no signers, no content. */
    @Test
    void whatIsGrantedIsADegenerateSignedData() {
        CMSSignedData granted = success(Client.request()).open(Keys.CLIENT);
        assertThat(granted.getSignerInfos().size()).isZero();
        assertThat(granted.getSignedContent()).isNull();
    }

    @Test
    void putsTheIssuedCertificateFirst() {
        // The CA's encoding sorts before or behind the other's; in both orders the first one stays first.
        for (List<byte[]> certificates :
                List.of(List.of(Keys.ENROLLED.der(), Keys.CA.der()), List.of(Keys.CA.der(), Keys.ENROLLED.der()))) {
            Answer answer = Answer.parse(writer.success(Client.request().parse(), certificates, ra));
            assertThat(Answer.certificates(answer.open(Keys.CLIENT)))
                    .extracting(Answer::der)
                    .containsExactlyElementsOf(certificates);
        }
    }

    /** RFC 8894 §2.3: of a renewal, to the old certificate and key. */
    @Test
    void encryptsToTheCertificateThatSignedTheRequest() {
        Answer answer = success(Client.request().type("17").signedBy(Keys.ENROLLED));
        assertThat(answer.open(Keys.ENROLLED)).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("ciphers")
    void encryptsWithTheCipherOfTheRequest(ASN1ObjectIdentifier cipher) {
        Answer answer = success(Client.request().cipher(cipher));
        assertThat(answer.envelope().getContentEncryptionAlgorithm().getAlgorithm())
                .isEqualTo(cipher);
        assertThat(answer.open(Keys.CLIENT)).isNotNull();
    }

    static Stream<Arguments> ciphers() {
        return Stream.of(
                arguments(CMSAlgorithm.AES128_CBC),
                arguments(CMSAlgorithm.AES192_CBC),
                arguments(CMSAlgorithm.AES256_CBC),
                arguments(CMSAlgorithm.DES_EDE3_CBC));
    }

    @ParameterizedTest
    @CsvSource({
        "SHA1withRSA,1.3.14.3.2.26",
        "SHA256withRSA,2.16.840.1.101.3.4.2.1",
        "SHA384withRSA,2.16.840.1.101.3.4.2.2",
        "SHA512withRSA,2.16.840.1.101.3.4.2.3"
    })
    void signsWithTheDigestOfTheRequest(String signature, String digest) {
        assertThat(success(Client.request().signature(signature)).digestOid()).isEqualTo(digest);
    }

    @Test
    void wrapsTheKeyAsTheRequestDid() {
        AlgorithmIdentifier oaep = new AlgorithmIdentifier(PKCSObjectIdentifiers.id_RSAES_OAEP, new RSAESOAEPparams());
        assertThat(keyTransport(success(Client.request().keyTransport(oaep))))
                .isEqualTo(PKCSObjectIdentifiers.id_RSAES_OAEP.getId());
        assertThat(keyTransport(success(Client.request()))).isEqualTo(PKCSObjectIdentifiers.rsaEncryption.getId());
        assertThat(success(Client.request().keyTransport(oaep)).open(Keys.CLIENT))
                .isNotNull();
    }

    @Test
    void repeatsTheNonceAndAddsItsOwn() {
        Answer one = success(Client.request());
        Answer other = success(Client.request());
        assertThat(one.octets("6")).isEqualTo(Client.NONCE);
        assertThat(one.octets("5")).hasSize(16).isNotEqualTo(Client.NONCE).isNotEqualTo(other.octets("5"));
    }

    @Test
    void hasNoRecipientNonceWhenTheRequestHadNone() {
        assertThat(success(Client.request().without("5")).value("2.16.840.1.113733.1.9.6"))
                .isNull();
    }

    @ParameterizedTest
    @MethodSource("transactions")
    void repeatsTheTransactionIdToTheByte(ASN1Encodable id) {
        Answer answer = success(Client.request().attribute("7", id));
        assertThat(answer.value("2.16.840.1.113733.1.9.7")).isEqualTo(id);
    }

    static Stream<Arguments> transactions() {
        return Stream.of(
                arguments(new DERPrintableString("5a0b5c1a64c2aac3b2a07a5c9e4c51e35a0b5c1a")),
                arguments(new DERPrintableString("9".repeat(77))),
                arguments(new DERPrintableString("a_b/c+=")),
                arguments(new DERUTF8String("abc")));
    }

    @Test
    void numbersAreTextAndNoncesOctets() {
        Answer answer = failure(FailInfo.BAD_ALG);
        for (String number : List.of("2", "3", "4", "7")) {
            assertThat(answer.value("2.16.840.1.113733.1.9." + number)).isInstanceOf(DERPrintableString.class);
        }
        assertThat(answer.value("2.16.840.1.113733.1.9.5")).isInstanceOf(ASN1OctetString.class);
    }

    @ParameterizedTest
    @EnumSource
    void statesEachFailure(FailInfo reason) {
        Answer answer = failure(reason);
        assertThat(answer.text("3")).isEqualTo("2");
        assertThat(answer.text("4")).isEqualTo(Integer.toString(reason.code()));
        assertThat(answer.value(FAIL_INFO_TEXT)).isEqualTo(new DERUTF8String("So it is."));
    }

    @Test
    void saysNothingWhereTheReasonIsNotForTheClient() {
        Answer answer =
                Answer.parse(writer.failure(Client.request().parse().replyTo(), FailInfo.BAD_REQUEST, null, ra));
        assertThat(answer.value(FAIL_INFO_TEXT)).isNull();
    }

    /** certmonger dies of absent content, and one octet of it is wrong (RFC 8894 §3.3.2.2). */
    @Test
    void failureAndPendingHaveContentOfNoLength() throws Exception {
        byte[] nothing = MessageDigest.getInstance("SHA-256").digest();
        for (Answer answer : List.of(failure(FailInfo.BAD_REQUEST), pending())) {
            assertThat(answer.content()).isNotNull().isEmpty();
            assertThat(ASN1OctetString.getInstance(answer.value(MESSAGE_DIGEST)).getOctets())
                    .isEqualTo(nothing);
            assertThat(answer.octets("6")).isEqualTo(Client.NONCE);
        }
    }

    @Test
    void saysThatItIsPending() {
        assertThat(pending().text("3")).isEqualTo("3");
        assertThat(pending().value("2.16.840.1.113733.1.9.4")).isNull();
    }

    /** Clients of Bouncy Castle demand it. */
    @Test
    void hasAContentType() {
        assertThat(success(Client.request()).value(CONTENT_TYPE))
                .isEqualTo(new ASN1ObjectIdentifier("1.2.840.113549.1.7.1"));
        assertThat(pending().value(CONTENT_TYPE)).isEqualTo(new ASN1ObjectIdentifier("1.2.840.113549.1.7.1"));
    }

    /** certmonger knows only the CA, so the RA's certificate has to come along. */
    @Test
    void carriesTheCertificatesOfItsSigner() {
        assertThat(pending().signerCertificates())
                .extracting(X509CertificateHolder::getSerialNumber)
                .extracting(Number::longValue)
                .containsExactly(2L, 1L);
    }

    @Test
    void handsOutACrl() throws Exception {
        byte[] crl = crl();
        PkiMessage request = Client.request().parse();
        CMSSignedData granted =
                Answer.parse(writer.successWithCrl(request, crl, ra)).open(Keys.CLIENT);
        assertThat(granted.getCRLs().getMatches(null)).hasSize(1);
        assertThat(Answer.certificates(granted)).isEmpty();
    }

    /** What the RA's key signs begins as no certificate does. */
    @Test
    void theSignerIsGivenASet() {
        byte[][] seen = {{}};
        ReplySigner watching = new ReplySigner() {
            @Override
            public List<byte[]> certificates() {
                return ra.certificates();
            }

            @Override
            public byte[] sign(SignedAttributes attributes) {
                seen[0] = attributes.der();
                return ra.sign(attributes);
            }
        };
        writer.pending(Client.request().parse().replyTo(), watching);
        assertThat(seen[0][0]).isEqualTo((byte) 0x31);
    }

    private Answer success(Client client) {
        PkiMessage request = PkiMessage.parse(client.bytes(), new AlgorithmPolicy(true, true));
        return Answer.parse(writer.success(request, List.of(Keys.ENROLLED.der()), ra));
    }

    private Answer pending() {
        return Answer.parse(writer.pending(Client.request().parse().replyTo(), ra));
    }

    private Answer failure(FailInfo reason) {
        return Answer.parse(writer.failure(Client.request().parse().replyTo(), reason, "So it is.", ra));
    }

    private static String keyTransport(Answer answer) {
        RecipientInformation recipient =
                answer.envelope().getRecipientInfos().getRecipients().iterator().next();
        return recipient.getKeyEncryptionAlgOID();
    }

    private static byte[] crl() throws Exception {
        return new X509v2CRLBuilder(new X500Name("CN=Test CA"), Date.from(Instant.EPOCH))
                .build(new JcaContentSignerBuilder("SHA256withRSA").build(Keys.CA.key()))
                .getEncoded();
    }
}
