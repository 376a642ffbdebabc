package io.privyseal.authority.lint;

import java.util.Optional;

/** The issuer field is not empty. */
final class IssuerNamePresent implements Lint<LintSubject> {
    @Override
    public String source() {
        return "RFC 5280 §4.1.2.4";
    }

    @Override
    public Optional<String> fault(LintSubject subject) {
        return Faults.when(subject.issuer().getRDNs().length == 0, "The issuer field is empty.");
    }
}
