package io.privyseal.authority.lint;

import java.util.Optional;

/** The subject is the planned one, byte for byte. */
final class SubjectMatchesPlan implements Lint<LintSubject> {
    @Override
    public String source() {
        return "Plan conformance; RFC 5280 §4.1.2.6";
    }

    @Override
    public Optional<String> fault(LintSubject subject) {
        return Faults.when(
                !Der.equal(subject.subject(), subject.plan().subject()), "The subject is not the planned one.");
    }
}
