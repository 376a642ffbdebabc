package io.privyseal.authority.lint;

import io.privyseal.authority.CertificatePlan.KeyUsageBit;
import java.util.Optional;

/** The key usage is the planned one. */
final class KeyUsageMatchesPlan implements Lint<LintSubject> {
    @Override
    public String source() {
        return "Plan conformance; RFC 5280 §4.2.1.3";
    }

    @Override
    public Optional<String> fault(LintSubject subject) {
        int planned = 0;
        for (KeyUsageBit bit : subject.plan().keyUsage()) {
            planned |= bit.mask();
        }
        return Faults.when(subject.keyUsage().orElse(0) != planned, "The key usage is not the planned one.");
    }
}
