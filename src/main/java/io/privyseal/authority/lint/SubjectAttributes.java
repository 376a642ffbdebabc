package io.privyseal.authority.lint;

import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;

/** Walks through the attributes of a distinguished name. */
final class SubjectAttributes {
    private SubjectAttributes() {}

    static List<AttributeTypeAndValue> of(X500Name name) {
        List<AttributeTypeAndValue> attributes = new ArrayList<>();
        for (RDN rdn : name.getRDNs()) {
            attributes.addAll(List.of(rdn.getTypesAndValues()));
        }
        return attributes;
    }

    /** @throws IllegalArgumentException when the value is of no string type */
    static String text(AttributeTypeAndValue attribute) {
        if (attribute.getValue().toASN1Primitive() instanceof ASN1String string) {
            return string.getString();
        }
        throw new IllegalArgumentException(
                "The attribute " + attribute.getType().getId() + " is not a string.");
    }
}
