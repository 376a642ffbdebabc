package io.privyseal.authority.lint;

import io.privyseal.authority.AuthorityId;
import io.privyseal.authority.CertificatePlan;
import io.privyseal.authority.CertificatePlan.KeyUsageBit;
import io.privyseal.authority.CertificatePlan.Overflow;
import io.privyseal.authority.CertificatePlan.Purpose;
import io.privyseal.authority.SubjectAlternativeName;
import io.privyseal.authority.SubjectAlternativeName.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Object;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1UTCTime;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.jspecify.annotations.Nullable;

/** A to-be-signed certificate, sound as it is made, of which a test spoils one thing. */
final class TbsFixture {
    static final KeyPair ROOT_KEY = ecKey();
    static final KeyPair ISSUING_KEY = ecKey();
    static final SubjectPublicKeyInfo LEAF_KEY = spki(ecKey());
    static final byte[] ROOT_ID = {1, 2, 3, 4};
    static final byte[] ISSUING_ID = {5, 6, 7, 8};
    static final X500Name ROOT_NAME = new X500Name("CN=Test Root,O=Test");
    static final X500Name ISSUING_NAME = new X500Name("CN=Test Issuing CA,O=Test");

    Purpose purpose = Purpose.END_ENTITY;
    int version = 2;
    ASN1Integer serial = new ASN1Integer(BigInteger.ONE.shiftLeft(120));
    AlgorithmIdentifier signature = new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
    X500Name issuer = ISSUING_NAME;
    ASN1Encodable notBefore = new ASN1UTCTime("260101000000Z");
    ASN1Encodable notAfter = new ASN1UTCTime("260401000000Z");
    X500Name subject = new X500Name("CN=www.example.com");
    SubjectPublicKeyInfo key = LEAF_KEY;
    boolean uniqueIdentifier;
    final Map<ASN1ObjectIdentifier, Extension> extensions = new LinkedHashMap<>();
    final List<Extension> more = new ArrayList<>();

    X500Name plannedSubject = subject;
    SubjectPublicKeyInfo plannedKey = key;
    List<SubjectAlternativeName> plannedNames = List.of(new SubjectAlternativeName(Kind.DNS, "www.example.com"));
    Set<KeyUsageBit> plannedUsage = Set.of(KeyUsageBit.DIGITAL_SIGNATURE);
    List<String> plannedExtendedUsage = List.of(KeyPurposeId.id_kp_serverAuth.getId());
    int termDays = 90;

    @Nullable
    Integer plannedPathLength;

    @Nullable
    X509CertificateHolder issuerCertificate;

    static TbsFixture root() {
        TbsFixture root = authority(Purpose.ROOT, ROOT_NAME, ROOT_KEY, ROOT_ID, null);
        root.issuer = ROOT_NAME;
        root.notAfter = new ASN1UTCTime("460101000000Z");
        root.termDays = 20 * 366;
        return root;
    }

    static TbsFixture issuing() {
        TbsFixture issuing = authority(Purpose.ISSUING_CA, ISSUING_NAME, ISSUING_KEY, ISSUING_ID, 0);
        issuing.issuer = ROOT_NAME;
        issuing.issuerCertificate = root().signed(ROOT_KEY);
        issuing.notAfter = new ASN1UTCTime("360101000000Z");
        issuing.termDays = 10 * 366;
        issuing.extension(Extension.authorityKeyIdentifier, false, new AuthorityKeyIdentifier(ROOT_ID));
        issuing.pointers();
        return issuing;
    }

    static TbsFixture server() {
        TbsFixture server = new TbsFixture();
        server.issuerCertificate = issuing().signed(ISSUING_KEY);
        server.extension(Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(new byte[] {9}));
        server.extension(Extension.authorityKeyIdentifier, false, new AuthorityKeyIdentifier(ISSUING_ID));
        server.extension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        server.extension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
        server.names(new GeneralName(GeneralName.dNSName, "www.example.com"));
        server.pointers();
        return server;
    }

    static TbsFixture responder() {
        TbsFixture responder = server();
        responder.purpose = Purpose.OCSP_RESPONDER;
        responder.plannedNames = List.of();
        responder.plannedExtendedUsage = List.of(KeyPurposeId.id_kp_OCSPSigning.getId());
        responder.extensions.remove(Extension.subjectAlternativeName);
        responder.extensions.remove(Extension.cRLDistributionPoints);
        responder.extensions.remove(Extension.authorityInfoAccess);
        responder.extension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_OCSPSigning));
        responder.extension(OCSPObjectIdentifiers.id_pkix_ocsp_nocheck, false, DERNull.INSTANCE);
        return responder;
    }

    private static TbsFixture authority(
            Purpose purpose, X500Name name, KeyPair keys, byte[] identifier, @Nullable Integer pathLength) {
        TbsFixture authority = new TbsFixture();
        authority.purpose = purpose;
        authority.subject(name);
        authority.key(spki(keys));
        authority.plannedNames = List.of();
        authority.plannedUsage = Set.of(KeyUsageBit.KEY_CERT_SIGN, KeyUsageBit.CRL_SIGN);
        authority.plannedExtendedUsage = List.of();
        authority.plannedPathLength = pathLength;
        authority.extension(
                Extension.basicConstraints,
                true,
                pathLength == null ? new BasicConstraints(true) : new BasicConstraints(pathLength));
        authority.extension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        authority.extension(Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(identifier));
        return authority;
    }

    TbsFixture with(Consumer<TbsFixture> change) {
        change.accept(this);
        return this;
    }

    /** In the certificate and in the plan alike. */
    void subject(X500Name name) {
        subject = name;
        plannedSubject = name;
    }

    /** In the certificate and in the plan alike. */
    void key(SubjectPublicKeyInfo certified) {
        key = certified;
        plannedKey = certified;
    }

    void names(GeneralName... names) {
        extension(Extension.subjectAlternativeName, false, new GeneralNames(names));
    }

    void extension(ASN1ObjectIdentifier type, boolean critical, ASN1Object value) {
        extension(type, critical, encoded(value));
    }

    void extension(ASN1ObjectIdentifier type, boolean critical, byte[] value) {
        extensions.put(type, new Extension(type, critical, new DEROctetString(value)));
    }

    void critical(ASN1ObjectIdentifier type, boolean critical) {
        Extension extension = extensions.get(type);
        if (extension == null) {
            throw new IllegalStateException("no such extension");
        }
        extension(type, critical, extension.getExtnValue().getOctets());
    }

    void crlAt(String url) {
        extension(Extension.cRLDistributionPoints, false, new CRLDistPoint(new DistributionPoint[] {
            new DistributionPoint(new DistributionPointName(new GeneralNames(uri(url))), null, null)
        }));
    }

    void issuerAt(String url) {
        extension(
                Extension.authorityInfoAccess,
                false,
                new AuthorityInformationAccess(new AccessDescription(AccessDescription.id_ad_caIssuers, uri(url))));
    }

    private void pointers() {
        crlAt("http://localhost:8080/crl/1.crl");
        issuerAt("http://localhost:8080/ca/1.cer");
    }

    private static GeneralName uri(String url) {
        return new GeneralName(GeneralName.uniformResourceIdentifier, url);
    }

    byte[] tbs() {
        ASN1EncodableVector fields = new ASN1EncodableVector();
        if (version > 0) {
            fields.add(new DERTaggedObject(true, 0, new ASN1Integer(version)));
        }
        fields.add(serial);
        fields.add(signature);
        fields.add(issuer);
        fields.add(new DERSequence(new ASN1Encodable[] {notBefore, notAfter}));
        fields.add(subject);
        fields.add(key);
        if (uniqueIdentifier) {
            fields.add(new DERTaggedObject(false, 1, new DERBitString(new byte[] {1})));
        }
        ASN1EncodableVector all = new ASN1EncodableVector();
        extensions.values().forEach(all::add);
        more.forEach(all::add);
        fields.add(new DERTaggedObject(true, 3, new DERSequence(all)));
        return encoded(new DERSequence(fields));
    }

    CertificatePlan plan() {
        return new CertificatePlan(
                new AuthorityId(1),
                purpose,
                plannedSubject,
                plannedNames,
                plannedKey,
                plannedUsage,
                plannedExtendedUsage,
                termDays,
                Overflow.REFUSE,
                plannedPathLength);
    }

    LintSubject lintSubject() {
        return LintSubject.of(tbs(), plan(), issuerCertificate);
    }

    X509CertificateHolder signed(KeyPair keys) {
        try {
            return new X509CertificateHolder(certificate(tbs(), signature, keys));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    static byte[] certificate(byte[] tbs, AlgorithmIdentifier outer, KeyPair keys) {
        try {
            Signature signer = Signature.getInstance("SHA256withECDSA");
            signer.initSign(keys.getPrivate());
            signer.update(tbs);
            return encoded(new DERSequence(
                    new ASN1Encodable[] {ASN1Primitive.fromByteArray(tbs), outer, new DERBitString(signer.sign())}));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    static SubjectPublicKeyInfo spki(KeyPair keys) {
        return SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded());
    }

    static KeyPair ecKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] encoded(ASN1Object object) {
        try {
            return object.getEncoded(ASN1Encoding.DER);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
