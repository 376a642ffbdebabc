package io.privyseal.authority.lint;

import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.X509CertificateHolder;

/** The issuer field repeats the issuer's subject byte for byte, or the own subject in a root. */
final class IssuerNameMatches implements Lint<LintSubject> {
    @Override
    public String source() {
        return "RFC 5280 §4.1.2.4, §7.1";
    }

    @Override
    public Optional<String> fault(LintSubject subject) {
        X500Name expected = subject.issuerCertificate()
                .map(X509CertificateHolder::getSubject)
                .orElse(subject.subject());
        return Faults.when(
                !Der.equal(subject.issuer(), expected),
                "The issuer field differs from the subject of the issuer's certificate.");
    }
}
