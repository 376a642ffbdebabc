package io.privyseal.inventory;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.nist.NISTNamedCurves;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * A public key's kind in the words of the REST contract.
 *
 * @param algorithm {@code RSA}, {@code EC}, {@code Ed25519}, {@code ML-DSA-65} …
 * @param parameter the modulus' bits or the curve; empty where the algorithm says it all
 */
public record KeyDescription(String algorithm, String parameter) {

    public static KeyDescription of(SubjectPublicKeyInfo key) {
        ASN1ObjectIdentifier oid = key.getAlgorithm().getAlgorithm();
        if (oid.equals(PKCSObjectIdentifiers.rsaEncryption)) {
            return new KeyDescription("RSA", Integer.toString(modulusBits(key)));
        }
        if (oid.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
            ASN1ObjectIdentifier curve =
                    ASN1ObjectIdentifier.getInstance(key.getAlgorithm().getParameters());
            return new KeyDescription("EC", String.valueOf(NISTNamedCurves.getName(curve)));
        }
        if (oid.equals(EdECObjectIdentifiers.id_Ed25519)) {
            return new KeyDescription("Ed25519", "");
        }
        if (oid.equals(NISTObjectIdentifiers.id_ml_dsa_44)) {
            return new KeyDescription("ML-DSA-44", "");
        }
        if (oid.equals(NISTObjectIdentifiers.id_ml_dsa_65)) {
            return new KeyDescription("ML-DSA-65", "");
        }
        if (oid.equals(NISTObjectIdentifiers.id_ml_dsa_87)) {
            return new KeyDescription("ML-DSA-87", "");
        }
        return new KeyDescription(oid.getId(), "");
    }

    private static int modulusBits(SubjectPublicKeyInfo key) {
        try {
            return RSAPublicKey.getInstance(key.parsePublicKey()).getModulus().bitLength();
        } catch (IOException e) {
            throw new UncheckedIOException("A checked RSA key cannot be read", e);
        }
    }
}
