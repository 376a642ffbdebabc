package io.privyseal.protocol.scep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERT61String;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cms.CMSAlgorithm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PkiMessageTest {
    private static final AlgorithmPolicy WEAK = new AlgorithmPolicy(true, true);

    @Test
    void readsAnEnrolment() {
        PkiMessage message = Client.request().parse();
        assertThat(message.type()).isEqualTo(MessageType.PKCS_REQ);
        assertThat(message.transactionId()).isEqualTo("5A0B5C1A64C2AAC3B2A07A5C9E4C51E3");
        assertThat(message.replyTo().senderNonce())
                .hasValueSatisfying(nonce -> assertThat(nonce).isEqualTo(Client.NONCE));
        assertThat(message.signer().der()).isEqualTo(Keys.CLIENT.der());
        assertThat(message.signer().namesItselfAsIssuer()).isTrue();
        assertThat(message.signer().serialNumber()).isEqualTo(BigInteger.valueOf(4));
        assertThat(message.cipher()).isEqualTo(ContentCipher.AES_128_CBC);
    }

    @Test
    void opensAnEnrolment() {
        byte[] csr = Csr.of(Keys.CLIENT.pair(), "CN=device-1", "secret");
        MessageContents.Enrolment enrolment = enrolment(Client.request().contents(csr));
        assertThat(enrolment.csr()).isEqualTo(csr);
        assertThat(enrolment.findChallengePassword()).contains(new ChallengePassword("secret"));
        assertThat(enrolment.signedByItsKey()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"SHA256withRSA,SHA256", "SHA384withRSA,SHA384", "SHA512withRSA,SHA512"})
    void takesEachDigestAndAnswersInIt(String signature, DigestAlgorithm digest) {
        assertThat(Client.request().signature(signature).parse().replyTo().digest())
                .isEqualTo(digest);
    }

    @ParameterizedTest
    @MethodSource("strongCiphers")
    void opensEachCipher(ASN1ObjectIdentifier cipher, ContentCipher expected) {
        Client client = Client.request().cipher(cipher);
        assertThat(client.parse().cipher()).isEqualTo(expected);
        assertThat(enrolment(client).csr()).isNotEmpty();
    }

    static Stream<Arguments> strongCiphers() {
        return Stream.of(
                arguments(CMSAlgorithm.AES128_CBC, ContentCipher.AES_128_CBC),
                arguments(CMSAlgorithm.AES192_CBC, ContentCipher.AES_192_CBC),
                arguments(CMSAlgorithm.AES256_CBC, ContentCipher.AES_256_CBC));
    }

    @Test
    void takesSha1AndTripleDesOnlyWhereTheyAreAllowed() {
        byte[] sha1 = Client.request().signature("SHA1withRSA").bytes();
        byte[] tripleDes = Client.request().cipher(CMSAlgorithm.DES_EDE3_CBC).bytes();
        Refused.answerably(FailInfo.BAD_ALG, "digest algorithm", () -> PkiMessage.parse(sha1, AlgorithmPolicy.STRONG));
        Refused.answerably(FailInfo.BAD_ALG, "cipher", () -> PkiMessage.parse(tripleDes, AlgorithmPolicy.STRONG));
        assertThat(PkiMessage.parse(sha1, WEAK).replyTo().digest()).isEqualTo(DigestAlgorithm.SHA1);
        assertThat(PkiMessage.parse(tripleDes, WEAK).open(List.of(Keys.RA_RECIPIENT), SignerTrust.UNKNOWN))
                .isInstanceOf(MessageContents.Enrolment.class);
    }

    @Test
    void neverTakesMd5OrSingleDes() {
        byte[] md5 = Client.request().signature("MD5withRSA").bytes();
        byte[] des = Client.request().cipher(CMSAlgorithm.DES_CBC).bytes();
        Refused.answerably(FailInfo.BAD_ALG, "digest algorithm", () -> PkiMessage.parse(md5, WEAK));
        Refused.answerably(FailInfo.BAD_ALG, "cipher", () -> PkiMessage.parse(des, WEAK));
    }

    @Test
    void answersARefusedDigestInSha256() {
        byte[] md5 = Client.request().signature("MD5withRSA").bytes();
        ScepException refusal = Refused.with(FailInfo.BAD_ALG, "digest", () -> PkiMessage.parse(md5, WEAK));
        assertThat(refusal.replyTo()).hasValueSatisfying(reply -> {
            assertThat(reply.digest()).isEqualTo(DigestAlgorithm.SHA256);
            assertThat(reply.transactionId()).isEqualTo("5A0B5C1A64C2AAC3B2A07A5C9E4C51E3");
        });
    }

    /** The answer is an envelope, which only an RSA key can open. */
    @Test
    void refusesASignerWithAnEcKey() {
        Refused.answerably(
                FailInfo.BAD_ALG,
                "must be RSA",
                () -> Client.request().signedBy(Keys.EC_CLIENT).parse());
    }

    @Test
    void asksForAnEcKeyWithAnRsaSignerThatIsKnown() {
        Client client = Client.request()
                .signedBy(Keys.ENROLLED)
                .contents(Csr.of(Keys.EC_CLIENT.pair(), "CN=device-1", "secret"));
        MessageContents contents = client.parse().open(List.of(Keys.RA_RECIPIENT), SignerTrust.KNOWN);
        assertThat(((MessageContents.Enrolment) contents).signedByItsKey()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"5a0b5c1a64c2aac3b2a07a5c9e4c51e35a0b5c1a", "5A0B5C1A64C2AAC3B2A07A5C9E4C51E3", "7"})
    void takesAnyPrintableTransactionId(String id) {
        assertThat(Client.request().transactionId(id).parse().transactionId()).isEqualTo(id);
    }

    /** certmonger's is a decimal of 77 digits. */
    @Test
    void takesTheTransactionIdOfCertmonger() {
        String id = "1".repeat(77);
        assertThat(Client.request().transactionId(id).parse().transactionId()).isEqualTo(id);
    }

    @Test
    void takesATransactionIdInUtf8String() {
        assertThat(Client.request()
                        .attribute("7", new DERUTF8String("abc"))
                        .parse()
                        .transactionId())
                .isEqualTo("abc");
    }

    @Test
    void refusesAMessageWithoutTransaction() {
        Refused.unanswerably(
                FailInfo.BAD_REQUEST,
                "no transactionID",
                () -> Client.request().without("7").parse());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\nb", "é"})
    void refusesATransactionIdThatIsNotPrintable(String id) {
        Refused.unanswerably(
                FailInfo.BAD_REQUEST,
                "transactionID",
                () -> Client.request().attribute("7", new DERUTF8String(id)).parse());
    }

    @Test
    void refusesAnEndlessTransactionId() {
        Refused.unanswerably(
                FailInfo.BAD_REQUEST,
                "transactionID",
                () -> Client.request().transactionId("a".repeat(256)).parse());
    }

    @Test
    void takesAMessageWithoutNonce() {
        assertThat(Client.request().without("5").parse().replyTo().senderNonce())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"99", "3", "0", "", "19 "})
    void refusesMessageTypesThatAreNoRequests(String type) {
        Refused.answerably(
                FailInfo.BAD_REQUEST,
                "messageType",
                () -> Client.request().type(type).parse());
    }

    @Test
    void refusesAMessageWithoutType() {
        Refused.answerably(
                FailInfo.BAD_REQUEST,
                "no messageType",
                () -> Client.request().without("2").parse());
    }

    @Test
    void refusesAnAttributeWithTwoValues() {
        Refused.unanswerably(
                FailInfo.BAD_REQUEST,
                "more than one",
                () -> Client.request()
                        .attribute(Attributes.MESSAGE_TYPE, new DERPrintableString("19"), new DERPrintableString("17"))
                        .parse());
    }

    @Test
    void refusesTwoSigners() {
        Refused.unanswerably(
                FailInfo.BAD_REQUEST,
                "exactly one signer",
                () -> Client.request().alsoSignedBy(Keys.STRANGER).parse());
    }

    @Test
    void refusesASignatureByAnotherKey() {
        Keys.Holder forged = new Keys.Holder(Keys.CLIENT.certificate(), Keys.STRANGER.key(), Keys.STRANGER.pair());
        Refused.answerably(
                FailInfo.BAD_MESSAGE_CHECK,
                "signature is not good",
                () -> Client.request().signedBy(forged).parse());
    }

    @Test
    void refusesAMessageWithoutTheCertificateOfItsSigner() {
        assertThatThrownBy(() -> Client.request().withoutCertificates().parse())
                .isInstanceOfSatisfying(
                        ScepException.class, e -> assertThat(e.failInfo()).isEqualTo(FailInfo.BAD_REQUEST));
    }

    @ParameterizedTest
    @ValueSource(strings = {"17", "19", "20", "21", "22"})
    void refusesContentsThatAreNotOfItsType(String type) {
        byte[] other = type.equals("17") || type.equals("19")
                ? Client.issuerAndSubject("CN=Test CA", "CN=device-1")
                : Csr.of(Keys.CLIENT.pair(), "CN=device-1", "secret");
        PkiMessage message = Client.request().type(type).contents(other).parse();
        assertThatThrownBy(() -> message.open(List.of(Keys.RA_RECIPIENT), SignerTrust.KNOWN))
                .isInstanceOfSatisfying(
                        ScepException.class, e -> assertThat(e.failInfo()).isEqualTo(FailInfo.BAD_MESSAGE_CHECK));
    }

    @Test
    void refusesChangedContent() {
        byte[] signed = Client.request().envelopeBytes();
        byte[] bytes = Client.request().signedContent(signed).bytes();
        bytes[indexOf(bytes, signed) + signed.length - 1] ^= 1;
        Refused.answerably(
                FailInfo.BAD_MESSAGE_CHECK,
                "signature is not good",
                () -> PkiMessage.parse(bytes, AlgorithmPolicy.STRONG));
    }

    @Test
    void refusesAMessageWithoutContent() {
        Refused.answerably(
                FailInfo.BAD_REQUEST,
                "no envelope",
                () -> Client.request().withoutContent().parse());
    }

    @Test
    void refusesContentThatIsNoEnvelope() {
        Refused.answerably(
                FailInfo.BAD_REQUEST,
                "not an EnvelopedData",
                () -> Client.request().signedContent(Client.request().bytes()).parse());
        Refused.answerably(
                FailInfo.BAD_REQUEST,
                "",
                () -> Client.request().signedContent(new byte[] {5, 0}).parse());
    }

    @Test
    void refusesAnEnvelopeThatIsNotSigned() {
        Refused.unanswerably(
                FailInfo.BAD_REQUEST,
                "not a SignedData",
                () -> PkiMessage.parse(Client.request().envelopeBytes(), AlgorithmPolicy.STRONG));
    }

    @Test
    void refusesADegenerateSignedData() {
        Refused.unanswerably(
                FailInfo.BAD_REQUEST,
                "exactly one signer",
                () -> PkiMessage.parse(Cms.degenerate(List.of(Keys.CA.der()), List.of()), AlgorithmPolicy.STRONG));
    }

    @Test
    void refusesHugeMessages() {
        Refused.unanswerably(
                FailInfo.BAD_REQUEST,
                "longer than",
                () -> PkiMessage.parse(new byte[PkiMessage.LARGEST + 1], AlgorithmPolicy.STRONG));
    }

    @Test
    void refusesEveryTruncation() {
        byte[] bytes = Client.request().bytes();
        for (int length = 0; length < bytes.length; length += 7) {
            byte[] cut = Arrays.copyOf(bytes, length);
            Refused.unanswerably(
                    FailInfo.BAD_REQUEST, "is not BER", () -> PkiMessage.parse(cut, AlgorithmPolicy.STRONG));
        }
    }

    @Test
    void tellsTheSigningTime() {
        assertThat(Client.request().parse().signingTime())
                .hasValueSatisfying(time ->
                        assertThat(Duration.between(time, Instant.now()).abs()).isLessThan(Duration.ofMinutes(10)));
    }

    @ParameterizedTest
    @MethodSource("challenges")
    void readsAChallengePasswordInEachEncoding(ASN1Encodable value, String expected) {
        Client client = Client.request().contents(Csr.of(Keys.CLIENT.pair(), "CN=device-1", value));
        assertThat(enrolment(client).findChallengePassword()).contains(new ChallengePassword(expected));
    }

    static Stream<Arguments> challenges() {
        String longer = "x".repeat(3000);
        return Stream.of(
                arguments(new DERPrintableString("secret"), "secret"),
                arguments(new DERUTF8String("geheim-ß"), "geheim-ß"),
                arguments(new DERT61String("geheim-\u00df"), "geheim-ß"),
                arguments(new DERBMPString("geheim-ß"), "geheim-ß"),
                arguments(new DERIA5String("secret@1"), "secret@1"),
                arguments(new DERPrintableString(""), ""),
                // Intune's are longer than the 255 characters of RFC 2985.
                arguments(new DERUTF8String(longer), longer));
    }

    @Test
    void aChallengePasswordHidesItself() {
        assertThat(new ChallengePassword("secret")).hasToString("ChallengePassword[hidden]");
    }

    @Test
    void aCsrNeedsNoChallengePassword() {
        assertThat(enrolment(Client.request().contents(Csr.of(Keys.CLIENT.pair(), "CN=device-1")))
                        .findChallengePassword())
                .isEmpty();
    }

    @Test
    void refusesTwoChallengePasswords() {
        DERPrintableString one = new DERPrintableString("one");
        DERPrintableString two = new DERPrintableString("two");
        byte[] attributes = Csr.of(Keys.CLIENT.pair(), "CN=x", one, two);
        Refused.answerably(
                FailInfo.BAD_REQUEST,
                "more than one challenge password",
                () -> enrolment(Client.request().contents(attributes)));
        byte[] values = Csr.withChallengeValues(Keys.CLIENT.pair(), one, two);
        Refused.answerably(
                FailInfo.BAD_MESSAGE_CHECK,
                "could not be opened",
                () -> enrolment(Client.request().contents(values)));
    }

    @Test
    void refusesAChallengePasswordThatIsNoText() {
        byte[] csr = Csr.of(Keys.CLIENT.pair(), "CN=x", new ASN1Integer(1));
        Refused.answerably(
                FailInfo.BAD_REQUEST,
                "not a text",
                () -> enrolment(Client.request().contents(csr)));
    }

    /** The self-signed certificate of Cisco IOS has another subject than the CSR. */
    @Test
    void comparesTheSignersKeyAndNotItsName() {
        byte[] csr = Csr.of(Keys.CLIENT.pair(), "CN=router.example,SERIALNUMBER=123", "secret");
        assertThat(enrolment(Client.request().contents(csr)).signedByItsKey()).isTrue();
    }

    @Test
    void readsAPoll() {
        byte[] contents = Client.issuerAndSubject("CN=Test CA", "CN=device-1");
        MessageContents poll = Client.request()
                .type("20")
                .contents(contents)
                .parse()
                .open(List.of(Keys.RA_RECIPIENT), SignerTrust.UNKNOWN);
        MessageContents.CertPoll names = (MessageContents.CertPoll) poll;
        assertThat(X500Name.getInstance(names.issuer())).isEqualTo(new X500Name("CN=Test CA"));
        assertThat(X500Name.getInstance(names.subject())).isEqualTo(new X500Name("CN=device-1"));
    }

    @Test
    void readsGetCertAndGetCrl() {
        byte[] contents =
                Ber.der(new IssuerAndSerialNumber(new X500Name("CN=Test CA"), BigInteger.valueOf(0x8000000001L)));
        MessageContents certificate = Client.request()
                .type("21")
                .contents(contents)
                .parse()
                .open(List.of(Keys.RA_RECIPIENT), SignerTrust.KNOWN);
        MessageContents crl = Client.request()
                .type("22")
                .contents(contents)
                .parse()
                .open(List.of(Keys.RA_RECIPIENT), SignerTrust.KNOWN);
        assertThat(((MessageContents.GetCert) certificate).serialNumber()).isEqualTo(0x8000000001L);
        assertThat(X500Name.getInstance(((MessageContents.GetCrl) crl).issuer()))
                .isEqualTo(new X500Name("CN=Test CA"));
    }

    @Test
    void takesARenewalOfEitherType() {
        for (String type : List.of("17", "19")) {
            MessageContents contents = Client.request()
                    .type(type)
                    .signedBy(Keys.ENROLLED)
                    .contents(Csr.of(Keys.STRANGER.pair(), "CN=device-1"))
                    .parse()
                    .open(List.of(Keys.RA_RECIPIENT), SignerTrust.KNOWN);
            assertThat(((MessageContents.Enrolment) contents).signedByItsKey()).isFalse();
        }
    }

    @Test
    void refusesSignedAttributesOfAnotherContentType() {
        Refused.answerably(
                FailInfo.BAD_REQUEST,
                "of type data",
                () -> Client.request()
                        .attribute(CMSAttributes.contentType, CMSObjectIdentifiers.envelopedData)
                        .parse());
    }

    @Test
    void refusesAnAttributeOfTheWrongType() {
        Refused.answerably(
                FailInfo.BAD_REQUEST,
                "PrintableString",
                () -> Client.request()
                        .attribute("2", new DEROctetString(new byte[] {1}))
                        .parse());
    }

    private static MessageContents.Enrolment enrolment(Client client) {
        return (MessageContents.Enrolment) client.parse().open(List.of(Keys.RA_RECIPIENT), SignerTrust.UNKNOWN);
    }

    private static int indexOf(byte[] bytes, byte[] wanted) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return text.indexOf(new String(wanted, StandardCharsets.ISO_8859_1));
    }
}
