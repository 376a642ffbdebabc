package io.privyseal.authority.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privyseal.authority.CertificatePlan.KeyUsageBit;
import io.privyseal.authority.SecurityIdentifier;
import io.privyseal.authority.SubjectAlternativeName;
import io.privyseal.authority.SubjectAlternativeName.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1UTCTime;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERT61String;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class LintsTest {
    private static final GeneralName DNS = new GeneralName(GeneralName.dNSName, "www.example.com");
    private static final SubjectAlternativeName PLANNED_DNS = new SubjectAlternativeName(Kind.DNS, "www.example.com");

    /** One way or more to break each rule, starting from a sound certificate. */
    static Stream<Arguments> spoilt() {
        return Stream.of(
                spoilt("VersionIsThree", server(f -> f.version = 0)),
                spoilt("SerialNumberShape", server(f -> f.serial = new ASN1Integer(BigInteger.ONE.shiftLeft(159)))),
                spoilt(
                        "SerialNumberShape",
                        server(f -> f.serial =
                                new ASN1Integer(BigInteger.ONE.shiftLeft(90).negate()))),
                spoilt("SerialNumberShape", server(f -> f.serial = new ASN1Integer(0))),
                spoilt("SerialNumberEntropy", server(f -> f.serial = new ASN1Integer(4711))),
                spoilt(
                        "SignatureAlgorithmEncoding",
                        server(f -> f.signature = ecdsa(X9ObjectIdentifiers.ecdsa_with_SHA1))),
                spoilt(
                        "SignatureAlgorithmEncoding",
                        server(f -> f.signature =
                                new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256, DERNull.INSTANCE))),
                spoilt(
                        "SignatureFitsIssuerKey",
                        server(f -> f.signature = new AlgorithmIdentifier(
                                PKCSObjectIdentifiers.sha256WithRSAEncryption, DERNull.INSTANCE))),
                spoilt("IssuerNamePresent", server(f -> f.issuer = new X500Name(new RDN[0]))),
                spoilt("IssuerNameMatches", server(f -> f.issuer = new X500Name("CN=Test issuing CA,O=Test"))),
                spoilt("IssuerNameMatches", root(f -> f.issuer = new X500Name("CN=Other"))),
                spoilt("IssuerMaySign", server(f -> f.issuerCertificate = null)),
                spoilt(
                        "IssuerMaySign",
                        server(f -> f.issuerCertificate = TbsFixture.server().signed(TbsFixture.ISSUING_KEY))),
                spoilt(
                        "RootsServeAuthoritiesOnly",
                        server(f -> f.issuerCertificate = TbsFixture.root().signed(TbsFixture.ROOT_KEY))),
                spoilt("ValidityTimeForm", server(f -> f.notAfter = new ASN1UTCTime("2604010000Z"))),
                spoilt("ValidityTimeForm", server(f -> f.notAfter = new ASN1UTCTime("260401000000+0100"))),
                spoilt("ValidityTimeForm", server(f -> f.notAfter = new ASN1GeneralizedTime("20260401000000.5Z"))),
                spoilt("ValidityTimeType", server(f -> f.notAfter = new ASN1GeneralizedTime("20260401000000Z"))),
                spoilt("ValidityOrder", server(f -> f.notAfter = f.notBefore)),
                spoilt("ValidityInsideIssuer", server(f -> f.notBefore = new ASN1UTCTime("251231235959Z"))),
                spoilt("ValidityInsideIssuer", server(f -> f.notAfter = new ASN1UTCTime("360101000001Z"))),
                spoilt("ValidityWithinTerm", server(f -> f.notAfter = new ASN1UTCTime("260402000001Z"))),
                spoilt("SubjectOrNamePresent", root(f -> f.subject(new X500Name(new RDN[0])))),
                spoilt("SubjectOrNamePresent", server(f -> {
                    f.subject(new X500Name(new RDN[0]));
                    f.extensions.remove(Extension.subjectAlternativeName);
                })),
                spoilt("SubjectMatchesPlan", server(f -> f.subject = new X500Name("CN=WWW.example.com"))),
                spoilt("AttributeLengths", server(f -> f.subject(name(BCStyle.O, "x".repeat(65))))),
                spoilt("AttributeLengths", server(f -> f.subject(name(BCStyle.L, "x".repeat(129))))),
                spoilt("AttributeLengths", server(f -> f.subject(name(BCStyle.ST, "x".repeat(129))))),
                spoilt(
                        "AttributeStringTypes",
                        server(f -> f.subject(new X500NameBuilder()
                                .addRDN(BCStyle.O, new DERT61String("Test"))
                                .build()))),
                spoilt(
                        "AttributeStringTypes",
                        server(f -> f.subject(new X500NameBuilder()
                                .addRDN(BCStyle.O, new DERPrintableString("a@b"))
                                .build()))),
                spoilt(
                        "AttributeStringTypes",
                        server(f -> f.subject(new X500NameBuilder()
                                .addRDN(BCStyle.DC, new DERUTF8String("example"))
                                .build()))),
                spoilt("AttributeCharacters", server(f -> f.subject(name(BCStyle.O, "a\u0000b")))),
                spoilt("AttributeCharacters", server(f -> f.subject(name(BCStyle.O, "")))),
                spoilt(
                        "CountryCode",
                        server(f -> f.subject(new X500NameBuilder()
                                .addRDN(BCStyle.C, new DERPrintableString("Germany"))
                                .build()))),
                spoilt(
                        "CountryCode",
                        server(f -> f.subject(new X500NameBuilder()
                                .addRDN(BCStyle.C, new DERUTF8String("DE"))
                                .build()))),
                spoilt("PublicKeyAccepted", server(f -> f.key(rsaKey(1024)))),
                spoilt(
                        "PublicKeyAccepted",
                        server(f -> f.key(new SubjectPublicKeyInfo(
                                new AlgorithmIdentifier(X9ObjectIdentifiers.id_dsa), new byte[3])))),
                spoilt("PublicKeyMatchesPlan", server(f -> f.key = TbsFixture.spki(TbsFixture.ROOT_KEY))),
                spoilt("UniqueIdentifiersAbsent", server(f -> f.uniqueIdentifier = true)),
                spoilt("ExtensionsDistinct", server(f -> f.more.addAll(f.extensions.values()))),
                spoilt("CriticalExtensionsKnown", server(f -> f.critical(Extension.authorityInfoAccess, true))),
                spoilt(
                        "EncodingIsDer",
                        server(f -> f.extension(
                                Extension.basicConstraints, true, new byte[] {0x30, (byte) 0x80, 0x00, 0x00}))),
                spoilt("AlternativeNamesCriticality", server(f -> f.critical(Extension.subjectAlternativeName, true))),
                spoilt("AlternativeNamesCriticality", server(f -> f.subject(new X500Name(new RDN[0])))),
                spoilt("AlternativeNamesNotEmpty", server(f -> f.names())),
                spoilt("AlternativeNamesDistinct", server(f -> f.names(DNS, DNS))),
                spoilt(
                        "AlternativeNamesMatchPlan",
                        server(f -> f.names(DNS, new GeneralName(GeneralName.dNSName, "evil.example")))),
                spoilt(
                        "AlternativeNamesMatchPlan",
                        server(f -> f.names(DNS, new GeneralName(GeneralName.registeredID, "1.2.3")))),
                spoilt("AlternativeNamesMatchPlan", server(f -> f.plannedNames = List.of())),
                spoilt(
                        "DnsNameSyntax",
                        server(f -> f.names(DNS, new GeneralName(GeneralName.dNSName, "my_host.example.com")))),
                spoilt("DnsNameSyntax", server(f -> f.names(new GeneralName(GeneralName.dNSName, "www.example.com.")))),
                spoilt("DnsNameSyntax", server(f -> f.names(new GeneralName(GeneralName.dNSName, "bücher.example")))),
                spoilt(
                        "IpAddressLength",
                        server(f ->
                                f.names(DNS, new GeneralName(GeneralName.iPAddress, new DEROctetString(new byte[8]))))),
                spoilt(
                        "IpAddressLength",
                        server(f ->
                                f.names(DNS, new GeneralName(GeneralName.iPAddress, new DEROctetString(mapped()))))),
                spoilt(
                        "MailAddressSyntax",
                        server(f -> f.names(DNS, new GeneralName(GeneralName.rfc822Name, "Jane <j@example.com>")))),
                spoilt(
                        "UriSyntax",
                        server(f -> f.names(DNS, new GeneralName(GeneralName.uniformResourceIdentifier, "/path")))),
                spoilt("ServerHasAlternativeName", server(f -> f.extensions.remove(Extension.subjectAlternativeName))),
                spoilt("CommonNameInAlternativeNames", server(f -> f.subject(new X500Name("CN=other.example.com")))),
                spoilt("SubjectKeyIdentifierPresent", server(f -> f.extensions.remove(Extension.subjectKeyIdentifier))),
                spoilt("SubjectKeyIdentifierPresent", root(f -> f.critical(Extension.subjectKeyIdentifier, true))),
                spoilt(
                        "AuthorityKeyIdentifierMatches",
                        server(f -> f.extensions.remove(Extension.authorityKeyIdentifier))),
                spoilt(
                        "AuthorityKeyIdentifierMatches",
                        server(f -> f.critical(Extension.authorityKeyIdentifier, true))),
                spoilt(
                        "AuthorityKeyIdentifierMatches",
                        server(f -> f.extension(
                                Extension.authorityKeyIdentifier,
                                false,
                                new AuthorityKeyIdentifier(TbsFixture.ROOT_ID)))),
                spoilt(
                        "BasicConstraintsFitPurpose",
                        server(f -> f.extension(Extension.basicConstraints, true, new BasicConstraints(true)))),
                spoilt("BasicConstraintsFitPurpose", root(f -> f.extensions.remove(Extension.basicConstraints))),
                spoilt("BasicConstraintsFitPurpose", root(f -> f.critical(Extension.basicConstraints, false))),
                spoilt("PathLengthInsideIssuer", issuing(f -> {
                    f.issuer = TbsFixture.ISSUING_NAME;
                    f.issuerCertificate = TbsFixture.issuing().signed(TbsFixture.ROOT_KEY);
                })),
                spoilt("PathLengthMatchesPlan", issuing(f -> f.plannedPathLength = 1)),
                spoilt("PathLengthMatchesPlan", issuing(f -> f.plannedPathLength = null)),
                spoilt("KeyUsagePresent", server(f -> f.extensions.remove(Extension.keyUsage))),
                spoilt("KeyUsagePresent", server(f -> f.critical(Extension.keyUsage, false))),
                spoilt(
                        "KeyUsageFitsKey",
                        server(f -> f.extension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyEncipherment)))),
                spoilt("KeyUsageMatchesPlan", server(f -> f.plannedUsage = Set.of(KeyUsageBit.NON_REPUDIATION))),
                spoilt(
                        "CertificateSigningIsForAuthorities",
                        server(f -> f.extension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign)))),
                spoilt(
                        "CertificateSigningIsForAuthorities",
                        root(f -> f.extension(Extension.keyUsage, true, new KeyUsage(KeyUsage.cRLSign)))),
                spoilt(
                        "ExtendedKeyUsageShape",
                        server(f -> f.extension(
                                Extension.extendedKeyUsage, false, new DERSequence(KeyPurposeId.anyExtendedKeyUsage)))),
                spoilt(
                        "ExtendedKeyUsageShape",
                        server(f ->
                                f.extension(Extension.extendedKeyUsage, false, twice(KeyPurposeId.id_kp_serverAuth)))),
                spoilt(
                        "ExtendedKeyUsageMatchesPlan",
                        server(f ->
                                f.extension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(new KeyPurposeId[] {
                                    KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_codeSigning
                                })))),
                spoilt(
                        "SecurityIdentifierMatchesPlan",
                        server(f -> f.extension(
                                SecurityIdentifier.EXTENSION,
                                false,
                                new SecurityIdentifier("S-1-5-21-1-2-3-500").extension()))),
                spoilt(
                        "OcspSigningIsForResponders",
                        server(f -> f.extension(
                                Extension.extendedKeyUsage,
                                false,
                                new ExtendedKeyUsage(KeyPurposeId.id_kp_OCSPSigning)))),
                spoilt(
                        "OcspSigningIsForResponders",
                        TbsFixture.responder().with(f -> f.extensions.remove(Extension.extendedKeyUsage))),
                spoilt(
                        "ResponderHasNoCheck",
                        TbsFixture.responder()
                                .with(f -> f.extensions.remove(OCSPObjectIdentifiers.id_pkix_ocsp_nocheck))),
                spoilt(
                        "ResponderHasNoCheck",
                        server(f -> f.extension(OCSPObjectIdentifiers.id_pkix_ocsp_nocheck, false, DERNull.INSTANCE))),
                spoilt("CrlPointerPresent", server(f -> f.extensions.remove(Extension.cRLDistributionPoints))),
                spoilt("CrlPointerPresent", server(f -> f.crlAt("ldap://localhost/cn=crl"))),
                spoilt(
                        "CrlPointerPresent",
                        server(f -> f.extension(
                                Extension.cRLDistributionPoints, false, new DERUTF8String("http://localhost")))),
                spoilt("IssuerPointerPresent", issuing(f -> f.extensions.remove(Extension.authorityInfoAccess))),
                spoilt("IssuerPointerPresent", server(f -> f.issuerAt("https://localhost/ca"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("spoilt")
    void findsWhatIsSpoilt(String lint, TbsFixture fixture) {
        assertThat(Lints.beforeSigning(fixture.lintSubject()))
                .extracting(Finding::lint)
                .contains(lint);
    }

    @Test
    void everyLintHasASpoiltCertificate() {
        List<String> spoilt =
                spoilt().map(arguments -> (String) arguments.get()[0]).toList();
        assertThat(spoilt).containsAll(names(Lints.BEFORE_SIGNING));
    }

    @Test
    void findsNothingInSoundCertificates() {
        assertThat(Lints.beforeSigning(TbsFixture.root().lintSubject())).isEmpty();
        assertThat(Lints.beforeSigning(TbsFixture.issuing().lintSubject())).isEmpty();
        assertThat(Lints.beforeSigning(TbsFixture.server().lintSubject())).isEmpty();
        assertThat(Lints.beforeSigning(TbsFixture.responder().lintSubject())).isEmpty();
    }

    @Test
    void findsNothingInASoundCertificateWithEveryKindOfName() {
        TbsFixture fixture = server(f -> {
            f.names(
                    DNS,
                    new GeneralName(GeneralName.iPAddress, "2001:db8::1"),
                    new GeneralName(GeneralName.rfc822Name, "jane@example.com"),
                    new GeneralName(GeneralName.uniformResourceIdentifier, "urn:uuid:1"));
            f.plannedNames = List.of(
                    PLANNED_DNS,
                    new SubjectAlternativeName(Kind.IP, "2001:db8::1"),
                    new SubjectAlternativeName(Kind.EMAIL, "jane@example.com"),
                    new SubjectAlternativeName(Kind.URI, "urn:uuid:1"));
            f.subject(new X500NameBuilder()
                    .addRDN(BCStyle.C, new DERPrintableString("DE"))
                    .addRDN(BCStyle.O, new DERUTF8String("Bücher GmbH"))
                    .addRDN(BCStyle.CN, new DERUTF8String("www.example.com"))
                    .build());
        });
        assertThat(Lints.beforeSigning(fixture.lintSubject())).isEmpty();
    }

    @Test
    void findsNothingInASoundCertificateThatHasNamesOnly() {
        TbsFixture fixture = server(f -> {
            f.subject(new X500Name(new RDN[0]));
            f.critical(Extension.subjectAlternativeName, true);
        });
        assertThat(Lints.beforeSigning(fixture.lintSubject())).isEmpty();
    }

    @Test
    void takesTimesFrom2050OnAsGeneralizedTime() {
        TbsFixture root = root(f -> {
            f.notAfter = new ASN1GeneralizedTime("20500101000000Z");
            f.termDays = 25 * 366;
        });
        assertThat(Lints.beforeSigning(root.lintSubject())).isEmpty();
        root.notAfter = new ASN1GeneralizedTime("99991231235959Z");
        root.termDays = 8000 * 366;
        assertThat(Lints.beforeSigning(root.lintSubject())).isEmpty();
    }

    @Test
    void everyLintCitesItsSource() {
        assertThat(Stream.concat(Lints.BEFORE_SIGNING.stream(), Lints.AFTER_SIGNING.stream()))
                .allSatisfy(lint -> assertThat(lint.source()).containsPattern("(RFC \\d+|CA/B BR) (§|Appendix )"));
    }

    @Test
    void doesNotReadWhatIsNoCertificate() {
        assertThatThrownBy(() -> LintSubject.of(
                        new byte[] {0x30, 0x00}, TbsFixture.server().plan(), null))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LintSubject.of(
                        new byte[] {0x05, 0x00}, TbsFixture.server().plan(), null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void findsNothingInWhatWasSignedAsPlanned() {
        byte[] tbs = TbsFixture.server().tbs();
        assertThat(afterSigning(certificate(tbs), tbs)).isEmpty();
    }

    @Test
    void findsASignatureByAnotherKey() {
        TbsFixture fixture = TbsFixture.server();
        byte[] certificate = TbsFixture.certificate(fixture.tbs(), fixture.signature, TbsFixture.ROOT_KEY);
        assertThat(afterSigning(certificate, fixture.tbs())).containsExactly("SignatureVerifies");
    }

    @Test
    void findsOtherBytesThanTheRecordedOnes() {
        byte[] recorded =
                server(f -> f.serial = new ASN1Integer(BigInteger.TWO.pow(100))).tbs();
        assertThat(afterSigning(certificate(TbsFixture.server().tbs()), recorded))
                .containsExactlyInAnyOrder("SignedBytesAreRecorded", "SignatureVerifies");
    }

    @Test
    void findsAlgorithmsThatDisagree() {
        TbsFixture fixture = server(f -> f.signature = ecdsa(X9ObjectIdentifiers.ecdsa_with_SHA384));
        byte[] certificate = TbsFixture.certificate(
                fixture.tbs(), ecdsa(X9ObjectIdentifiers.ecdsa_with_SHA256), TbsFixture.ISSUING_KEY);
        assertThat(afterSigning(certificate, fixture.tbs())).contains("SignedAlgorithmsAgree");
    }

    @Test
    void findsACertificateThatIsNotDer() {
        byte[] tbs = TbsFixture.server().tbs();
        byte[] der = certificate(tbs);
        byte[] indefinite = new byte[der.length];
        indefinite[0] = 0x30;
        indefinite[1] = (byte) 0x80;
        System.arraycopy(der, 4, indefinite, 2, der.length - 4);
        assertThat(afterSigning(indefinite, tbs)).contains("SignedEncodingIsDer");
    }

    @Test
    void findsACertificateThatThePlatformCannotRead() {
        TbsFixture fixture = server(f -> f.extension(Extension.keyUsage, true, new byte[] {0x05, 0x00}));
        byte[] tbs = fixture.tbs();
        assertThat(afterSigning(certificate(tbs), tbs)).containsExactly("PlatformReads");
    }

    @Test
    void doesNotReadWhatIsNoSignedCertificate() {
        assertThatThrownBy(() -> SignedSubject.of(new byte[] {0x30, 0x00}, new byte[0], TbsFixture.LEAF_KEY))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] certificate(byte[] tbs) {
        return TbsFixture.certificate(tbs, ecdsa(X9ObjectIdentifiers.ecdsa_with_SHA256), TbsFixture.ISSUING_KEY);
    }

    private static List<String> afterSigning(byte[] certificate, byte[] recorded) {
        return Lints.afterSigning(SignedSubject.of(certificate, recorded, TbsFixture.spki(TbsFixture.ISSUING_KEY)))
                .stream()
                .map(Finding::lint)
                .toList();
    }

    private static Arguments spoilt(String lint, TbsFixture fixture) {
        return Arguments.of(lint, fixture);
    }

    private static TbsFixture server(Consumer<TbsFixture> change) {
        return TbsFixture.server().with(change);
    }

    private static TbsFixture root(Consumer<TbsFixture> change) {
        return TbsFixture.root().with(change);
    }

    private static TbsFixture issuing(Consumer<TbsFixture> change) {
        return TbsFixture.issuing().with(change);
    }

    private static List<String> names(List<? extends Lint<?>> lints) {
        return lints.stream().map(lint -> lint.getClass().getSimpleName()).toList();
    }

    private static AlgorithmIdentifier ecdsa(ASN1ObjectIdentifier identifier) {
        return new AlgorithmIdentifier(identifier);
    }

    private static X500Name name(ASN1ObjectIdentifier type, String value) {
        return new X500NameBuilder().addRDN(type, new DERUTF8String(value)).build();
    }

    private static DERSequence twice(KeyPurposeId usage) {
        ASN1EncodableVector usages = new ASN1EncodableVector();
        usages.add(usage);
        usages.add(usage);
        return new DERSequence(usages);
    }

    private static byte[] mapped() {
        byte[] octets = new byte[16];
        Arrays.fill(octets, 10, 12, (byte) 0xff);
        return octets;
    }

    private static SubjectPublicKeyInfo rsaKey(int bits) {
        try {
            return new SubjectPublicKeyInfo(
                    new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
                    new RSAPublicKey(BigInteger.ONE.shiftLeft(bits - 1).setBit(0), BigInteger.valueOf(65537)));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
