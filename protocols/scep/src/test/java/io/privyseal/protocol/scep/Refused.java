package io.privyseal.protocol.scep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What a test expects of a refusal. */
final class Refused {
    private Refused() {}

    static ScepException with(FailInfo reason, String words, ThrowingCallable call) {
        ScepException refusal = catchThrowableOfType(ScepException.class, call);
        assertThat(refusal).as("a refusal").isNotNull();
        assertThat(refusal.failInfo()).isEqualTo(reason);
        assertThat(refusal.detail()).contains(words);
        return refusal;
    }

    /** As above, of a message to which a CertRep can say no. */
    static void answerably(FailInfo reason, String words, ThrowingCallable call) {
        assertThat(with(reason, words, call).replyTo()).isPresent();
    }

    /** As above, of a message that only HTTP can refuse. */
    static void unanswerably(FailInfo reason, String words, ThrowingCallable call) {
        assertThat(with(reason, words, call).replyTo()).isEmpty();
    }
}
