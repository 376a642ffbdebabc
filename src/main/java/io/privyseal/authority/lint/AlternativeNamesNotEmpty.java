package io.privyseal.authority.lint;

import java.util.Optional;
import org.bouncycastle.asn1.x509.Extension;

/** The alternative names extension, if present, has an entry. */
final class AlternativeNamesNotEmpty implements Lint<LintSubject> {
    @Override
    public String source() {
        return "RFC 5280 §4.2.1.6";
    }

    @Override
    public Optional<String> fault(LintSubject subject) {
        return Faults.when(
                subject.extension(Extension.subjectAlternativeName).isPresent()
                        && subject.names().isEmpty(),
                "The alternative names extension is empty.");
    }
}
