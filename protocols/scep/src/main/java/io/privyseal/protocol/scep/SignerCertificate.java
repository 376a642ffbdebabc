package io.privyseal.protocol.scep;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.operator.DefaultSignatureNameFinder;

/**
 * The certificate that signed a request: one that the client made for itself, or one that it got before. Of its own
 * signature, names and validity nothing is checked here.
 */
public final class SignerCertificate {
    private static final DefaultSignatureNameFinder SIGNATURE_NAMES = new DefaultSignatureNameFinder();

    private final Certificate certificate;
    private final PublicKey publicKey;

    private SignerCertificate(Certificate certificate, PublicKey publicKey) {
        this.certificate = certificate;
        this.publicKey = publicKey;
    }

    static SignerCertificate of(Certificate certificate) {
        return new SignerCertificate(certificate, PublicKeyReader.read(certificate.getSubjectPublicKeyInfo()));
    }

    /** The certificate as DER. */
    public byte[] der() {
        return Ber.der(certificate);
    }

    public PublicKey publicKey() {
        return publicKey;
    }

    /** The DER of its subject public key information. */
    public byte[] publicKeyInfo() {
        return Ber.der(certificate.getSubjectPublicKeyInfo());
    }

    public BigInteger serialNumber() {
        return certificate.getSerialNumber().getPositiveValue();
    }

    /** The DER of the issuer's name. */
    public byte[] issuer() {
        return Ber.der(certificate.getIssuer());
    }

    /** The DER of the subject's name. */
    public byte[] subject() {
        return Ber.der(certificate.getSubject());
    }

    /** Whether issuer and subject are the same, as in the certificates that clients make for themselves. */
    public boolean namesItselfAsIssuer() {
        return Ber.decode(
                "The signer's certificate", () -> certificate.getIssuer().equals(certificate.getSubject()));
    }

    /**
     * Whether its signature was made with its own key, which the holder of the key can do and no CA. False also for what
     * cannot be verified.
     */
    public boolean isSelfSigned() {
        return namesItselfAsIssuer() && isSignedWith(publicKey);
    }

    private boolean isSignedWith(PublicKey key) {
        try {
            Signature verification =
                    Signature.getInstance(SIGNATURE_NAMES.getAlgorithmName(certificate.getSignatureAlgorithm()));
            verification.initVerify(key);
            verification.update(Ber.der(certificate.getTBSCertificate()));
            return verification.verify(certificate.getSignature().getOctets());
        } catch (GeneralSecurityException | IllegalArgumentException | IllegalStateException e) {
            return false;
        }
    }

    boolean hasKey(SubjectPublicKeyInfo key) {
        return PublicKeyReader.same(certificate.getSubjectPublicKeyInfo(), key);
    }

    ASN1Primitive issuerAndSerialNumber() {
        return new IssuerAndSerialNumber(certificate).toASN1Primitive();
    }
}
