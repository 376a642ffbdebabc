package io.privyseal.authority.lint;

import java.util.Optional;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;

/** Subject attributes are not empty and have no NUL and no control character, which readers cut or show as something else. */
final class AttributeCharacters implements Lint<LintSubject> {
    @Override
    public String source() {
        return "RFC 5280 §8, X.520 §6.2";
    }

    @Override
    public Optional<String> fault(LintSubject subject) {
        for (AttributeTypeAndValue attribute : SubjectAttributes.of(subject.subject())) {
            String text = SubjectAttributes.text(attribute);
            if (text.isEmpty() || text.chars().anyMatch(Character::isISOControl)) {
                return Optional.of("The subject's attribute "
                        + attribute.getType().getId() + " is empty or contains a control character.");
            }
        }
        return Faults.none();
    }
}
