package io.privyseal.authority;

import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * A signature algorithm: its name in JCA and its identifier in certificates.
 *
 * @param identifier as RFC 4055, RFC 5758, RFC 8410 and RFC 9881 encode it
 */
public record SignatureAlgorithm(String jcaName, AlgorithmIdentifier identifier) {

    /** The algorithm of a key; the hash counts for RSA and EC only. */
    public static SignatureAlgorithm of(KeyTemplate key, SignatureHash hash) {
        return switch (key) {
            case RSA_2048, RSA_3072, RSA_4096 -> rsa(hash);
            case P_256, P_384, P_521 -> ecdsa(hash);
            case ED25519 -> withoutParameters("Ed25519", EdECObjectIdentifiers.id_Ed25519);
            case ML_DSA_44 -> withoutParameters("ML-DSA-44", NISTObjectIdentifiers.id_ml_dsa_44);
            case ML_DSA_65 -> withoutParameters("ML-DSA-65", NISTObjectIdentifiers.id_ml_dsa_65);
            case ML_DSA_87 -> withoutParameters("ML-DSA-87", NISTObjectIdentifiers.id_ml_dsa_87);
        };
    }

    private static SignatureAlgorithm rsa(SignatureHash hash) {
        return switch (hash) {
            case SHA256 -> withNull("SHA256withRSA", PKCSObjectIdentifiers.sha256WithRSAEncryption);
            case SHA384 -> withNull("SHA384withRSA", PKCSObjectIdentifiers.sha384WithRSAEncryption);
            case SHA512 -> withNull("SHA512withRSA", PKCSObjectIdentifiers.sha512WithRSAEncryption);
        };
    }

    private static SignatureAlgorithm ecdsa(SignatureHash hash) {
        return switch (hash) {
            case SHA256 -> withoutParameters("SHA256withECDSA", X9ObjectIdentifiers.ecdsa_with_SHA256);
            case SHA384 -> withoutParameters("SHA384withECDSA", X9ObjectIdentifiers.ecdsa_with_SHA384);
            case SHA512 -> withoutParameters("SHA512withECDSA", X9ObjectIdentifiers.ecdsa_with_SHA512);
        };
    }

    // RFC 4055 §5: the parameters of RSA signatures are NULL and present.
    private static SignatureAlgorithm withNull(String name, ASN1ObjectIdentifier oid) {
        return new SignatureAlgorithm(name, new AlgorithmIdentifier(oid, DERNull.INSTANCE));
    }

    private static SignatureAlgorithm withoutParameters(String name, ASN1ObjectIdentifier oid) {
        return new SignatureAlgorithm(name, new AlgorithmIdentifier(oid));
    }
}
