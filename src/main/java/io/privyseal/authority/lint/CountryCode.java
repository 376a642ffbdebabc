package io.privyseal.authority.lint;

import java.util.Optional;
import org.bouncycastle.asn1.ASN1PrintableString;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.style.BCStyle;

/** The country is two capital letters in a PrintableString. */
final class CountryCode implements Lint<LintSubject> {
    @Override
    public String source() {
        return "RFC 5280 Appendix A.1, ISO 3166-1";
    }

    @Override
    public Optional<String> fault(LintSubject subject) {
        for (AttributeTypeAndValue attribute : SubjectAttributes.of(subject.subject())) {
            if (attribute.getType().equals(BCStyle.C) && !isCountry(attribute)) {
                return Optional.of("The subject's country is not two capital letters.");
            }
        }
        return Faults.none();
    }

    private static boolean isCountry(AttributeTypeAndValue attribute) {
        return attribute.getValue().toASN1Primitive() instanceof ASN1PrintableString printable
                && printable.getString().length() == 2
                && printable.getString().chars().allMatch(c -> c >= 'A' && c <= 'Z');
    }
}
