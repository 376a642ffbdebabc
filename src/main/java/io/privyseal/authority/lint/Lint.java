package io.privyseal.authority.lint;

import java.util.Optional;

/**
 * One rule that certificates must keep. Without state, so one instance serves all threads.
 *
 * @param <S> what is looked at: a certificate to be signed, or one that has been signed
 */
public interface Lint<S> {
    /** The clause that makes the rule, such as {@code RFC 5280 §4.1.2.2}. */
    String source();

    /**
     * What is wrong, in a sentence; empty when the rule is kept or does not apply.
     *
     * @throws IllegalArgumentException when what the rule is about cannot be decoded, which breaks it too
     */
    Optional<String> fault(S subject);
}
