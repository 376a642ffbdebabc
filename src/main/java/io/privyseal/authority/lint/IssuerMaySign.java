package io.privyseal.authority.lint;

import io.privyseal.authority.CertificatePlan.Purpose;
import java.util.Optional;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.KeyUsage;

/** The issuer is a CA whose key may sign certificates. */
final class IssuerMaySign implements Lint<LintSubject> {
    @Override
    public String source() {
        return "RFC 5280 §4.2.1.3, §4.2.1.9, §6.1.4 (k), (n)";
    }

    @Override
    public Optional<String> fault(LintSubject subject) {
        if (subject.issuerCertificate().isEmpty()) {
            return Faults.when(subject.plan().purpose() != Purpose.ROOT, "Only a root has no issuer.");
        }
        Extensions extensions = subject.issuerCertificate().get().getExtensions();
        BasicConstraints constraints = extensions == null ? null : BasicConstraints.fromExtensions(extensions);
        KeyUsage usage = extensions == null ? null : KeyUsage.fromExtensions(extensions);
        boolean authority = constraints != null && constraints.isCA();
        boolean maySign = usage != null && usage.hasUsages(KeyUsage.keyCertSign);
        return Faults.when(!authority || !maySign, "The issuer's certificate is not one that may sign certificates.");
    }
}
