package io.privyseal.authority.lint;

import java.time.Duration;
import java.util.Optional;

/** The certificate lives no longer than planned; a day is granted for a backdated begin. */
final class ValidityWithinTerm implements Lint<LintSubject> {
    @Override
    public String source() {
        return "Plan conformance; CA/B BR §6.3.2";
    }

    @Override
    public Optional<String> fault(LintSubject subject) {
        Duration planned = Duration.ofDays(subject.plan().termDays()).plus(BACKDATING);
        Duration actual = Duration.between(
                subject.notBefore().instant(), subject.notAfter().instant());
        return Faults.when(actual.compareTo(planned) > 0, "The validity is longer than the planned term.");
    }

    private static final Duration BACKDATING = Duration.ofDays(1);
}
