package io.privyseal.authority.lint;

import java.util.Optional;
import java.util.Set;

/** The extended key usages are the planned ones. */
final class ExtendedKeyUsageMatchesPlan implements Lint<LintSubject> {
    @Override
    public String source() {
        return "Plan conformance; RFC 5280 §4.2.1.12";
    }

    @Override
    public Optional<String> fault(LintSubject subject) {
        return Faults.when(
                !Set.copyOf(subject.extendedKeyUsage())
                        .equals(Set.copyOf(subject.plan().extendedKeyUsage())),
                "The extended key usages are not the planned ones.");
    }
}
