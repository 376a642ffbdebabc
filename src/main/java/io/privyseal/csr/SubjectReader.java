package io.privyseal.csr;

import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import org.bouncycastle.asn1.ASN1BMPString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.ASN1PrintableString;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.ASN1T61String;
import org.bouncycastle.asn1.ASN1UTF8String;
import org.bouncycastle.asn1.ASN1UniversalString;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;

/** Reads the subject of a CSR: refuses control characters, and writes old string types as UTF8String (RFC 5280 §4.1.2.4). */
final class SubjectReader {
    private static final int MOST_ATTRIBUTES = 64;

    private SubjectReader() {}

    /**
     * @throws IllegalArgumentException when a value is of no string type
     * @throws RefusedException with {@link Refusal#IDENTIFIER_MALFORMED}
     */
    static X500Name read(X500Name subject) {
        RDN[] rdns = subject.getRDNs();
        RDN[] modern = new RDN[rdns.length];
        int attributes = 0;
        for (int i = 0; i < rdns.length; i++) {
            AttributeTypeAndValue[] values = rdns[i].getTypesAndValues();
            attributes += values.length;
            if (attributes > MOST_ATTRIBUTES) {
                throw new RefusedException(
                        Refusal.IDENTIFIER_MALFORMED,
                        "The CSR's subject has more than " + MOST_ATTRIBUTES + " attributes.");
            }
            AttributeTypeAndValue[] converted = new AttributeTypeAndValue[values.length];
            for (int j = 0; j < values.length; j++) {
                converted[j] = new AttributeTypeAndValue(values[j].getType(), modern(values[j].getValue()));
            }
            modern[i] = new RDN(converted);
        }
        return new X500Name(modern);
    }

    private static ASN1Encodable modern(ASN1Encodable value) {
        ASN1Encodable primitive = value.toASN1Primitive();
        if (!(primitive instanceof ASN1String string)) {
            throw new IllegalArgumentException("a subject attribute is not a string");
        }
        String text = string.getString();
        if (text.isEmpty() || ForeignText.hasControl(text)) {
            throw new RefusedException(
                    Refusal.IDENTIFIER_MALFORMED,
                    "The CSR's subject has an attribute that is empty or contains control characters.");
        }
        return switch (primitive) {
            case ASN1UTF8String utf8 -> utf8;
            case ASN1PrintableString printable -> printable;
            case ASN1IA5String ia5 -> ia5;
            case ASN1BMPString _, ASN1T61String _, ASN1UniversalString _ -> new DERUTF8String(text);
            default -> throw new IllegalArgumentException("a subject attribute is not a directory string");
        };
    }
}
