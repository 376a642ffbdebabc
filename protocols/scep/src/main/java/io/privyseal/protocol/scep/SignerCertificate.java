package io.privyseal.protocol.scep;

import java.math.BigInteger;
import java.security.PublicKey;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/**
 * The certificate that signed a request: one that the client made for itself, or one that it got before. Of its own
 * signature, names and validity nothing is checked here.
 */
public final class SignerCertificate {
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

    boolean hasKey(SubjectPublicKeyInfo key) {
        return PublicKeyReader.same(certificate.getSubjectPublicKeyInfo(), key);
    }

    ASN1Primitive issuerAndSerialNumber() {
        return new IssuerAndSerialNumber(certificate).toASN1Primitive();
    }
}
