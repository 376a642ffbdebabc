package io.privyseal.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privyseal.revocation.StatusTestProfile;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.Signature;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(StatusTestProfile.class)
class CheckpointSignerTest {
    private final CheckpointSigner signer;

    @Inject
    CheckpointSignerTest(CheckpointSigner signer) {
        this.signer = signer;
    }

    @Test
    void signsCheckpointsWithOneKey() throws Exception {
        byte[] checkpoint = (CheckpointSigner.TAG + "1\nheads").getBytes(StandardCharsets.US_ASCII);

        byte[] signature = signer.sign(checkpoint);

        Signature verifier = Signature.getInstance("SHA256withECDSA");
        verifier.initVerify(signer.publicKey());
        verifier.update(checkpoint);
        assertThat(verifier.verify(signature)).isTrue();
        assertThat(signer.publicKey()).isEqualTo(signer.publicKey());
    }

    @Test
    void signsNothingElse() {
        assertThatThrownBy(() -> signer.sign(new byte[] {0x30, 0x03, 0x02, 0x01, 0x00}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> signer.sign(new byte[0])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> signer.sign("privyseal audit".getBytes(StandardCharsets.US_ASCII)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
