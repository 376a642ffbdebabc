package io.privyseal.authority;

import io.privyseal.authority.lint.Finding;
import io.privyseal.authority.lint.Lints;
import io.privyseal.authority.lint.SignedSubject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.TBSCertificate;

/** Signs certificates, and accepts nothing but a {@link SealedPlan}. Called by {@code enrollment} only. */
@Singleton
public class CaSigner {
    private final KeyStore keys;

    CaSigner(KeyStore keys) {
        this.keys = keys;
    }

    /**
     * Signs a plan whose intent is on record.
     *
     * @throws IllegalStateException when the plan has been signed before, the key cannot be used, or what was signed
     *     does not pass the checks after signing
     */
    public SignedCertificate sign(SealedPlan sealed) {
        CertificateAuthority issuer = sealed.issuer();
        SignatureAlgorithm algorithm = issuer.signatureAlgorithm();
        byte[] toBeSigned = sealed.redeem();
        byte[] signature = keys.sign(issuer.key(), algorithm, toBeSigned);
        byte[] certificate = assemble(toBeSigned, algorithm, signature);
        requireAsMeant(certificate, toBeSigned, issuer);
        return new SignedCertificate(issuer.id(), sealed.serial(), sealed.validity(), certificate);
    }

    /** A faulty key store, or a key that is not the one in the CA's certificate, must not go unnoticed. */
    private void requireAsMeant(byte[] certificate, byte[] toBeSigned, CertificateAuthority issuer) {
        List<Finding> findings = Lints.afterSigning(SignedSubject.of(
                certificate, toBeSigned, keys.require(issuer.key()).publicKey()));
        if (!findings.isEmpty()) {
            throw new IllegalStateException("What was signed breaks a rule: " + findings);
        }
    }

    private static byte[] assemble(byte[] toBeSigned, SignatureAlgorithm algorithm, byte[] signature) {
        ASN1EncodableVector certificate = new ASN1EncodableVector(3);
        certificate.add(TBSCertificate.getInstance(toBeSigned));
        certificate.add(algorithm.identifier());
        certificate.add(new DERBitString(signature));
        try {
            return new DERSequence(certificate).getEncoded(ASN1Encoding.DER);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot encode a certificate", e);
        }
    }
}
