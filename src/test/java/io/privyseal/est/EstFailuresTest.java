package io.privyseal.est;

import static org.assertj.core.api.Assertions.assertThat;

import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.protocol.est.CmcFailInfo;
import io.privyseal.protocol.est.EstAnswer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EstFailuresTest {
    @ParameterizedTest
    @EnumSource(Refusal.class)
    void hasAnAnswerForEachRefusal(Refusal reason) {
        EstAnswer answer = EstFailures.answer(new RefusedException(reason, "It is wrong."));
        assertThat(answer.status()).isBetween(400, 503).isNotEqualTo(404);
        assertThat(EstFailures.failInfo(reason)).isNotNull();
        if (answer.status() == 401) {
            assertThat(answer.headers()).containsKey("WWW-Authenticate");
        } else {
            assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo("It is wrong.\n");
        }
        if (answer.status() == 429 || answer.status() == 503) {
            assertThat(answer.headers()).containsKey("Retry-After");
        }
    }

    @Test
    void tellsWhatIsWrongWithAKey() {
        assertThat(EstFailures.failInfo(Refusal.KEY_TOO_WEAK)).isEqualTo(CmcFailInfo.BAD_ALG);
        assertThat(EstFailures.failInfo(Refusal.CSR_SIGNATURE_INVALID)).isEqualTo(CmcFailInfo.POP_FAILED);
        assertThat(EstFailures.status(Refusal.CSR_TOO_LARGE)).isEqualTo(413);
    }
}
