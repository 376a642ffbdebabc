package io.privyseal.authority.lint;

import java.util.Optional;

/** The certified key is the planned one. */
final class PublicKeyMatchesPlan implements Lint<LintSubject> {
    @Override
    public String source() {
        return "Plan conformance; RFC 5280 §4.1.2.7";
    }

    @Override
    public Optional<String> fault(LintSubject subject) {
        return Faults.when(
                !Der.equal(subject.publicKey(), subject.plan().publicKey()), "The key is not the planned one.");
    }
}
