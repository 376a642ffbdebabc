package io.privyseal.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicKeysTest {
    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA", "Ed25519", "ML-DSA-65"})
    void readsWhatItWrote(String algorithm) throws Exception {
        PublicKey key = newKey(algorithm);
        assertThat(PublicKeys.fromPem(PublicKeys.toPem(key)))
                .singleElement()
                .extracting(PublicKey::getEncoded)
                .isEqualTo(key.getEncoded());
    }

    @Test
    void readsAllKeysBetweenOtherText() throws Exception {
        String text = "old key\n" + text(newKey("EC")) + "new key\n" + text(newKey("EC"));
        assertThat(PublicKeys.fromPem(text.getBytes(StandardCharsets.US_ASCII))).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nothing",
                "-----BEGIN PUBLIC KEY-----\nMFkw",
                "-----BEGIN PUBLIC KEY-----\nMFkw\n-----END PUBLIC KEY-----\n",
                "-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----\n"
            })
    void refusesWhatHoldsNoKey(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PublicKeys.fromPem(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private static PublicKey newKey(String algorithm) throws Exception {
        return KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPublic();
    }

    private static String text(PublicKey key) {
        return new String(PublicKeys.toPem(key), StandardCharsets.US_ASCII);
    }
}
