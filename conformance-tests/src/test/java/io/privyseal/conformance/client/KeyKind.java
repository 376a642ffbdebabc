package io.privyseal.conformance.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;

/** The kind of key that a client is told to make. */
public enum KeyKind {
    RSA_2048("RSA", "SHA256withRSA", new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4)) {
        @Override
        public void requireOf(PublicKey key) {
            assertThat(key)
                    .isInstanceOfSatisfying(
                            RSAPublicKey.class,
                            rsa -> assertThat(rsa.getModulus().bitLength()).isEqualTo(2048));
        }
    },
    EC_P256("EC", "SHA256withECDSA", new ECGenParameterSpec("secp256r1")) {
        @Override
        public void requireOf(PublicKey key) {
            assertThat(key)
                    .isInstanceOfSatisfying(
                            ECPublicKey.class,
                            ec -> assertThat(ec.getParams().getOrder().bitLength())
                                    .isEqualTo(256));
        }
    };

    private final String algorithm;
    private final String signatureAlgorithm;
    private final AlgorithmParameterSpec size;

    KeyKind(String algorithm, String signatureAlgorithm, AlgorithmParameterSpec size) {
        this.algorithm = algorithm;
        this.signatureAlgorithm = signatureAlgorithm;
        this.size = size;
    }

    public String signatureAlgorithm() {
        return signatureAlgorithm;
    }

    /** A new key, for clients that are libraries. */
    public KeyPair generate() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(size);
        return generator.generateKeyPair();
    }

    public abstract void requireOf(PublicKey key);
}
