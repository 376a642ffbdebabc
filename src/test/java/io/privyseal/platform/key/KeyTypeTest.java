package io.privyseal.platform.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KeyTypeTest {
    @ParameterizedTest
    @CsvSource({
        "RSA, 2048, RSA - 2048",
        "RSA, 3072, RSA - 3072",
        "EC, P-256, EC - P-256",
        "EC, P-384, EC - P-384",
        "EC, P-521, EC - P-521",
        "EdDSA, Ed25519, Ed25519",
        "ML-DSA, ML-DSA-44, ML-DSA-44",
        "ML-DSA, ML-DSA-65, ML-DSA-65",
        "ML-DSA, ML-DSA-87, ML-DSA-87"
    })
    void comesBackFromItsWireForm(String family, String size, String label) {
        KeyType type = KeyType.ofWire(family, size).orElseThrow();
        assertThat(type.algorithm().family()).isEqualTo(family);
        assertThat(type.size()).isEqualTo(size);
        assertThat(type.label()).isEqualTo(label);
    }

    @ParameterizedTest
    @CsvSource({"RSA, x", "RSA, -2048", "RSA, ''", "EC, P-224", "EC, 2048", "DSA, 2048", "ML-DSA, 65"})
    void knowsNoOtherWireForm(String family, String size) {
        assertThat(KeyType.ofWire(family, size)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"secp256r1, P-256", "secp384r1, P-384", "secp521r1, P-521"})
    void recognizesCurves(String curve, String size) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(curve));
        byte[] key = generator.generateKeyPair().getPublic().getEncoded();
        assertThat(KeyType.of(SubjectPublicKeyInfo.getInstance(key))).isEqualTo(KeyType.ofWire("EC", size));
    }

    @ParameterizedTest
    @CsvSource({"Ed25519, Ed25519", "ML-DSA-44, ML-DSA-44", "ML-DSA-65, ML-DSA-65", "ML-DSA-87, ML-DSA-87"})
    void recognizesAlgorithmsThatSaySizeByName(String algorithm, String label) throws GeneralSecurityException {
        byte[] key = KeyPairGenerator.getInstance(algorithm)
                .generateKeyPair()
                .getPublic()
                .getEncoded();
        assertThat(KeyType.of(SubjectPublicKeyInfo.getInstance(key)).map(KeyType::label))
                .contains(label);
    }

    @Test
    void knowsNoX25519() throws GeneralSecurityException {
        byte[] key = KeyPairGenerator.getInstance("X25519")
                .generateKeyPair()
                .getPublic()
                .getEncoded();
        assertThat(KeyType.of(SubjectPublicKeyInfo.getInstance(key))).isEmpty();
    }
}
