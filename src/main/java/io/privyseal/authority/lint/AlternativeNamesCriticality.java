package io.privyseal.authority.lint;

import java.util.Optional;
import org.bouncycastle.asn1.x509.Extension;

/** Alternative names are critical if and only if the subject is empty. */
final class AlternativeNamesCriticality implements Lint<LintSubject> {
    @Override
    public String source() {
        return "RFC 5280 §4.2.1.6";
    }

    @Override
    public Optional<String> fault(LintSubject subject) {
        boolean expected = subject.subject().getRDNs().length == 0;
        return Faults.when(
                subject.extension(Extension.subjectAlternativeName)
                        .filter(extension -> extension.isCritical() != expected)
                        .isPresent(),
                "Alternative names must be critical if the subject is empty, and must not be if it is not.");
    }
}
