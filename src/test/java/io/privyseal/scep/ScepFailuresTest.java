package io.privyseal.scep;

import static org.assertj.core.api.Assertions.assertThat;

import io.privyseal.platform.Refusal;
import io.privyseal.protocol.scep.FailInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScepFailuresTest {
    @ParameterizedTest
    @EnumSource
    void hasAWordForEveryRefusal(Refusal reason) {
        assertThat(ScepFailures.of(reason)).isNotNull();
    }

    @Test
    void tellsAlgorithmsIntegrityAndUnknownObjectsApart() {
        assertThat(ScepFailures.of(Refusal.KEY_ALGORITHM_NOT_SUPPORTED)).isEqualTo(FailInfo.BAD_ALG);
        assertThat(ScepFailures.of(Refusal.CSR_SIGNATURE_INVALID)).isEqualTo(FailInfo.BAD_MESSAGE_CHECK);
        assertThat(ScepFailures.of(Refusal.UNKNOWN_CERTIFICATE)).isEqualTo(FailInfo.BAD_CERT_ID);
        assertThat(ScepFailures.of(Refusal.IDENTIFIER_NOT_ALLOWED)).isEqualTo(FailInfo.BAD_REQUEST);
    }
}
