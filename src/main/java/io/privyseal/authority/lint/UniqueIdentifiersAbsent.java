package io.privyseal.authority.lint;

import java.util.Optional;

/** The unique identifiers of version 2 are not used. */
final class UniqueIdentifiersAbsent implements Lint<LintSubject> {
    @Override
    public String source() {
        return "RFC 5280 §4.1.2.8";
    }

    @Override
    public Optional<String> fault(LintSubject subject) {
        return Faults.when(subject.hasUniqueIdentifiers(), "There is an issuer or subject unique identifier.");
    }
}
