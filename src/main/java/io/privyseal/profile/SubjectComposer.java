package io.privyseal.profile;

import io.privyseal.csr.SubjectText;
import io.privyseal.organization.Address;
import io.privyseal.organization.Organization;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.profile.ProfileRules.SubjectAttribute;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.jspecify.annotations.Nullable;

/**
 * Composes a subject: the organization's name always comes from the organization, which vouches for it; place attributes
 * come from the CSR where it has them and from the organization's address otherwise; all else in the CSR's subject but the
 * common name is left out.
 */
final class SubjectComposer {
    private final Set<SubjectAttribute> attributes;
    private final Organization organization;

    SubjectComposer(Set<SubjectAttribute> attributes, Organization organization) {
        this.attributes = attributes;
        this.organization = organization;
    }

    X500Name compose(X500Name requested, @Nullable String commonName) {
        Address address = organization.address();
        X500NameBuilder subject = new X500NameBuilder(BCStyle.INSTANCE);
        add(subject, SubjectAttribute.COUNTRY, BCStyle.C, requested, address.country());
        add(subject, SubjectAttribute.STATE, BCStyle.ST, requested, address.stateOrProvince());
        add(subject, SubjectAttribute.LOCALITY, BCStyle.L, requested, address.city());
        add(subject, SubjectAttribute.POSTAL_CODE, BCStyle.POSTAL_CODE, requested, address.postalCode());
        add(subject, SubjectAttribute.STREET, BCStyle.STREET, requested, address.address1());
        if (attributes.contains(SubjectAttribute.ORGANIZATION)) {
            add(subject, BCStyle.O, organization.legalName());
        }
        if (commonName != null) {
            add(subject, BCStyle.CN, commonName);
        }
        return subject.build();
    }

    private void add(
            X500NameBuilder subject,
            SubjectAttribute attribute,
            ASN1ObjectIdentifier oid,
            X500Name requested,
            @Nullable String ofOrganization) {
        if (!attributes.contains(attribute)) {
            return;
        }
        String asked = SubjectText.of(requested, oid).orElse(null);
        String value = asked == null ? ofOrganization : asked;
        if (value != null) {
            add(subject, oid, value);
        }
    }

    // A country has two letters, and a few attributes take ASCII only: what cannot be encoded comes from the CSR.
    private static void add(X500NameBuilder subject, ASN1ObjectIdentifier oid, String value) {
        try {
            subject.addRDN(oid, value);
        } catch (IllegalArgumentException unfit) {
            throw new RefusedException(
                    Refusal.INVALID_FIELD,
                    "The subject's " + BCStyle.INSTANCE.oidToDisplayName(oid) + " is not valid.",
                    unfit);
        }
    }
}
