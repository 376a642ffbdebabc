package io.privyseal.authority.lint;

import java.util.Optional;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;

/** A CA certificate has critical basic constraints with cA; no other certificate has cA or a path length. */
final class BasicConstraintsFitPurpose implements Lint<LintSubject> {
    @Override
    public String source() {
        return "RFC 5280 §4.2.1.9";
    }

    @Override
    public Optional<String> fault(LintSubject subject) {
        Optional<Extension> extension = subject.extension(Extension.basicConstraints);
        if (extension.isEmpty()) {
            return Faults.when(subject.isForAuthority(), "A CA certificate has no basic constraints.");
        }
        BasicConstraints constraints =
                BasicConstraints.getInstance(extension.get().getParsedValue());
        if (subject.isForAuthority()) {
            return Faults.when(
                    !constraints.isCA() || !extension.get().isCritical(),
                    "A CA certificate's basic constraints do not say cA, or are not critical.");
        }
        return Faults.when(
                constraints.isCA() || constraints.getPathLenConstraintInteger() != null,
                "The basic constraints of a certificate that is no CA's say cA or a path length.");
    }
}
