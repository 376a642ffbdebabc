package io.privyseal.platform.key;

import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** The signature schemes that Privyseal can check, each with all that is known about it. */
public enum SignatureScheme {
    RSA_SHA1(PKCSObjectIdentifiers.sha1WithRSAEncryption, "SHA1withRSA", "RSA", Parameters.NULL, false),
    RSA_SHA256(PKCSObjectIdentifiers.sha256WithRSAEncryption, "SHA256withRSA", "RSA", Parameters.NULL, true),
    RSA_SHA384(PKCSObjectIdentifiers.sha384WithRSAEncryption, "SHA384withRSA", "RSA", Parameters.NULL, true),
    RSA_SHA512(PKCSObjectIdentifiers.sha512WithRSAEncryption, "SHA512withRSA", "RSA", Parameters.NULL, true),
    RSA_PSS(PKCSObjectIdentifiers.id_RSASSA_PSS, "RSASSA-PSS", "RSA", Parameters.PSS, true),
    ECDSA_SHA1(X9ObjectIdentifiers.ecdsa_with_SHA1, "SHA1withECDSA", "EC", Parameters.ABSENT, false),
    ECDSA_SHA256(X9ObjectIdentifiers.ecdsa_with_SHA256, "SHA256withECDSA", "EC", Parameters.ABSENT, true),
    ECDSA_SHA384(X9ObjectIdentifiers.ecdsa_with_SHA384, "SHA384withECDSA", "EC", Parameters.ABSENT, true),
    ECDSA_SHA512(X9ObjectIdentifiers.ecdsa_with_SHA512, "SHA512withECDSA", "EC", Parameters.ABSENT, true),
    ED25519(EdECObjectIdentifiers.id_Ed25519, "Ed25519", "Ed25519", Parameters.ABSENT, true),
    ML_DSA_44(NISTObjectIdentifiers.id_ml_dsa_44, "ML-DSA-44", "ML-DSA-44", Parameters.ABSENT, true),
    ML_DSA_65(NISTObjectIdentifiers.id_ml_dsa_65, "ML-DSA-65", "ML-DSA-65", Parameters.ABSENT, true),
    ML_DSA_87(NISTObjectIdentifiers.id_ml_dsa_87, "ML-DSA-87", "ML-DSA-87", Parameters.ABSENT, true);

    private enum Parameters {
        /** RFC 4055 §5: PKCS #1 v1.5 signatures have NULL. */
        NULL,
        /** RFC 5758 §3.2, RFC 8410 §3, RFC 9881 §2: nothing at all. */
        ABSENT,
        /** RFC 4055 §3.1. */
        PSS
    }

    private final String identifier;
    private final String jcaName;
    private final String keyAlgorithm;
    private final Parameters parameters;
    private final boolean collisionResistant;

    SignatureScheme(
            ASN1ObjectIdentifier identifier,
            String jcaName,
            String keyAlgorithm,
            Parameters parameters,
            boolean collisionResistant) {
        this.identifier = identifier.getId();
        this.jcaName = jcaName;
        this.keyAlgorithm = keyAlgorithm;
        this.parameters = parameters;
        this.collisionResistant = collisionResistant;
    }

    /** The scheme of an algorithm identifier, whatever its parameters are. */
    public static Optional<SignatureScheme> of(AlgorithmIdentifier algorithm) {
        String wanted = algorithm.getAlgorithm().getId();
        for (SignatureScheme scheme : values()) {
            if (scheme.identifier.equals(wanted)) {
                return Optional.of(scheme);
            }
        }
        return Optional.empty();
    }

    public String jcaName() {
        return jcaName;
    }

    /** Whether keys of this type make such signatures. */
    public boolean fits(KeyType key) {
        return key.algorithm().jcaName().equals(keyAlgorithm);
    }

    /** Whether the digest withstands collisions, as a certificate's signature must; false for SHA-1. */
    public boolean isCollisionResistant() {
        return collisionResistant;
    }

    /** Whether the parameters are encoded as the scheme's RFC demands. */
    public boolean hasRequiredParameters(AlgorithmIdentifier algorithm) {
        ASN1Encodable given = algorithm.getParameters();
        return switch (parameters) {
            case NULL -> DERNull.INSTANCE.equals(given);
            case ABSENT -> given == null;
            case PSS -> given != null && PssParameters.read(given).isPresent();
        };
    }
}
