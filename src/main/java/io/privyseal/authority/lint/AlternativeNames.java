package io.privyseal.authority.lint;

import io.privyseal.authority.SubjectAlternativeName;
import io.privyseal.platform.RefusedException;
import io.privyseal.platform.name.IpAddress;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1UTF8String;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.OtherName;

/** Alternative names as plans write them. */
final class AlternativeNames {
    private static final ASN1ObjectIdentifier UPN = new ASN1ObjectIdentifier("1.3.6.1.4.1.311.20.2.3");

    private AlternativeNames() {}

    /**
     * The name in a plan's form; empty for kinds that no plan has.
     *
     * @throws IllegalArgumentException when the name cannot be decoded
     */
    static Optional<SubjectAlternativeName> read(GeneralName name) {
        return switch (name.getTagNo()) {
            case GeneralName.dNSName -> named(SubjectAlternativeName.Kind.DNS, ia5(name));
            case GeneralName.rfc822Name -> named(SubjectAlternativeName.Kind.EMAIL, ia5(name));
            case GeneralName.uniformResourceIdentifier -> named(SubjectAlternativeName.Kind.URI, ia5(name));
            case GeneralName.iPAddress -> named(SubjectAlternativeName.Kind.IP, ip(name));
            case GeneralName.otherName -> upn(OtherName.getInstance(name.getName()));
            default -> Optional.empty();
        };
    }

    /** The text of a name of one of the IA5String kinds. */
    static String ia5(GeneralName name) {
        return ASN1IA5String.getInstance(name.getName()).getString();
    }

    static byte[] octets(GeneralName name) {
        return ASN1OctetString.getInstance(name.getName()).getOctets();
    }

    private static String ip(GeneralName name) {
        try {
            return IpAddress.ofOctets(octets(name)).value();
        } catch (RefusedException malformed) {
            throw new IllegalArgumentException(malformed);
        }
    }

    private static Optional<SubjectAlternativeName> upn(OtherName name) {
        return name.getTypeID().equals(UPN)
                ? named(
                        SubjectAlternativeName.Kind.UPN,
                        ASN1UTF8String.getInstance(name.getValue()).getString())
                : Optional.empty();
    }

    private static Optional<SubjectAlternativeName> named(SubjectAlternativeName.Kind kind, String value) {
        return Optional.of(new SubjectAlternativeName(kind, value));
    }
}
