package io.privyseal.authority.lint;

import java.util.Optional;

/** The certificate begins before it ends. */
final class ValidityOrder implements Lint<LintSubject> {
    @Override
    public String source() {
        return "RFC 5280 §4.1.2.5";
    }

    @Override
    public Optional<String> fault(LintSubject subject) {
        return Faults.when(
                !subject.notBefore().instant().isBefore(subject.notAfter().instant()),
                "The certificate ends before it begins.");
    }
}
