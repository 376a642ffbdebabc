package io.privyseal.authority.lint;

import java.util.Optional;

/** Times have seconds, no fractions, and end in Z. */
final class ValidityTimeForm implements Lint<LintSubject> {
    @Override
    public String source() {
        return "RFC 5280 §4.1.2.5.1, §4.1.2.5.2";
    }

    @Override
    public Optional<String> fault(LintSubject subject) {
        return Faults.when(
                !subject.notBefore().isWellFormed() || !subject.notAfter().isWellFormed(),
                "A time has fractions of a second, no seconds, or a time zone other than Z.");
    }
}
