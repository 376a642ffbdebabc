package io.privyseal.csr;

import io.privyseal.authority.SubjectAlternativeName;
import io.privyseal.authority.SubjectAlternativeName.Kind;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.platform.name.DnsName;
import io.privyseal.platform.name.IpAddress;
import io.privyseal.platform.name.MailAddress;
import java.net.URI;
import java.net.URISyntaxException;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1UTF8String;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.OtherName;

/** One alternative name of a CSR. */
sealed interface RequestedName {
    /** User principal name, as Microsoft's [MS-WCCE] defines it. */
    ASN1ObjectIdentifier UPN = new ASN1ObjectIdentifier("1.3.6.1.4.1.311.20.2.3");

    /** A name of a kind that a profile can allow. */
    record Usable(SubjectAlternativeName name) implements RequestedName {}

    /** A name of another kind. */
    record Unsupported(String kind) implements RequestedName {}

    /**
     * @throws IllegalArgumentException when the name cannot be decoded
     * @throws RefusedException with {@link Refusal#IDENTIFIER_MALFORMED}
     */
    static RequestedName read(GeneralName name) {
        return switch (name.getTagNo()) {
            case GeneralName.dNSName ->
                usable(Kind.DNS, DnsName.parse(ia5(name)).value());
            case GeneralName.iPAddress ->
                usable(
                        Kind.IP,
                        IpAddress.ofOctets(ASN1OctetString.getInstance(name.getName())
                                        .getOctets())
                                .value());
            case GeneralName.rfc822Name ->
                usable(Kind.EMAIL, MailAddress.parse(ia5(name)).value());
            case GeneralName.uniformResourceIdentifier -> usable(Kind.URI, uri(ia5(name)));
            case GeneralName.otherName -> other(OtherName.getInstance(name.getName()));
            case GeneralName.directoryName -> new Unsupported("directoryName");
            case GeneralName.registeredID -> new Unsupported("registeredID");
            case GeneralName.x400Address -> new Unsupported("x400Address");
            case GeneralName.ediPartyName -> new Unsupported("ediPartyName");
            default -> throw new IllegalArgumentException("unknown kind of name");
        };
    }

    private static RequestedName usable(Kind kind, String value) {
        return new Usable(new SubjectAlternativeName(kind, value));
    }

    private static RequestedName other(OtherName name) {
        if (!name.getTypeID().equals(UPN)) {
            return new Unsupported("otherName " + name.getTypeID().getId());
        }
        String value = ASN1UTF8String.getInstance(name.getValue()).getString();
        int at = value.indexOf('@');
        if (at < 1 || at == value.length() - 1 || ForeignText.hasControl(value)) {
            throw malformed("The CSR's user principal name is not of the form user@domain.");
        }
        return usable(Kind.UPN, value);
    }

    /** RFC 5280 §4.2.1.6: absolute. Kept as it is otherwise, because readers compare security identifiers in it by text. */
    private static String uri(String text) {
        try {
            URI uri = new URI(text);
            if (uri.isAbsolute()) {
                return text;
            }
        } catch (URISyntaxException _) {
            // The same answer as for a relative one.
        }
        throw malformed("The CSR has a URI that is not an absolute RFC 3986 URI.");
    }

    private static String ia5(GeneralName name) {
        String text = ASN1IA5String.getInstance(name.getName()).getString();
        if (ForeignText.hasControl(text) || !text.chars().allMatch(c -> c < 0x80)) {
            throw malformed("The CSR has an alternative name with a character that is not printable ASCII.");
        }
        return text;
    }

    private static RefusedException malformed(String detail) {
        return new RefusedException(Refusal.IDENTIFIER_MALFORMED, detail);
    }
}
