package io.privyseal.csr;

import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.pkcs.Attribute;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.jspecify.annotations.Nullable;

/**
 * The names that a CSR asks for in place of those in it: who replaces a certificate repeats its names, and says here which
 * others the new one is to have (RFC 6402 §2.8).
 */
record ChangedNames(@Nullable X500Name subject, @Nullable GeneralNames alternatives) {
    /** No change. */
    static final ChangedNames NONE = new ChangedNames(null, null);

    private static final ASN1ObjectIdentifier CHANGE_SUBJECT_NAME = new ASN1ObjectIdentifier("1.3.6.1.5.5.7.7.36");

    /** @throws IllegalArgumentException when the attribute cannot be decoded, or leaves it open what it means */
    static ChangedNames read(@Nullable ASN1Set attributes) {
        Optional<ChangedNames> found = Optional.empty();
        if (attributes != null) {
            for (ASN1Encodable member : attributes) {
                Attribute attribute = Attribute.getInstance(member);
                if (!attribute.getAttrType().equals(CHANGE_SUBJECT_NAME)) {
                    continue;
                }
                if (found.isPresent() || attribute.getAttrValues().size() != 1) {
                    throw new IllegalArgumentException("more than one change of names");
                }
                found = Optional.of(change(
                        ASN1Sequence.getInstance(attribute.getAttrValues().getObjectAt(0))));
            }
        }
        return found.orElse(NONE);
    }

    private static ChangedNames change(ASN1Sequence members) {
        X500Name subject = null;
        GeneralNames alternatives = null;
        for (ASN1Encodable member : members) {
            if (isAlternatives(member)) {
                alternatives = once(alternatives, alternatives(member));
            } else {
                subject = once(subject, X500Name.getInstance(member));
            }
        }
        if (subject == null && alternatives == null) {
            throw new IllegalArgumentException("a change of names without names");
        }
        return new ChangedNames(subject, alternatives);
    }

    /** Both members are optional sequences: a Name's members are sets, those of alternative names are tagged. */
    private static boolean isAlternatives(ASN1Encodable member) {
        return member instanceof ASN1TaggedObject
                || (member instanceof ASN1Sequence sequence
                        && sequence.size() > 0
                        && sequence.getObjectAt(0) instanceof ASN1TaggedObject);
    }

    private static GeneralNames alternatives(ASN1Encodable member) {
        return member instanceof ASN1TaggedObject tagged
                ? GeneralNames.getInstance(tagged, false)
                : GeneralNames.getInstance(member);
    }

    private static <T> T once(@Nullable T earlier, T value) {
        if (earlier != null) {
            throw new IllegalArgumentException("twice the same");
        }
        return value;
    }
}
