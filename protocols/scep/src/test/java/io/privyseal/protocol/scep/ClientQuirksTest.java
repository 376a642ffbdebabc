package io.privyseal.protocol.scep;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERT61String;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAESOAEPparams;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cms.CMSAlgorithm;
import org.junit.jupiter.api.Test;

/** Whole exchanges, in the bytes that each client is known to send. */
class ClientQuirksTest {
    private final CertRepWriter writer = new CertRepWriter(Keys.RANDOM);

    /** Indefinite lengths and OCTET STRINGs in pieces, outside and inside. */
    @Test
    void iosAndMacOsSendBer() {
        byte[] bytes = Client.request().ber().signature("SHA512withRSA").bytes();
        assertThat(bytes[1]).isEqualTo((byte) 0x80);
        assertEnrolled(bytes, AlgorithmPolicy.STRONG);
    }

    @Test
    void iosAndMacOsSendBerThatIsLong() {
        // More than the 1,000 octets of a piece.
        byte[] csr = Csr.of(Keys.CLIENT.pair(), "CN=device-1", new DERUTF8String("x".repeat(5000)));
        assertEnrolled(Client.request().ber().contents(csr).bytes(), AlgorithmPolicy.STRONG);
    }

    /** A query with "default", then OAEP. */
    @Test
    void windowsNamesADefaultAndWrapsByOaep() {
        ScepQuery query = ScepQuery.parse("operation=GetCACert&message=default");
        assertThat(query.operation()).isEqualTo(Operation.GET_CA_CERT);
        byte[] bytes = Client.request()
                .keyTransport(new AlgorithmIdentifier(PKCSObjectIdentifiers.id_RSAES_OAEP, new RSAESOAEPparams()))
                .contents(Csr.of(Keys.CLIENT.pair(), "CN=device-1", new DERUTF8String("i".repeat(2000))))
                .bytes();
        assertEnrolled(bytes, AlgorithmPolicy.STRONG);
    }

    /** A GET with escaped line breaks; another subject in the self-signed certificate; PKCSReq for renewal. */
    @Test
    void ciscoBreaksLinesAndRenewsByPkcsReq() {
        byte[] csr = Csr.of(Keys.CLIENT.pair(), "SERIALNUMBER=FTX1234+1.2.840.113549.1.9.2=router.example", "secret");
        byte[] bytes = Client.request().contents(csr).bytes();
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        String query = "operation=PKIOperation&message=" + URLEncoder.encode(base64, StandardCharsets.US_ASCII);
        assertEnrolled(ScepQuery.parse(query).messageBytes(), AlgorithmPolicy.STRONG);

        PkiMessage renewal = Client.request()
                .signedBy(Keys.ENROLLED)
                .contents(Csr.of(Keys.STRANGER.pair(), "CN=device-1"))
                .parse();
        assertThat(renewal.type()).isEqualTo(MessageType.PKCS_REQ);
        assertThat(renewal.open(recipients(), SignerTrust.KNOWN)).isInstanceOf(MessageContents.Enrolment.class);
    }

    /** Old versions know nothing newer, and only what they sent. */
    @Test
    void oldCiscoGetsTripleDesAndSha1WhereTheyAreAllowed() {
        byte[] bytes = Client.request()
                .signature("SHA1withRSA")
                .cipher(CMSAlgorithm.DES_EDE3_CBC)
                .bytes();
        Answer answer = assertEnrolled(bytes, new AlgorithmPolicy(true, true));
        assertThat(answer.digestOid()).isEqualTo("1.3.14.3.2.26");
        assertThat(answer.envelope().getEncryptionAlgOID()).isEqualTo(CMSAlgorithm.DES_EDE3_CBC.getId());
    }

    @Test
    void juniperEscapesEverything() {
        StringBuilder escaped = new StringBuilder();
        for (char letter :
                Base64.getEncoder().encodeToString(Client.request().bytes()).toCharArray()) {
            escaped.append(
                    Character.isLetterOrDigit(letter) ? String.valueOf(letter) : "%%%02x".formatted((int) letter));
        }
        ScepQuery query = ScepQuery.parse("operation=PKIOperation&message=" + escaped);
        assertEnrolled(query.messageBytes(), AlgorithmPolicy.STRONG);
        assertThat(ScepQuery.parse("operation=GetCACert&message=ca-profile").identifier())
                .contains("ca-profile");
    }

    /** 32 digits of MD5 for a transaction, line breaks in the query, and the RA's name in its polls. */
    @Test
    void sscepPollsWithTheNameOfTheRa() {
        PkiMessage poll = Client.request()
                .type("20")
                .transactionId("5A0B5C1A64C2AAC3B2A07A5C9E4C51E3")
                .contents(Client.issuerAndSubject("CN=Test RA", "CN=device-1"))
                .parse();
        MessageContents contents = poll.open(recipients(), SignerTrust.UNKNOWN);
        assertThat(X500Name.getInstance(((MessageContents.CertPoll) contents).issuer()))
                .isEqualTo(new X500Name("CN=Test RA"));
        assertThat(Answer.parse(writer.pending(poll.replyTo(), Keys.RA.replySigner()))
                        .text("3"))
                .isEqualTo("3");
    }

    /** Renews by PKCSReq under the old certificate. */
    @Test
    void jscepRenewsByPkcsReq() {
        PkiMessage renewal = Client.request()
                .signature("SHA512withRSA")
                .cipher(CMSAlgorithm.AES256_CBC)
                .signedBy(Keys.ENROLLED)
                .contents(Csr.of(Keys.STRANGER.pair(), "CN=device-1", "secret"))
                .parse();
        MessageContents.Enrolment enrolment = (MessageContents.Enrolment) renewal.open(recipients(), SignerTrust.KNOWN);
        assertThat(enrolment.signedByItsKey()).isFalse();
        assertThat(Answer.parse(writer.success(renewal, List.of(Keys.ENROLLED.der()), Keys.RA.replySigner()))
                        .open(Keys.ENROLLED))
                .isNotNull();
    }

    /** 40 digits of SHA-1 for a transaction, RenewalReq, the RA's name in its polls. */
    @Test
    void strongSwanRenewsByRenewalReq() {
        PkiMessage renewal = Client.request()
                .type("17")
                .transactionId("a6a5c1f0f2d3a5b0a1c2d3e4f5061728394a5b6c")
                .signedBy(Keys.ENROLLED)
                .contents(Csr.of(Keys.STRANGER.pair(), "CN=device-1", new DERPrintableString("secret")))
                .parse();
        assertThat(renewal.type()).isEqualTo(MessageType.RENEWAL_REQ);
        assertThat(renewal.open(recipients(), SignerTrust.KNOWN)).isInstanceOf(MessageContents.Enrolment.class);
    }

    /** A GET in one line although POST is offered, 77 digits for a transaction, renewal with the same key. */
    @Test
    void certmongerRenewsTheSameKeyByGet() {
        byte[] bytes = Client.request()
                .type("17")
                .transactionId("1".repeat(77))
                .signedBy(Keys.ENROLLED)
                .contents(Csr.of(Keys.ENROLLED.pair(), "CN=device-1"))
                .bytes();
        String query = "operation=PKIOperation&message="
                + URLEncoder.encode(Base64.getEncoder().encodeToString(bytes), StandardCharsets.US_ASCII);
        PkiMessage renewal = PkiMessage.parse(ScepQuery.parse(query).messageBytes(), AlgorithmPolicy.STRONG);
        MessageContents.Enrolment enrolment = (MessageContents.Enrolment) renewal.open(recipients(), SignerTrust.KNOWN);
        assertThat(enrolment.signedByItsKey()).isTrue();
        assertThat(ScepQuery.parse("operation=GetCACaps&message=0").identifier())
                .contains("0");
    }

    @Test
    void oldDevicesWriteTheirChallengeInOddEncodings() {
        for (var value : List.of(new DERT61String("secret"), new DERBMPString("secret"))) {
            PkiMessage message = Client.request()
                    .contents(Csr.of(Keys.CLIENT.pair(), "CN=device-1", value))
                    .parse();
            MessageContents.Enrolment enrolment =
                    (MessageContents.Enrolment) message.open(recipients(), SignerTrust.UNKNOWN);
            assertThat(enrolment.findChallengePassword()).contains(new ChallengePassword("secret"));
        }
    }

    private Answer assertEnrolled(byte[] bytes, AlgorithmPolicy policy) {
        PkiMessage message = PkiMessage.parse(bytes, policy);
        assertThat(message.open(recipients(), SignerTrust.UNKNOWN)).isInstanceOf(MessageContents.Enrolment.class);
        Answer answer = Answer.parse(writer.success(message, List.of(Keys.ENROLLED.der()), Keys.RA.replySigner()));
        assertThat(Answer.certificates(answer.open(Keys.CLIENT)))
                .extracting(Answer::der)
                .containsExactly(Keys.ENROLLED.der());
        return answer;
    }

    private static List<Recipient> recipients() {
        return List.of(Keys.RA_RECIPIENT);
    }
}
