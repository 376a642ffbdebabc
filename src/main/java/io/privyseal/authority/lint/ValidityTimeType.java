package io.privyseal.authority.lint;

import java.util.Optional;

/** Times through 2049 are UTCTime, later ones GeneralizedTime; so is 99991231235959Z, which means no end. */
final class ValidityTimeType implements Lint<LintSubject> {
    @Override
    public String source() {
        return "RFC 5280 §4.1.2.5";
    }

    @Override
    public Optional<String> fault(LintSubject subject) {
        return Faults.when(
                !subject.notBefore().hasRequiredType() || !subject.notAfter().hasRequiredType(),
                "A time through 2049 is not UTCTime, or a later one not GeneralizedTime.");
    }
}
