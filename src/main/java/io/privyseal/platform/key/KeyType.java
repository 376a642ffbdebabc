package io.privyseal.platform.key;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.jspecify.annotations.Nullable;

/**
 * What kind of key a public key is: the algorithm, and the size where the algorithm leaves it open.
 *
 * @param bits bits of an RSA modulus or of an EC field; for the others the strength that their name implies
 */
public record KeyType(Algorithm algorithm, int bits) {
    public static final KeyType RSA_2048 = new KeyType(Algorithm.RSA, 2048);
    public static final KeyType RSA_3072 = new KeyType(Algorithm.RSA, 3072);
    public static final KeyType RSA_4096 = new KeyType(Algorithm.RSA, 4096);
    public static final KeyType P_256 = new KeyType(Algorithm.EC, 256);
    public static final KeyType P_384 = new KeyType(Algorithm.EC, 384);
    public static final KeyType P_521 = new KeyType(Algorithm.EC, 521);
    public static final KeyType ED25519 = new KeyType(Algorithm.ED25519, 256);
    public static final KeyType ML_DSA_44 = new KeyType(Algorithm.ML_DSA_44, 44);
    public static final KeyType ML_DSA_65 = new KeyType(Algorithm.ML_DSA_65, 65);
    public static final KeyType ML_DSA_87 = new KeyType(Algorithm.ML_DSA_87, 87);

    /** The key algorithms that certificates may certify. */
    public enum Algorithm {
        RSA("RSA", "RSA"),
        EC("EC", "EC"),
        ED25519("Ed25519", "EdDSA"),
        ML_DSA_44("ML-DSA-44", "ML-DSA"),
        ML_DSA_65("ML-DSA-65", "ML-DSA"),
        ML_DSA_87("ML-DSA-87", "ML-DSA");

        private final String jcaName;
        private final String family;

        Algorithm(String jcaName, String family) {
            this.jcaName = jcaName;
            this.family = family;
        }

        /** The name that key factories know. */
        public String jcaName() {
            return jcaName;
        }

        /** The member's name in {@code keyTypes} of the REST contract. */
        public String family() {
            return family;
        }
    }

    /** The type of a key; empty when it is of no supported algorithm or cannot be decoded. Says nothing about its strength. */
    public static Optional<KeyType> of(SubjectPublicKeyInfo key) {
        ASN1ObjectIdentifier algorithm = key.getAlgorithm().getAlgorithm();
        if (algorithm.equals(PKCSObjectIdentifiers.rsaEncryption)) {
            return rsaModulus(key).map(modulus -> new KeyType(Algorithm.RSA, modulus.bitLength()));
        }
        if (algorithm.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
            return ofCurve(key.getAlgorithm().getParameters());
        }
        if (algorithm.equals(EdECObjectIdentifiers.id_Ed25519)) {
            return Optional.of(ED25519);
        }
        if (algorithm.equals(NISTObjectIdentifiers.id_ml_dsa_44)) {
            return Optional.of(ML_DSA_44);
        }
        if (algorithm.equals(NISTObjectIdentifiers.id_ml_dsa_65)) {
            return Optional.of(ML_DSA_65);
        }
        return algorithm.equals(NISTObjectIdentifiers.id_ml_dsa_87) ? Optional.of(ML_DSA_87) : Optional.empty();
    }

    /**
     * The type that the REST contract calls so.
     *
     * @param family a member's name in {@code keyTypes}, such as {@code RSA}
     * @param size one of its values, such as {@code 2048}
     */
    public static Optional<KeyType> ofWire(String family, String size) {
        return Arrays.stream(Algorithm.values())
                .filter(algorithm -> algorithm.family.equals(family))
                .flatMap(algorithm -> ofWire(algorithm, size).stream())
                .findFirst();
    }

    private static Optional<KeyType> ofWire(Algorithm algorithm, String size) {
        return switch (algorithm) {
            case RSA -> modulusBits(size).map(bits -> new KeyType(Algorithm.RSA, bits));
            case EC -> ofCurveName(size);
            case ED25519 -> ED25519.only(size);
            case ML_DSA_44 -> ML_DSA_44.only(size);
            case ML_DSA_65 -> ML_DSA_65.only(size);
            case ML_DSA_87 -> ML_DSA_87.only(size);
        };
    }

    /** The value in {@code keyTypes}: {@code 2048}, {@code P-256}, {@code Ed25519}, {@code ML-DSA-65}. */
    public String size() {
        return switch (algorithm) {
            case RSA -> Integer.toString(bits);
            case EC -> "P-" + bits;
            case ED25519, ML_DSA_44, ML_DSA_65, ML_DSA_87 -> algorithm.jcaName;
        };
    }

    /** As {@link #size()}, but empty where the algorithm's name says it all. */
    public String parameter() {
        return switch (algorithm) {
            case RSA, EC -> size();
            case ED25519, ML_DSA_44, ML_DSA_65, ML_DSA_87 -> "";
        };
    }

    /** The value of {@code keyType}: {@code RSA - 2048}, {@code EC - P-256}, {@code Ed25519}, {@code ML-DSA-65}. */
    public String label() {
        return switch (algorithm) {
            case RSA, EC -> algorithm.family + " - " + size();
            case ED25519, ML_DSA_44, ML_DSA_65, ML_DSA_87 -> algorithm.jcaName;
        };
    }

    @Override
    public String toString() {
        return label();
    }

    private Optional<KeyType> only(String size) {
        return size().equals(size) ? Optional.of(this) : Optional.empty();
    }

    private static Optional<BigInteger> rsaModulus(SubjectPublicKeyInfo key) {
        try {
            return Optional.of(RSAPublicKey.getInstance(key.parsePublicKey()).getModulus());
        } catch (IOException | IllegalArgumentException | IllegalStateException undecodable) {
            return Optional.empty();
        }
    }

    private static Optional<KeyType> ofCurve(@Nullable ASN1Encodable parameters) {
        if (SECObjectIdentifiers.secp256r1.equals(parameters)) {
            return Optional.of(P_256);
        }
        if (SECObjectIdentifiers.secp384r1.equals(parameters)) {
            return Optional.of(P_384);
        }
        return SECObjectIdentifiers.secp521r1.equals(parameters) ? Optional.of(P_521) : Optional.empty();
    }

    private static Optional<KeyType> ofCurveName(String name) {
        return switch (name) {
            case "P-256" -> Optional.of(P_256);
            case "P-384" -> Optional.of(P_384);
            case "P-521" -> Optional.of(P_521);
            default -> Optional.empty();
        };
    }

    private static Optional<Integer> modulusBits(String size) {
        if (size.isEmpty() || size.length() > 5 || !size.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        return Optional.of(Integer.valueOf(size));
    }
}
