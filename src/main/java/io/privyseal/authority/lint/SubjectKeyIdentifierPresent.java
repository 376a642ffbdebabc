package io.privyseal.authority.lint;

import java.util.Optional;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;

/** The subject key identifier is there and not critical. */
final class SubjectKeyIdentifierPresent implements Lint<LintSubject> {
    @Override
    public String source() {
        return "RFC 5280 §4.2.1.2";
    }

    @Override
    public Optional<String> fault(LintSubject subject) {
        Optional<Extension> extension = subject.extension(Extension.subjectKeyIdentifier);
        if (extension.isEmpty() || extension.get().isCritical()) {
            return Optional.of("The subject key identifier is missing or critical.");
        }
        byte[] identifier = SubjectKeyIdentifier.getInstance(extension.get().getParsedValue())
                .getKeyIdentifier();
        return Faults.when(identifier.length == 0, "The subject key identifier is empty.");
    }
}
