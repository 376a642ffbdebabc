package io.privyseal.authority.lint;

import java.util.Optional;
import org.bouncycastle.cert.X509CertificateHolder;

/** The certificate neither begins before its issuer's nor outlives it. */
final class ValidityInsideIssuer implements Lint<LintSubject> {
    @Override
    public String source() {
        return "RFC 5280 §6.1.3 (a) (2), X.509 §7.2";
    }

    @Override
    public Optional<String> fault(LintSubject subject) {
        if (subject.issuerCertificate().isEmpty()) {
            return Faults.none();
        }
        X509CertificateHolder issuer = subject.issuerCertificate().get();
        boolean early =
                subject.notBefore().instant().isBefore(issuer.getNotBefore().toInstant());
        boolean late = subject.notAfter().instant().isAfter(issuer.getNotAfter().toInstant());
        return Faults.when(early || late, "The validity is not inside the issuer's.");
    }
}
