package io.privyseal.protocol.est;

import static io.privyseal.protocol.est.Fixtures.EC;
import static io.privyseal.protocol.est.Fixtures.attribute;
import static io.privyseal.protocol.est.Fixtures.base64;
import static io.privyseal.protocol.est.Fixtures.csr;
import static io.privyseal.protocol.est.Fixtures.dns;
import static io.privyseal.protocol.est.Fixtures.names;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERT61String;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimplePkiRequestTest {
    private static final String CHALLENGE_PASSWORD = "1.2.840.113549.1.9.7";
    private static final String CHANGE_SUBJECT_NAME = "1.3.6.1.5.5.7.7.36";
    private static final byte[] CSR = csr("CN=device");

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void takesBase64InOneLineAndInLines() {
        assertThat(SimplePkiRequest.parse(base64(CSR)).csr()).isEqualTo(CSR);
        assertThat(SimplePkiRequest.parse(
                                Base64.getMimeEncoder(64, ascii("\r\n")).encode(CSR))
                        .csr())
                .isEqualTo(CSR);
        assertThat(SimplePkiRequest.parse(
                                Base64.getMimeEncoder(76, ascii("\n \t")).encode(CSR))
                        .csr())
                .isEqualTo(CSR);
    }

    @Test
    void takesBase64WithoutPadding() {
        for (String subject : List.of("CN=a", "CN=ab", "CN=abc")) {
            byte[] csr = csr(subject);
            byte[] body = Base64.getEncoder().withoutPadding().encode(csr);
            assertThat(SimplePkiRequest.parse(body).csr()).isEqualTo(csr);
        }
    }

    @Test
    void repairsPlusSignsThatAFormDecoderTurnedIntoBlanks() {
        byte[] csr = csrWithPlus();
        String damaged = new String(base64(csr), StandardCharsets.US_ASCII).replace('+', ' ');
        assertThat(SimplePkiRequest.parse(ascii(damaged + "\n")).csr()).isEqualTo(csr);
    }

    /** A CSR whose base64 has a plus sign: signatures of ECDSA are random. */
    private static byte[] csrWithPlus() {
        byte[] csr = CSR;
        while (new String(base64(csr), StandardCharsets.US_ASCII).indexOf('+') < 0) {
            csr = csr("CN=device");
        }
        return csr;
    }

    @ParameterizedTest
    @ValueSource(strings = {"CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST"})
    void takesPemThatWasSentByMistake(String label) {
        String pem = "Certificate Request:\n-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, ascii("\n")).encodeToString(CSR) + "\n-----END " + label + "-----\n";
        assertThat(SimplePkiRequest.parse(ascii(pem)).csr()).isEqualTo(CSR);
    }

    @Test
    void takesBareDer() {
        assertThat(SimplePkiRequest.parse(CSR).csr()).isEqualTo(CSR);
    }

    @Test
    void saysThatOtherPemIsNoCsr() {
        String pem = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
        Refused.with(EstFailure.UNDECODABLE, "PEM text, but not of a CSR", () -> SimplePkiRequest.parse(ascii(pem)));
        String open = "-----BEGIN CERTIFICATE REQUEST-----\nMIIB\n";
        Refused.with(EstFailure.UNDECODABLE, "PEM text, but not of a CSR", () -> SimplePkiRequest.parse(ascii(open)));
        String joined = "-----BEGIN CERTIFICATE REQUEST-----END CERTIFICATE REQUEST-----";
        Refused.with(EstFailure.UNDECODABLE, "PEM text, but not of a CSR", () -> SimplePkiRequest.parse(ascii(joined)));
    }

    @Test
    void refusesWhatIsNotBase64() {
        Refused.with(EstFailure.UNDECODABLE, "no body", () -> SimplePkiRequest.parse(new byte[0]));
        Refused.with(EstFailure.UNDECODABLE, "no body", () -> SimplePkiRequest.parse(ascii("\r\n")));
        Refused.with(EstFailure.UNDECODABLE, "not base64", () -> SimplePkiRequest.parse(ascii("M#IB")));
        Refused.with(EstFailure.UNDECODABLE, "The CSR", () -> SimplePkiRequest.parse(ascii("MIIB")));
    }

    @Test
    void refusesBodiesThatAreTooLarge() {
        Refused.with(EstFailure.TOO_LARGE, "64 KiB", () -> SimplePkiRequest.parse(new byte[64 * 1024 + 1]));
    }

    @Test
    void refusesTruncatedAndTrailingOctets() {
        for (int length : new int[] {1, 5, 100, CSR.length - 1}) {
            byte[] body = base64(Arrays.copyOf(CSR, length));
            Refused.with(EstFailure.UNDECODABLE, "The CSR is truncated", () -> SimplePkiRequest.parse(body));
        }
        byte[] longer = base64(Arrays.copyOf(CSR, CSR.length + 1));
        Refused.with(EstFailure.UNDECODABLE, "after its end", () -> SimplePkiRequest.parse(longer));
    }

    @Test
    void refusesNestingThatNoCsrHas() {
        byte[] deep = new byte[200];
        for (int i = 0; i < 60; i++) {
            deep[2 * i] = 0x30;
            deep[2 * i + 1] = (byte) (118 - 2 * i);
        }
        byte[] body = base64(Arrays.copyOf(deep, 120));
        Refused.with(EstFailure.UNDECODABLE, "nested too deeply", () -> SimplePkiRequest.parse(body));
    }

    @Test
    void refusesAnotherStructure() throws Exception {
        byte[] certificate = Fixtures.certificate(EC, "CN=device").getEncoded();
        Refused.with(EstFailure.UNDECODABLE, "cannot be decoded", () -> SimplePkiRequest.parse(base64(certificate)));
    }

    @Test
    void readsChallengePasswordsInEveryStringType() {
        for (ASN1Encodable text : List.of(
                new DERPrintableString("secret"),
                new DERUTF8String("secret"),
                new DERT61String("secret"),
                new DERBMPString("secret"))) {
            SimplePkiRequest request = SimplePkiRequest.of(csr(EC, "CN=a", attribute(CHALLENGE_PASSWORD, text)));
            assertThat(request.challengePasswords()).containsExactly("secret");
        }
    }

    @Test
    void readsEveryChallengePassword() {
        byte[] csr = csr(
                EC,
                "CN=a",
                attribute(CHALLENGE_PASSWORD, new DERUTF8String("a"))
                        .andThen(attribute(CHALLENGE_PASSWORD, new DERUTF8String("b"))));
        assertThat(SimplePkiRequest.of(csr).challengePasswords()).containsExactly("a", "b");
        assertThat(SimplePkiRequest.of(CSR).challengePasswords()).isEmpty();
    }

    @Test
    void refusesAChallengePasswordThatIsNoString() {
        byte[] csr = csr(EC, "CN=a", attribute(CHALLENGE_PASSWORD, new ASN1Integer(1)));
        Refused.with(EstFailure.UNDECODABLE, "cannot be decoded", () -> SimplePkiRequest.of(csr));
    }

    @Test
    void readsTheKeyAsItStandsInTheRequest() {
        assertThat(SimplePkiRequest.of(CSR).publicKey())
                .isEqualTo(EC.getPublic().getEncoded());
    }

    @Test
    void readsAlternativeNamesUnderBothIdentifiersOfTheExtensionRequest() {
        CertificateNames expected =
                CertificateNames.of(Fixtures.certificate(EC, "CN=device", dns("a.example"), dns("b.example")));
        SimplePkiRequest request = SimplePkiRequest.of(csr(EC, "CN=device", names(dns("b.example"), dns("A.example"))));
        assertThat(request.names().areSameAs(expected)).isTrue();
        assertThat(request.names().alternatives()).isPresent();
        assertThat(SimplePkiRequest.of(CSR).names().alternatives()).isEmpty();
    }

    @Test
    void readsAChangeOfSubjectThatLeavesTheAlternativeNames() {
        byte[] csr = csr(
                EC,
                "CN=old",
                names(dns("a.example"))
                        .andThen(attribute(CHANGE_SUBJECT_NAME, new DERSequence(new X500Name("CN=new")))));
        SimplePkiRequest request = SimplePkiRequest.of(csr);
        CertificateNames wished = CertificateNames.of(Fixtures.certificate(EC, "CN=new", dns("a.example")));
        assertThat(request.changedNames())
                .hasValueSatisfying(names -> assertThat(names.areSameAs(wished)).isTrue());
        assertThat(request.names().areSameAs(wished)).isFalse();
        request.requireNamesOf(CertificateNames.of(Fixtures.certificate(EC, "CN=old", dns("a.example"))));
    }

    @Test
    void readsAChangeOfAlternativeNamesWithAndWithoutTag() {
        GeneralNames names = new GeneralNames(dns("new.example"));
        CertificateNames wished = CertificateNames.of(Fixtures.certificate(EC, "CN=old", dns("new.example")));
        for (ASN1Encodable member : List.of(names, new DERTaggedObject(false, 1, names))) {
            byte[] csr = csr(EC, "CN=old", attribute(CHANGE_SUBJECT_NAME, new DERSequence(member)));
            assertThat(SimplePkiRequest.of(csr).changedNames())
                    .hasValueSatisfying(
                            changed -> assertThat(changed.areSameAs(wished)).isTrue());
        }
    }

    @Test
    void refusesAChangeOfNamesThatIsEmptyOrTwofold() {
        X500Name name = new X500Name("CN=new");
        for (DERSequence change : List.of(new DERSequence(), new DERSequence(new ASN1Encodable[] {name, name}))) {
            byte[] csr = csr(EC, "CN=old", attribute(CHANGE_SUBJECT_NAME, change));
            Refused.with(EstFailure.UNDECODABLE, "cannot be decoded", () -> SimplePkiRequest.of(csr));
        }
    }

    @Test
    void readsTheKeyThatAPrivateKeyIsToBeEncryptedTo() {
        ASN1Encodable identifier = new DEROctetString(new byte[] {1, 2, 3});
        SimplePkiRequest asymmetric =
                SimplePkiRequest.of(csr(EC, "CN=a", attribute("1.2.840.113549.1.9.16.2.54", identifier)));
        assertThat(asymmetric.decryptionKey()).hasValueSatisfying(key -> {
            assertThat(key.identifier()).containsExactly(1, 2, 3);
            assertThat(key.isSymmetric()).isFalse();
            assertThat(key.algorithms()).isEmpty();
        });
        SimplePkiRequest symmetric =
                SimplePkiRequest.of(csr(EC, "CN=a", attribute("1.2.840.113549.1.9.16.2.37", identifier)));
        assertThat(symmetric.decryptionKey())
                .hasValueSatisfying(key -> assertThat(key.isSymmetric()).isTrue());
        assertThat(SimplePkiRequest.of(CSR).decryptionKey()).isEmpty();
    }

    @Test
    void isTheSameRequestForAKeyOfTheServer() {
        SimplePkiRequest request = SimplePkiRequest.of(csr(EC, "CN=device", names(dns("a.example"))));
        SimplePkiRequest other = request.withKey(Fixtures.RSA, Fixtures.RANDOM);
        assertThat(other.publicKey()).isEqualTo(Fixtures.RSA.getPublic().getEncoded());
        assertThat(other.names().areSameAs(request.names())).isTrue();
        assertThat(other.names().alternatives()).isPresent();
    }
}
