package io.privyseal.authority.lint;

import java.util.Optional;
import org.bouncycastle.asn1.x509.Extension;

/** A certificate names someone: in the subject, or else in alternative names that are critical. CAs need a subject. */
final class SubjectOrNamePresent implements Lint<LintSubject> {
    @Override
    public String source() {
        return "RFC 5280 §4.1.2.6";
    }

    @Override
    public Optional<String> fault(LintSubject subject) {
        if (subject.subject().getRDNs().length > 0) {
            return Faults.none();
        }
        if (subject.isForAuthority()) {
            return Optional.of("The subject of a CA certificate is empty.");
        }
        return Faults.when(
                subject.extension(Extension.subjectAlternativeName).isEmpty(),
                "The subject is empty and there are no alternative names.");
    }
}
