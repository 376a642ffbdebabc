package io.privyseal.inventory;

import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;

/** Distinguished names as text, the most specific part first, as RFC 4514 writes them. */
public final class DistinguishedNames {
    private static final Style STYLE = new Style();

    private DistinguishedNames() {}

    public static String toText(X500Name name) {
        return STYLE.toString(name);
    }

    // BCStyle has the usual upper-case attribute names, but not the order of RFC 4514 §2.1.
    private static final class Style extends BCStyle {
        @Override
        public String toString(X500Name name) {
            RDN[] parts = name.getRDNs();
            StringBuilder out = new StringBuilder();
            for (int i = parts.length - 1; i >= 0; i--) {
                if (i < parts.length - 1) {
                    out.append(',');
                }
                IETFUtils.appendRDN(out, parts[i], defaultSymbols);
            }
            return out.toString();
        }
    }
}
