package io.privyseal.authority.lint;

import io.privyseal.authority.CertificatePlan.Purpose;
import java.util.Optional;

/** A root signs CA certificates and its OCSP responders', never end entities'. */
final class RootsServeAuthoritiesOnly implements Lint<LintSubject> {
    @Override
    public String source() {
        return "CA/B BR §6.1.7";
    }

    @Override
    public Optional<String> fault(LintSubject subject) {
        boolean fromRoot = subject.issuerCertificate()
                .filter(issuer -> Der.equal(issuer.getSubject(), issuer.getIssuer()))
                .isPresent();
        return Faults.when(
                fromRoot && subject.plan().purpose() == Purpose.END_ENTITY,
                "An end-entity certificate must not come from a root.");
    }
}
