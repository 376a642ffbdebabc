package io.privyseal.authority.lint;

import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** A certificate that has just been signed, with what was meant to be signed. */
public final class SignedSubject {
    private static final int PARTS = 3;

    private final byte[] der;
    private final byte[] recordedTbs;
    private final SubjectPublicKeyInfo issuerKey;
    private final byte[] tbs;
    private final AlgorithmIdentifier innerAlgorithm;
    private final AlgorithmIdentifier outerAlgorithm;
    private final byte[] signature;

    private SignedSubject(byte[] der, byte[] recordedTbs, SubjectPublicKeyInfo issuerKey, ASN1Sequence certificate) {
        if (certificate.size() != PARTS) {
            throw new IllegalArgumentException("a certificate has three parts");
        }
        this.der = der.clone();
        this.recordedTbs = recordedTbs.clone();
        this.issuerKey = issuerKey;
        ASN1Sequence fields = ASN1Sequence.getInstance(certificate.getObjectAt(0));
        this.tbs = Der.encode(fields);
        int first = fields.getObjectAt(0) instanceof ASN1TaggedObject ? 1 : 0;
        this.innerAlgorithm = AlgorithmIdentifier.getInstance(fields.getObjectAt(first + 1));
        this.outerAlgorithm = AlgorithmIdentifier.getInstance(certificate.getObjectAt(1));
        this.signature = ASN1BitString.getInstance(certificate.getObjectAt(2)).getOctets();
    }

    /**
     * Reads a certificate.
     *
     * @param recordedTbs the bytes that were recorded before the key was used
     * @param issuerKey the key that was to be used
     * @throws IllegalArgumentException when the bytes are no certificate at all
     */
    public static SignedSubject of(byte[] certificate, byte[] recordedTbs, SubjectPublicKeyInfo issuerKey) {
        try {
            return new SignedSubject(certificate, recordedTbs, issuerKey, ASN1Sequence.getInstance(certificate));
        } catch (IllegalStateException | ClassCastException | IndexOutOfBoundsException malformed) {
            throw new IllegalArgumentException("not a certificate", malformed);
        }
    }

    byte[] der() {
        return der.clone();
    }

    byte[] recordedTbs() {
        return recordedTbs.clone();
    }

    byte[] tbs() {
        return tbs.clone();
    }

    SubjectPublicKeyInfo issuerKey() {
        return issuerKey;
    }

    AlgorithmIdentifier innerAlgorithm() {
        return innerAlgorithm;
    }

    AlgorithmIdentifier outerAlgorithm() {
        return outerAlgorithm;
    }

    byte[] signature() {
        return signature.clone();
    }
}
