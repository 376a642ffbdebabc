package io.privyseal.authority.lint;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.x509.GeneralName;

/** No alternative name stands twice. */
final class AlternativeNamesDistinct implements Lint<LintSubject> {
    @Override
    public String source() {
        return "RFC 5280 §4.2.1.6, CA/B BR §7.1.2.7.12";
    }

    @Override
    public Optional<String> fault(LintSubject subject) {
        Set<GeneralName> seen = new HashSet<>();
        for (GeneralName name : subject.names()) {
            if (!seen.add(name)) {
                return Optional.of("An alternative name stands twice.");
            }
        }
        return Faults.none();
    }
}
