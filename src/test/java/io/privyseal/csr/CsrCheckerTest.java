package io.privyseal.csr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privyseal.authority.CertificatePlan.KeyUsageBit;
import io.privyseal.authority.SecurityIdentifier;
import io.privyseal.authority.SubjectAlternativeName;
import io.privyseal.authority.SubjectAlternativeName.Kind;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.platform.key.KeyType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Object;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.OtherName;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CsrCheckerTest {
    private static final String CHANGE_SUBJECT_NAME = "1.3.6.1.5.5.7.7.36";
    private static final String UPN = "1.3.6.1.4.1.311.20.2.3";

    private final CsrChecker checker = CsrChecker.withoutKeyLists();

    @Test
    void returnsWhatTheRequestAsksFor() {
        byte[] der = CsrFixture.csr()
                .names(
                        new GeneralName(GeneralName.dNSName, "WWW.Example.com"),
                        new GeneralName(GeneralName.dNSName, "www.example.com"),
                        new GeneralName(GeneralName.iPAddress, "192.0.2.1"),
                        new GeneralName(GeneralName.iPAddress, "2001:db8::1"),
                        new GeneralName(GeneralName.rfc822Name, "jane@Example.com"),
                        new GeneralName(
                                GeneralName.uniformResourceIdentifier,
                                "tag:microsoft.com,2022-09-14:sid:S-1-5-21-1-2-3-500"),
                        upn("jane@corp.example"))
                .der();

        CheckedCsr csr = checker.check(der);

        assertThat(csr.der()).isEqualTo(der);
        assertThat(csr.keyType()).isEqualTo(KeyType.P_256);
        assertThat(csr.subject()).isEqualTo(new X500Name("CN=www.example.com"));
        assertThat(csr.names())
                .containsExactly(
                        new SubjectAlternativeName(Kind.DNS, "www.example.com"),
                        new SubjectAlternativeName(Kind.IP, "192.0.2.1"),
                        new SubjectAlternativeName(Kind.IP, "2001:db8::1"),
                        new SubjectAlternativeName(Kind.EMAIL, "jane@example.com"),
                        new SubjectAlternativeName(Kind.URI, "tag:microsoft.com,2022-09-14:sid:S-1-5-21-1-2-3-500"),
                        new SubjectAlternativeName(Kind.UPN, "jane@corp.example"));
        assertThat(csr.unsupportedNameKinds()).isEmpty();
    }

    @Test
    void readsASecurityIdentifierInAnExtensionAsTheNameThatItIs() {
        SecurityIdentifier account = new SecurityIdentifier("S-1-5-21-1-2-3-500");
        CheckedCsr csr = checker.check(CsrFixture.csr()
                .extensions(new Extensions(extension(SecurityIdentifier.EXTENSION, account.extension())))
                .der());
        assertThat(csr.names()).containsExactly(account.name());
    }

    @Test
    void returnsRequestedUsages() {
        CheckedCsr csr = checker.check(CsrFixture.csr()
                .extensions(new Extensions(new Extension[] {
                    extension(Extension.keyUsage, new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyAgreement)),
                    extension(Extension.extendedKeyUsage, new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth))
                }))
                .der());
        assertThat(csr.keyUsage()).contains(Set.of(KeyUsageBit.DIGITAL_SIGNATURE, KeyUsageBit.KEY_AGREEMENT));
        assertThat(csr.extendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
    }

    @Test
    void asksForNothingWithoutExtensions() {
        CheckedCsr csr = checker.check(CsrFixture.csr().der());
        assertThat(csr.names()).isEmpty();
        assertThat(csr.keyUsage()).isEmpty();
        assertThat(csr.extendedKeyUsage()).isEmpty();
    }

    @Test
    void namesTheKindsThatNoProfileGrants() {
        CheckedCsr csr = checker.check(CsrFixture.csr()
                .names(
                        new GeneralName(new X500Name("CN=x")),
                        new GeneralName(GeneralName.registeredID, "1.2.3"),
                        new GeneralName(
                                GeneralName.otherName,
                                new OtherName(new ASN1ObjectIdentifier("1.2.3.4"), new DERUTF8String("x"))))
                .der());
        assertThat(csr.unsupportedNameKinds()).containsExactly("directoryName", "registeredID", "otherName 1.2.3.4");
    }

    @Test
    void readsMicrosoftsFormOfTheExtensionRequest() {
        CheckedCsr csr = checker.check(CsrFixture.csr()
                .attribute(
                        new ASN1ObjectIdentifier("1.3.6.1.4.1.311.2.1.14"),
                        new Extensions(extension(Extension.keyUsage, new KeyUsage(KeyUsage.digitalSignature))))
                .der());
        assertThat(csr.keyUsage()).contains(Set.of(KeyUsageBit.DIGITAL_SIGNATURE));
    }

    @Test
    void takesNamesFromAChangeWhereTheProtocolKnowsIt() {
        byte[] der = CsrFixture.csr()
                .names(new GeneralName(GeneralName.dNSName, "old.example.com"))
                .attribute(new ASN1ObjectIdentifier(CHANGE_SUBJECT_NAME), new DERSequence(new ASN1Encodable[] {
                    new X500Name("CN=new.example.com"),
                    new GeneralNames(new GeneralName(GeneralName.dNSName, "new.example.com"))
                }))
                .der();

        CheckedCsr changed = checker.checkWithChangedNames(der);
        assertThat(changed.commonName()).contains("new.example.com");
        assertThat(changed.names()).containsExactly(new SubjectAlternativeName(Kind.DNS, "new.example.com"));
        CheckedCsr plain = checker.check(der);
        assertThat(plain.commonName()).contains("www.example.com");
        assertThat(plain.names()).containsExactly(new SubjectAlternativeName(Kind.DNS, "old.example.com"));
    }

    @Test
    void refusesAChangeThatLeavesItOpenWhatItMeans() {
        X500Name name = new X500Name("CN=new.example.com");
        for (DERSequence change : List.of(new DERSequence(), new DERSequence(new ASN1Encodable[] {name, name}))) {
            byte[] der = CsrFixture.csr()
                    .attribute(new ASN1ObjectIdentifier(CHANGE_SUBJECT_NAME), change)
                    .der();
            assertThatThrownBy(() -> checker.checkWithChangedNames(der))
                    .isInstanceOfSatisfying(
                            RefusedException.class,
                            refused -> assertThat(refused.reason()).isEqualTo(Refusal.CSR_UNDECODABLE));
        }
    }

    @Test
    void acceptsEveryKeyAlgorithm() {
        assertThat(checker.check(CsrFixture.csr().rsa().der()).keyType()).isEqualTo(KeyType.RSA_2048);
        assertThat(checker.check(CsrFixture.csr()
                                .key(CsrFixture.ecKey("secp384r1"))
                                .signedWith("SHA384withECDSA", X9ObjectIdentifiers.ecdsa_with_SHA384)
                                .der())
                        .keyType())
                .isEqualTo(KeyType.P_384);
        assertThat(checker.check(CsrFixture.csr()
                                .key(CsrFixture.ecKey("secp521r1"))
                                .signedWith("SHA512withECDSA", X9ObjectIdentifiers.ecdsa_with_SHA512)
                                .der())
                        .keyType())
                .isEqualTo(KeyType.P_521);
        assertThat(checker.check(CsrFixture.csr()
                                .key(CsrFixture.key("Ed25519", 0))
                                .signedWith("Ed25519", EdECObjectIdentifiers.id_Ed25519)
                                .der())
                        .keyType())
                .isEqualTo(KeyType.ED25519);
        assertThat(checker.check(CsrFixture.csr()
                                .key(CsrFixture.key("ML-DSA-44", 0))
                                .signedWith("ML-DSA-44", NISTObjectIdentifiers.id_ml_dsa_44)
                                .der())
                        .keyType())
                .isEqualTo(KeyType.ML_DSA_44);
        assertThat(checker.check(CsrFixture.csr()
                                .key(CsrFixture.key("ML-DSA-65", 0))
                                .signedWith("ML-DSA-65", NISTObjectIdentifiers.id_ml_dsa_65)
                                .der())
                        .keyType())
                .isEqualTo(KeyType.ML_DSA_65);
        assertThat(checker.check(CsrFixture.csr()
                                .key(CsrFixture.key("ML-DSA-87", 0))
                                .signedWith("ML-DSA-87", NISTObjectIdentifiers.id_ml_dsa_87)
                                .der())
                        .keyType())
                .isEqualTo(KeyType.ML_DSA_87);
    }

    @Test
    void acceptsASha1SignatureAsProofOfPossession() {
        byte[] der = CsrFixture.csr()
                .rsa()
                .signedWith("SHA1withRSA", withNull(PKCSObjectIdentifiers.sha1WithRSAEncryption))
                .der();
        assertThat(checker.check(der).keyType()).isEqualTo(KeyType.RSA_2048);
    }

    @Test
    void refusesAnMd5Signature() {
        byte[] der = CsrFixture.csr()
                .rsa()
                .signedWith("MD5withRSA", withNull(PKCSObjectIdentifiers.md5WithRSAEncryption))
                .der();
        assertRefused(der, Refusal.CSR_SIGNATURE_INVALID);
    }

    @Test
    void refusesAnUnknownSignatureAlgorithm() {
        byte[] der = CsrFixture.csr()
                .signedWith("SHA256withECDSA", OIWObjectIdentifiers.dsaWithSHA1)
                .der();
        assertRefused(der, Refusal.CSR_SIGNATURE_INVALID);
    }

    @Test
    void refusesASignatureAlgorithmOfAnotherKeyKind() {
        byte[] der = CsrFixture.csr()
                .signedWith("SHA256withECDSA", withNull(PKCSObjectIdentifiers.sha256WithRSAEncryption))
                .der();
        assertRefused(der, Refusal.CSR_SIGNATURE_INVALID);
    }

    @Test
    void refusesTheSignatureOfAnotherKey() {
        byte[] der = CsrFixture.csr()
                .publicKey(SubjectPublicKeyInfo.getInstance(
                        CsrFixture.ecKey("secp256r1").getPublic().getEncoded()))
                .der();
        assertRefused(der, Refusal.CSR_SIGNATURE_INVALID);
    }

    @Test
    void refusesAChangedRequest() {
        byte[] der = CsrFixture.csr().subject(new X500Name("CN=aaaa.example")).der();
        byte[] text = new byte[] {'a', 'a', 'a', 'a'};
        der[indexOf(der, text)] = 'b';
        assertRefused(der, Refusal.CSR_SIGNATURE_INVALID);
    }

    @Test
    void refusesMoreThan32KiB() {
        assertRefused(new byte[32 * 1024 + 1], Refusal.CSR_TOO_LARGE);
    }

    @Test
    void refusesBytesAfterTheEnd() {
        byte[] der = CsrFixture.csr().der();
        assertRefused(Arrays.copyOf(der, der.length + 1), Refusal.CSR_UNDECODABLE);
    }

    @Test
    void refusesEveryTruncation() {
        byte[] der = CsrFixture.csr().der();
        for (int length = 0; length < der.length; length++) {
            assertRefused(Arrays.copyOf(der, length), Refusal.CSR_UNDECODABLE);
        }
    }

    @Test
    void refusesDeepNesting() {
        byte[] der = new byte[0];
        for (int i = 0; i < 5000; i++) {
            der = wrap(der);
        }
        assertRefused(der, Refusal.CSR_UNDECODABLE);
    }

    @Test
    void refusesDeepNestingInsideAnExtension() {
        byte[] value = new byte[0];
        for (int i = 0; i < 5000; i++) {
            value = wrap(value);
        }
        byte[] der = CsrFixture.csr()
                .extensions(new Extensions(
                        new Extension(Extension.subjectAlternativeName, false, new DEROctetString(value))))
                .der();
        assertRefused(der, Refusal.CSR_UNDECODABLE);
    }

    @Test
    void refusesIndefiniteLengths() {
        assertRefused(new byte[] {0x30, (byte) 0x80, 0x05, 0x00, 0x00, 0x00}, Refusal.CSR_UNDECODABLE);
    }

    @Test
    void refusesACertificateInPlaceOfARequest() {
        assertRefused(new byte[] {0x30, 0x03, 0x02, 0x01, 0x00}, Refusal.CSR_UNDECODABLE);
    }

    @Test
    void answersRandomDamageWithARefusalAndNothingElse() {
        byte[] sound = CsrFixture.csr()
                .names(new GeneralName(GeneralName.dNSName, "www.example.com"), upn("jane@corp.example"))
                .der();
        Random random = new Random(20261122);
        for (int i = 0; i < 5000; i++) {
            byte[] damaged = sound.clone();
            for (int j = 0; j <= random.nextInt(4); j++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            if (!Arrays.equals(damaged, sound)) {
                assertThatThrownBy(() -> checker.check(damaged)).isInstanceOf(RefusedException.class);
            }
        }
    }

    @Test
    void refusesTwoExtensionRequests() {
        byte[] der = CsrFixture.csr()
                .names(new GeneralName(GeneralName.dNSName, "a.example"))
                .names(new GeneralName(GeneralName.dNSName, "b.example"))
                .der();
        assertRefused(der, Refusal.CSR_UNDECODABLE);
    }

    @ParameterizedTest
    @CsvSource({
        "2, my_host.example.com",
        "2, example.com.",
        "2, w*.example.com",
        "2, bücher.example",
        "2, 'www.example.com\u0000.evil.example'",
        "1, not a mail address",
        "1, 'a@example.com\u0000'",
        "6, relative/path",
        "6, 'http://a b'"
    })
    void refusesMalformedAlternativeNames(int kind, String name) {
        byte[] der = CsrFixture.csr().names(new GeneralName(kind, name)).der();
        assertRefused(der, Refusal.IDENTIFIER_MALFORMED);
    }

    @Test
    void refusesAnIpAddressOfOtherThan4Or16Octets() {
        byte[] der = CsrFixture.csr()
                .names(new GeneralName(GeneralName.iPAddress, new DEROctetString(new byte[8])))
                .der();
        assertRefused(der, Refusal.IDENTIFIER_MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jane", "@corp.example", "jane@", "jane@corp.example\n"})
    void refusesAMalformedUserPrincipalName(String name) {
        assertRefused(CsrFixture.csr().names(upn(name)).der(), Refusal.IDENTIFIER_MALFORMED);
    }

    @Test
    void refusesMoreThan500AlternativeNames() {
        GeneralName[] names = new GeneralName[501];
        for (int i = 0; i < names.length; i++) {
            names[i] = new GeneralName(GeneralName.dNSName, "host" + i + ".example");
        }
        assertRefused(CsrFixture.csr().names(names).der(), Refusal.IDENTIFIER_MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "a\nb", "a\u007fb", "a\u202eb"})
    void refusesControlCharactersInTheSubject(String name) {
        X500Name subject = new X500NameBuilder()
                .addRDN(BCStyle.CN, new DERUTF8String(name))
                .build();
        assertRefused(CsrFixture.csr().subject(subject).der(), Refusal.IDENTIFIER_MALFORMED);
    }

    @Test
    void refusesASubjectAttributeThatIsNoString() {
        X500Name subject =
                new X500NameBuilder().addRDN(BCStyle.CN, new DERSequence()).build();
        assertRefused(CsrFixture.csr().subject(subject).der(), Refusal.CSR_UNDECODABLE);
    }

    @Test
    void turnsOldStringTypesOfTheSubjectIntoUtf8() {
        X500Name subject = new X500NameBuilder()
                .addRDN(BCStyle.CN, new DERBMPString("Bücher"))
                .build();
        CheckedCsr csr = checker.check(CsrFixture.csr().subject(subject).der());
        assertThat(csr.subject().getRDNs()[0].getFirst().getValue()).isEqualTo(new DERUTF8String("Bücher"));
    }

    @Test
    void acceptsAnEmptySubject() {
        assertThat(checker.check(CsrFixture.csr()
                                .subject(new X500Name(new RDN[0]))
                                .der())
                        .subject()
                        .getRDNs())
                .isEmpty();
    }

    private void assertRefused(byte[] der, Refusal reason) {
        assertThatThrownBy(() -> checker.check(der))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    private static GeneralName upn(String name) {
        return new GeneralName(
                GeneralName.otherName, new OtherName(new ASN1ObjectIdentifier(UPN), new DERUTF8String(name)));
    }

    private static Extension extension(ASN1ObjectIdentifier type, ASN1Object value) {
        try {
            return new Extension(type, false, new DEROctetString(value));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static AlgorithmIdentifier withNull(ASN1ObjectIdentifier identifier) {
        return new AlgorithmIdentifier(identifier, DERNull.INSTANCE);
    }

    private static byte[] wrap(byte[] contents) {
        byte[] wrapped = new byte[contents.length + 4];
        if (contents.length < 128) {
            wrapped = new byte[contents.length + 2];
            wrapped[1] = (byte) contents.length;
        } else if (contents.length < 256) {
            wrapped = new byte[contents.length + 3];
            wrapped[1] = (byte) 0x81;
            wrapped[2] = (byte) contents.length;
        } else {
            wrapped[1] = (byte) 0x82;
            wrapped[2] = (byte) (contents.length >> 8);
            wrapped[3] = (byte) contents.length;
        }
        wrapped[0] = 0x30;
        System.arraycopy(contents, 0, wrapped, wrapped.length - contents.length, contents.length);
        return wrapped;
    }

    private static int indexOf(byte[] bytes, byte[] wanted) {
        for (int i = 0; i + wanted.length <= bytes.length; i++) {
            if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        throw new IllegalArgumentException("not found");
    }
}
