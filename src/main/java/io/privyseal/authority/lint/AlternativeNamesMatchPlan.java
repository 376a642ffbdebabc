package io.privyseal.authority.lint;

import io.privyseal.authority.SubjectAlternativeName;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.x509.GeneralName;

/** The alternative names are the planned ones, no fewer and no more. */
final class AlternativeNamesMatchPlan implements Lint<LintSubject> {
    @Override
    public String source() {
        return "Plan conformance; RFC 5280 §4.2.1.6";
    }

    @Override
    public Optional<String> fault(LintSubject subject) {
        Set<SubjectAlternativeName> actual = new HashSet<>();
        for (GeneralName name : subject.names()) {
            Optional<SubjectAlternativeName> read = AlternativeNames.read(name);
            if (read.isEmpty()) {
                return Optional.of("There is an alternative name of a kind that no plan has.");
            }
            actual.add(read.get());
        }
        return Faults.when(
                !actual.equals(Set.copyOf(subject.plan().names())), "The alternative names are not the planned ones.");
    }
}
