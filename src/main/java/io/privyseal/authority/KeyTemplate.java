package io.privyseal.authority;

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

    private final String algorithm;
    private final int bits;
    private final @Nullable String curve;

    KeyTemplate(String algorithm, int bits, @Nullable String curve) {
        this.algorithm = algorithm;
        this.bits = bits;
        this.curve = curve;
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
