package io.privyseal.authority.lint;

import io.privyseal.authority.CertificatePlan;
import io.privyseal.authority.CertificatePlan.Purpose;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.jspecify.annotations.Nullable;

/**
 * A certificate that is about to be signed: the bytes, read part by part, and what they were made from. Reading is
 * deliberately literal, so that even a structure that a library would mend or refuse can be judged.
 */
public final class LintSubject {
    private static final int VERSION_TAG = 0;
    private static final int ISSUER_ID_TAG = 1;
    private static final int SUBJECT_ID_TAG = 2;
    private static final int EXTENSIONS_TAG = 3;
    private static final int FIELDS = 6;

    private final byte[] der;
    private final CertificatePlan plan;
    private final @Nullable X509CertificateHolder issuerCertificate;
    private final int version;
    private final ASN1Integer serialNumber;
    private final AlgorithmIdentifier signature;
    private final X500Name issuer;
    private final EncodedTime notBefore;
    private final EncodedTime notAfter;
    private final X500Name subject;
    private final SubjectPublicKeyInfo publicKey;
    private final boolean hasUniqueIdentifiers;
    private final List<Extension> extensions;

    private LintSubject(
            byte[] der, ASN1Sequence tbs, CertificatePlan plan, @Nullable X509CertificateHolder issuerCertificate) {
        this.der = der.clone();
        this.plan = plan;
        this.issuerCertificate = issuerCertificate;
        int first = 0;
        if (tbs.getObjectAt(0) instanceof ASN1TaggedObject tagged) {
            if (!tagged.hasContextTag(VERSION_TAG)) {
                throw new IllegalArgumentException("unexpected first field");
            }
            this.version = ASN1Integer.getInstance(tagged, true).intValueExact() + 1;
            first = 1;
        } else {
            this.version = 1;
        }
        if (tbs.size() < first + FIELDS) {
            throw new IllegalArgumentException("missing fields");
        }
        this.serialNumber = ASN1Integer.getInstance(tbs.getObjectAt(first));
        this.signature = AlgorithmIdentifier.getInstance(tbs.getObjectAt(first + 1));
        this.issuer = X500Name.getInstance(tbs.getObjectAt(first + 2));
        ASN1Sequence validity = ASN1Sequence.getInstance(tbs.getObjectAt(first + 3));
        this.notBefore = EncodedTime.of(validity.getObjectAt(0));
        this.notAfter = EncodedTime.of(validity.getObjectAt(1));
        this.subject = X500Name.getInstance(tbs.getObjectAt(first + 4));
        this.publicKey = SubjectPublicKeyInfo.getInstance(tbs.getObjectAt(first + 5));
        boolean uniqueIdentifiers = false;
        List<Extension> found = List.of();
        for (int i = first + FIELDS; i < tbs.size(); i++) {
            ASN1TaggedObject field = ASN1TaggedObject.getInstance(tbs.getObjectAt(i));
            switch (field.getTagNo()) {
                case ISSUER_ID_TAG, SUBJECT_ID_TAG -> uniqueIdentifiers = true;
                case EXTENSIONS_TAG -> found = readExtensions(ASN1Sequence.getInstance(field, true));
                default -> throw new IllegalArgumentException("unexpected field [" + field.getTagNo() + "]");
            }
        }
        this.hasUniqueIdentifiers = uniqueIdentifiers;
        this.extensions = found;
    }

    /**
     * Reads the bytes that shall be signed.
     *
     * @param issuerCertificate the certificate of the CA that shall sign; null for a self-signed root
     * @throws IllegalArgumentException when they are no TBSCertificate at all
     */
    public static LintSubject of(byte[] tbs, CertificatePlan plan, @Nullable X509CertificateHolder issuerCertificate) {
        try {
            return new LintSubject(tbs, ASN1Sequence.getInstance(tbs), plan, issuerCertificate);
        } catch (IllegalStateException
                | ClassCastException
                | IndexOutOfBoundsException
                | ArithmeticException malformed) {
            throw new IllegalArgumentException("not a TBSCertificate", malformed);
        }
    }

    byte[] der() {
        return der.clone();
    }

    CertificatePlan plan() {
        return plan;
    }

    Optional<X509CertificateHolder> issuerCertificate() {
        return Optional.ofNullable(issuerCertificate);
    }

    int version() {
        return version;
    }

    ASN1Integer serialNumber() {
        return serialNumber;
    }

    AlgorithmIdentifier signature() {
        return signature;
    }

    X500Name issuer() {
        return issuer;
    }

    EncodedTime notBefore() {
        return notBefore;
    }

    EncodedTime notAfter() {
        return notAfter;
    }

    X500Name subject() {
        return subject;
    }

    SubjectPublicKeyInfo publicKey() {
        return publicKey;
    }

    boolean hasUniqueIdentifiers() {
        return hasUniqueIdentifiers;
    }

    List<Extension> extensions() {
        return extensions;
    }

    /** The first extension of the type. */
    Optional<Extension> extension(ASN1ObjectIdentifier type) {
        for (Extension extension : extensions) {
            if (extension.getExtnId().equals(type)) {
                return Optional.of(extension);
            }
        }
        return Optional.empty();
    }

    /** Whether the plan is for a CA certificate. */
    boolean isForAuthority() {
        return plan.purpose() == Purpose.ROOT || plan.purpose() == Purpose.ISSUING_CA;
    }

    /** The subject alternative names; empty when there is no such extension. */
    List<GeneralName> names() {
        return extension(Extension.subjectAlternativeName)
                .map(extension -> List.of(
                        GeneralNames.getInstance(extension.getParsedValue()).getNames()))
                .orElse(List.of());
    }

    /** The bits of the key usage extension, with the masks of {@link CertificatePlan.KeyUsageBit}; empty without it. */
    Optional<Integer> keyUsage() {
        return extension(Extension.keyUsage)
                .map(extension ->
                        ASN1BitString.getInstance(extension.getParsedValue()).intValue());
    }

    /** The extended key usages in dotted form; empty when there is no such extension. */
    List<String> extendedKeyUsage() {
        return extension(Extension.extendedKeyUsage)
                .map(extension -> ExtendedKeyUsage.getInstance(extension.getParsedValue()))
                .map(usages -> Arrays.stream(usages.getUsages())
                        .map(KeyPurposeId::getId)
                        .toList())
                .orElse(List.of());
    }

    Optional<BasicConstraints> basicConstraints() {
        return extension(Extension.basicConstraints)
                .map(extension -> BasicConstraints.getInstance(extension.getParsedValue()));
    }

    /** The key that will sign: the issuer's, or the root's own. */
    SubjectPublicKeyInfo signingKey() {
        return issuerCertificate == null ? publicKey : issuerCertificate.getSubjectPublicKeyInfo();
    }

    private static List<Extension> readExtensions(ASN1Sequence sequence) {
        List<Extension> extensions = new ArrayList<>(sequence.size());
        for (ASN1Encodable member : sequence) {
            extensions.add(Extension.getInstance(member));
        }
        return List.copyOf(extensions);
    }
}
