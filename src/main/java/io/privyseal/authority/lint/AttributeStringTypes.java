package io.privyseal.authority.lint;

import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1PrintableString;
import org.bouncycastle.asn1.ASN1UTF8String;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.style.BCStyle;

/** Subject attributes are PrintableString or UTF8String; those that other standards define are of their own types. */
final class AttributeStringTypes implements Lint<LintSubject> {
    @Override
    public String source() {
        return "RFC 5280 §4.1.2.4, Appendix A.1";
    }

    @Override
    public Optional<String> fault(LintSubject subject) {
        for (AttributeTypeAndValue attribute : SubjectAttributes.of(subject.subject())) {
            if (!isAllowed(attribute)) {
                return Optional.of("The subject's attribute "
                        + attribute.getType().getId() + " is of a string type that it must not have.");
            }
        }
        return Faults.none();
    }

    private static final Set<ASN1ObjectIdentifier> IA5_ONLY = Set.of(BCStyle.DC, BCStyle.EmailAddress);
    private static final Set<ASN1ObjectIdentifier> PRINTABLE_ONLY =
            Set.of(BCStyle.C, BCStyle.SERIALNUMBER, BCStyle.DN_QUALIFIER);

    private static boolean isAllowed(AttributeTypeAndValue attribute) {
        ASN1Primitive value = attribute.getValue().toASN1Primitive();
        if (IA5_ONLY.contains(attribute.getType())) {
            return value instanceof ASN1IA5String;
        }
        if (PRINTABLE_ONLY.contains(attribute.getType())) {
            return value instanceof ASN1PrintableString;
        }
        return value instanceof ASN1UTF8String
                || (value instanceof ASN1PrintableString printable
                        && DERPrintableString.isPrintableString(printable.getString()));
    }
}
