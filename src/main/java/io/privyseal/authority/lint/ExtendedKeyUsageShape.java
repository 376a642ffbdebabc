package io.privyseal.authority.lint;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/** Extended key usages do not repeat, and anyExtendedKeyUsage stands in no end-entity certificate. */
final class ExtendedKeyUsageShape implements Lint<LintSubject> {
    @Override
    public String source() {
        return "RFC 5280 §4.2.1.12, CA/B BR §7.1.2.7.10";
    }

    @Override
    public Optional<String> fault(LintSubject subject) {
        List<String> usages = subject.extendedKeyUsage();
        if (Set.copyOf(usages).size() != usages.size()) {
            return Optional.of("An extended key usage stands twice.");
        }
        return Faults.when(
                !subject.isForAuthority() && usages.contains(KeyPurposeId.anyExtendedKeyUsage.getId()),
                "anyExtendedKeyUsage is not for end entities.");
    }
}
