package io.privyseal.authority.lint;

import java.util.Optional;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extensions;

/** Below a CA with a path length, each further CA has a smaller one; below 0 there is none. */
final class PathLengthInsideIssuer implements Lint<LintSubject> {
    @Override
    public String source() {
        return "RFC 5280 §4.2.1.9, §6.1.4 (l), (m)";
    }

    @Override
    public Optional<String> fault(LintSubject subject) {
        if (!subject.isForAuthority() || subject.issuerCertificate().isEmpty()) {
            return Faults.none();
        }
        Extensions extensions = subject.issuerCertificate().get().getExtensions();
        BasicConstraints issuer = extensions == null ? null : BasicConstraints.fromExtensions(extensions);
        ASN1Integer bound = issuer == null ? null : issuer.getPathLenConstraintInteger();
        if (bound == null) {
            return Faults.none();
        }
        Optional<ASN1Integer> own = subject.basicConstraints().map(BasicConstraints::getPathLenConstraintInteger);
        return Faults.when(
                own.isEmpty() || own.get().getValue().compareTo(bound.getValue()) >= 0,
                "The path length is not smaller than the issuer's.");
    }
}
