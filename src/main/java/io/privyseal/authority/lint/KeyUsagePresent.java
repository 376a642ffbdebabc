package io.privyseal.authority.lint;

import java.util.Optional;
import org.bouncycastle.asn1.x509.Extension;

/** The key usage is there, critical, and has a bit. */
final class KeyUsagePresent implements Lint<LintSubject> {
    @Override
    public String source() {
        return "RFC 5280 §4.2.1.3";
    }

    @Override
    public Optional<String> fault(LintSubject subject) {
        Optional<Extension> extension = subject.extension(Extension.keyUsage);
        return Faults.when(
                extension.isEmpty()
                        || !extension.get().isCritical()
                        || subject.keyUsage().orElse(0) == 0,
                "The key usage is missing, not critical, or empty.");
    }
}
