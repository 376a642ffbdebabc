package io.privyseal.protocol.scep;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** The digests of signatures. MD5 is not among them (RFC 8894 §2.9). */
public enum DigestAlgorithm {
    /** Only where the endpoint allows it. */
    SHA1(
            OIWObjectIdentifiers.idSHA1,
            "SHA-1",
            PKCSObjectIdentifiers.sha1WithRSAEncryption,
            X9ObjectIdentifiers.ecdsa_with_SHA1),
    SHA256(
            NISTObjectIdentifiers.id_sha256,
            "SHA-256",
            PKCSObjectIdentifiers.sha256WithRSAEncryption,
            X9ObjectIdentifiers.ecdsa_with_SHA256),
    SHA384(
            NISTObjectIdentifiers.id_sha384,
            "SHA-384",
            PKCSObjectIdentifiers.sha384WithRSAEncryption,
            X9ObjectIdentifiers.ecdsa_with_SHA384),
    SHA512(
            NISTObjectIdentifiers.id_sha512,
            "SHA-512",
            PKCSObjectIdentifiers.sha512WithRSAEncryption,
            X9ObjectIdentifiers.ecdsa_with_SHA512);

    private final ASN1ObjectIdentifier oid;
    private final String jcaName;
    private final ASN1ObjectIdentifier withRsa;
    private final ASN1ObjectIdentifier withEcdsa;

    DigestAlgorithm(
            ASN1ObjectIdentifier oid, String jcaName, ASN1ObjectIdentifier withRsa, ASN1ObjectIdentifier withEcdsa) {
        this.oid = oid;
        this.jcaName = jcaName;
        this.withRsa = withRsa;
        this.withEcdsa = withEcdsa;
    }

    /** The JCA's name of the digest. */
    public String jcaName() {
        return jcaName;
    }

    /** The JCA's name of an RSA signature (PKCS #1 v1.5) over this digest. */
    public String rsaSignatureName() {
        return signatureName("RSA");
    }

    byte[] digest(byte[] content) {
        try {
            return MessageDigest.getInstance(jcaName).digest(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("No " + jcaName, e);
        }
    }

    ASN1ObjectIdentifier oid() {
        return oid;
    }

    String signatureName(String keyAlgorithm) {
        return jcaName.replace("-", "") + (keyAlgorithm.equals("RSA") ? "withRSA" : "withECDSA");
    }

    /** Whether a signature algorithm is this digest's, or names the key's kind only, as CMS allows. */
    boolean fits(ASN1ObjectIdentifier signature, String keyAlgorithm) {
        if (keyAlgorithm.equals("RSA")) {
            return signature.equals(PKCSObjectIdentifiers.rsaEncryption) || signature.equals(withRsa);
        }
        return signature.equals(X9ObjectIdentifiers.id_ecPublicKey) || signature.equals(withEcdsa);
    }

    static Optional<DigestAlgorithm> find(ASN1ObjectIdentifier oid) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.oid.equals(oid))
                .findFirst();
    }
}
