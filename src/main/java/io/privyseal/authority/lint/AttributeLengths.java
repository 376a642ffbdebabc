package io.privyseal.authority.lint;

import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.style.BCStyle;

/** No subject attribute is longer than its upper bound. */
final class AttributeLengths implements Lint<LintSubject> {
    @Override
    public String source() {
        return "RFC 5280 Appendix A.1, RFC 4519";
    }

    @Override
    public Optional<String> fault(LintSubject subject) {
        for (AttributeTypeAndValue attribute : SubjectAttributes.of(subject.subject())) {
            Integer bound = BOUNDS.get(attribute.getType());
            String text = SubjectAttributes.text(attribute);
            if (bound != null && text.codePointCount(0, text.length()) > bound) {
                return Optional.of("The subject's attribute "
                        + attribute.getType().getId() + " is longer than " + bound + " characters.");
            }
        }
        return Faults.none();
    }

    private static final Map<ASN1ObjectIdentifier, Integer> BOUNDS = Map.ofEntries(
            Map.entry(BCStyle.CN, 64),
            Map.entry(BCStyle.O, 64),
            Map.entry(BCStyle.OU, 64),
            Map.entry(BCStyle.L, 128),
            Map.entry(BCStyle.ST, 128),
            Map.entry(BCStyle.STREET, 128),
            Map.entry(BCStyle.POSTAL_CODE, 40),
            Map.entry(BCStyle.SERIALNUMBER, 64),
            Map.entry(BCStyle.T, 64),
            Map.entry(BCStyle.PSEUDONYM, 128),
            Map.entry(BCStyle.EmailAddress, 255),
            Map.entry(BCStyle.UID, 256),
            Map.entry(BCStyle.DC, 63));
}
