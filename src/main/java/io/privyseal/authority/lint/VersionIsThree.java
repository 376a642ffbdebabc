package io.privyseal.authority.lint;

import java.util.Optional;

/** Extensions need version 3. */
final class VersionIsThree implements Lint<LintSubject> {
    @Override
    public String source() {
        return "RFC 5280 §4.1.2.1";
    }

    @Override
    public Optional<String> fault(LintSubject subject) {
        return Faults.when(subject.version() != 3, "The version is not 3.");
    }
}
