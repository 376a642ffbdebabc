package io.privyseal.scep;

import io.privyseal.authority.CertificateAuthority;
import io.privyseal.authority.CmsDecrypter;
import io.privyseal.authority.CmsDigest;
import io.privyseal.authority.CmsSigner;
import io.privyseal.authority.KeyId;
import io.privyseal.protocol.scep.DigestAlgorithm;
import io.privyseal.protocol.scep.Recipient;
import io.privyseal.protocol.scep.ReplySigner;
import io.privyseal.protocol.scep.SignedAttributes;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1Set;

/** An RA in front of an issuing CA: what clients write to, and what signs the answers. */
final class RegistrationAuthority implements ReplySigner {
    private final CertificateAuthority issuer;
    private final List<byte[]> issuerChain;
    private final KeyId key;
    private final Recipient recipient;
    private final CmsSigner signer;

    /** @param issuerChain the issuer's certificate, then those up to the root */
    RegistrationAuthority(
            CertificateAuthority issuer,
            List<byte[]> issuerChain,
            KeyId key,
            byte[] certificate,
            CmsSigner signer,
            CmsDecrypter decrypter,
            SecureRandom random) {
        this.issuer = issuer;
        this.issuerChain = List.copyOf(issuerChain);
        this.key = key;
        this.recipient = new Recipient(parse(certificate), ciphertext -> decrypter.decrypt(key, ciphertext), random);
        this.signer = signer;
    }

    CertificateAuthority issuer() {
        return issuer;
    }

    /** The issuer's certificate, then those up to the root. */
    List<byte[]> issuerChain() {
        return issuerChain;
    }

    X509Certificate certificate() {
        return recipient.certificate();
    }

    Recipient recipient() {
        return recipient;
    }

    /** Its own, and those that lead to the root, which clients have or do not trust. */
    @Override
    public List<byte[]> certificates() {
        List<byte[]> certificates = new ArrayList<>();
        certificates.add(der());
        certificates.addAll(issuerChain.subList(0, Math.max(1, issuerChain.size() - 1)));
        return certificates;
    }

    @Override
    public byte[] sign(SignedAttributes attributes) {
        return signer.sign(key, digest(attributes.digest()), ASN1Set.getInstance(attributes.der()));
    }

    byte[] der() {
        try {
            return certificate().getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("An RA's certificate cannot be encoded", e);
        }
    }

    private static CmsDigest digest(DigestAlgorithm digest) {
        return switch (digest) {
            case SHA1 -> CmsDigest.SHA1;
            case SHA256 -> CmsDigest.SHA256;
            case SHA384 -> CmsDigest.SHA384;
            case SHA512 -> CmsDigest.SHA512;
        };
    }

    private static X509Certificate parse(byte[] der) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A stored RA certificate cannot be read", e);
        }
    }
}
