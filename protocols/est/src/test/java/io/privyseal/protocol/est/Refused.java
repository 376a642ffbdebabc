package io.privyseal.protocol.est;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What a test expects of a refusal. */
final class Refused {
    private Refused() {}

    /** The call must end with this failure, in these words. */
    static void with(EstFailure failure, String words, ThrowingCallable call) {
        EstException refusal = catchThrowableOfType(EstException.class, call);
        assertThat(refusal).as("a refusal that says '%s'", words).isNotNull();
        assertThat(refusal.detail()).contains(words);
        assertThat(refusal.failure()).isEqualTo(failure);
        assertThat(EstAnswer.of(refusal).status()).isEqualTo(failure.httpStatus());
    }
}
