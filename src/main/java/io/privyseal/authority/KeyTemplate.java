package io.privyseal.authority;

import io.privyseal.platform.key.KeyType;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The key types that a certificate authority can have. */
public enum KeyTemplate {
    RSA_2048("RSA", 2048, null),
    RSA_3072("RSA", 3072, null),
    RSA_4096("RSA", 4096, null),
    P_256("EC", 256, "secp256r1"),
    P_384("EC", 384, "secp384r1"),
    P_521("EC", 521, "secp521r1"),
    ED25519("Ed25519", 255, null),
    ML_DSA_44("ML-DSA-44", 0, null),
    ML_DSA_65("ML-DSA-65", 0, null),
    ML_DSA_87("ML-DSA-87", 0, null);

    private static final Map<KeyType, KeyTemplate> BY_TYPE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(KeyTemplate::keyType, Function.identity()));

    private final String algorithm;
    private final int bits;
    private final @Nullable String curve;

    KeyTemplate(String algorithm, int bits, @Nullable String curve) {
        this.algorithm = algorithm;
        this.bits = bits;
        this.curve = curve;
    }

    /** The template for keys of a type; empty when no CA can have such a key. */
    public static Optional<KeyTemplate> of(KeyType type) {
        return Optional.ofNullable(BY_TYPE.get(type));
    }

    public KeyType keyType() {
        return switch (this) {
            case RSA_2048 -> KeyType.RSA_2048;
            case RSA_3072 -> KeyType.RSA_3072;
            case RSA_4096 -> KeyType.RSA_4096;
            case P_256 -> KeyType.P_256;
            case P_384 -> KeyType.P_384;
            case P_521 -> KeyType.P_521;
            case ED25519 -> KeyType.ED25519;
            case ML_DSA_44 -> KeyType.ML_DSA_44;
            case ML_DSA_65 -> KeyType.ML_DSA_65;
            case ML_DSA_87 -> KeyType.ML_DSA_87;
        };
    }

    /** The JCA name of the key algorithm. */
    public String algorithm() {
        return algorithm;
    }

    /** Modulus or field size in bits; 0 where the algorithm's name says it all. */
    public int bits() {
        return bits;
    }

    /** The curve's standard name, for EC keys only. */
    public @Nullable String curve() {
        return curve;
    }
}
