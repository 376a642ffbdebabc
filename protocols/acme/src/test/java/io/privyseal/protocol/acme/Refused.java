package io.privyseal.protocol.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What a test expects of a refusal. */
final class Refused {
    private Refused() {}

    /** The problem that the call ends with, which must be of the type and say the words. */
    static Problem with(ProblemType type, String words, ThrowingCallable call) {
        ProblemException refusal = catchThrowableOfType(ProblemException.class, call);
        assertThat(refusal).as("a refusal that says '%s'", words).isNotNull();
        Problem problem = refusal.problem();
        assertThat(problem.detail()).contains(words);
        assertThat(problem.type()).isEqualTo(type);
        // Whatever was refused, the answer can be written.
        assertThat(problem.toJson()).isNotEmpty();
        return problem;
    }

    static Problem malformed(String words, ThrowingCallable call) {
        return with(ProblemType.MALFORMED, words, call);
    }
}
