package io.privyseal.csr;

import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;

/** The text of a subject's attributes. */
public final class SubjectText {
    private SubjectText() {}

    /**
     * The one value of an attribute, without white space around it; empty when there is none.
     *
     * @throws RefusedException {@link Refusal#INVALID_FIELD} when there are several, or one that is no text
     */
    public static Optional<String> of(X500Name subject, ASN1ObjectIdentifier oid) {
        RDN[] found = subject.getRDNs(oid);
        if (found.length == 0) {
            return Optional.empty();
        }
        if (found.length > 1
                || found[0].isMultiValued()
                || !(found[0].getFirst().getValue() instanceof ASN1String text)) {
            throw new RefusedException(
                    Refusal.INVALID_FIELD,
                    "The CSR's subject has more than one " + BCStyle.INSTANCE.oidToDisplayName(oid)
                            + ", or one that is no text.");
        }
        return Optional.of(text.getString().strip()).filter(value -> !value.isEmpty());
    }
}
