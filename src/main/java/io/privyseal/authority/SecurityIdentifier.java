package io.privyseal.authority;

import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.OtherName;
import org.bouncycastle.cert.X509CertificateHolder;

/**
 * The security identifier of an account of a Windows domain, by which its controllers map a certificate to the account
 * (Microsoft's KB5014754). Whoever has a certificate with it is that account.
 *
 * @param value such as {@code S-1-5-21-1004336348-1177238915-682003330-512}
 */
public record SecurityIdentifier(String value) {
    /** szOID_NTDS_CA_SECURITY_EXT ([MS-WCCE] §2.2.2.7.7.4). */
    public static final ASN1ObjectIdentifier EXTENSION = new ASN1ObjectIdentifier("1.3.6.1.4.1.311.25.2");

    private static final ASN1ObjectIdentifier OBJECT_SID = EXTENSION.branch("1");
    private static final String URI = "tag:microsoft.com,2022-09-14:sid:";
    private static final Pattern ANY_URI = Pattern.compile("tag:microsoft\\.com,[^:]*:sid:.*");
    // [MS-DTYP] §2.4.2.1: at most 15 subauthorities of 32 bits.
    private static final Pattern FORM = Pattern.compile("S-1-[0-9]{1,15}(-[0-9]{1,10}){1,15}");

    /** @throws IllegalArgumentException for what is none */
    public SecurityIdentifier {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a security identifier");
        }
    }

    /**
     * The one among the names that a request has.
     *
     * @throws RefusedException {@link Refusal#IDENTIFIER_MALFORMED} for several, or one in another form than controllers know
     */
    public static Optional<SecurityIdentifier> among(Collection<SubjectAlternativeName> names) {
        Set<SecurityIdentifier> found = new LinkedHashSet<>();
        try {
            names.stream()
                    .filter(name -> name.kind() == SubjectAlternativeName.Kind.URI)
                    .forEach(name -> ofUri(name.value()).ifPresent(found::add));
        } catch (IllegalArgumentException malformed) {
            throw new RefusedException(
                    Refusal.IDENTIFIER_MALFORMED, "The request has a malformed security identifier.", malformed);
        }
        if (found.size() > 1) {
            throw new RefusedException(
                    Refusal.IDENTIFIER_MALFORMED, "The request has more than one security identifier.");
        }
        return found.stream().findFirst();
    }

    /** The one in a certificate that was issued here. */
    public static Optional<SecurityIdentifier> of(X509CertificateHolder certificate) {
        Extension extension = certificate.getExtension(EXTENSION);
        if (extension != null) {
            return Optional.of(ofExtension(extension.getParsedValue().toASN1Primitive()));
        }
        Extension names = certificate.getExtension(Extension.subjectAlternativeName);
        return names == null
                ? Optional.empty()
                : Arrays.stream(GeneralNames.getInstance(names.getParsedValue()).getNames())
                        .filter(name -> name.getTagNo() == GeneralName.uniformResourceIdentifier)
                        .flatMap(name ->
                                ofUri(ASN1IA5String.getInstance(name.getName()).getString()).stream())
                        .findFirst();
    }

    /** The one that a URI stands for; empty when it is for something else. */
    private static Optional<SecurityIdentifier> ofUri(String uri) {
        if (!ANY_URI.matcher(uri.toLowerCase(Locale.ROOT)).matches()) {
            return Optional.empty();
        }
        if (!uri.startsWith(URI)) {
            throw new IllegalArgumentException("not the URI of a security identifier");
        }
        return Optional.of(new SecurityIdentifier(uri.substring(URI.length())));
    }

    /** @throws IllegalArgumentException when the value of the extension is another structure */
    public static SecurityIdentifier ofExtension(ASN1Primitive value) {
        GeneralName[] names = GeneralNames.getInstance(value).getNames();
        if (names.length != 1 || names[0].getTagNo() != GeneralName.otherName) {
            throw new IllegalArgumentException("not one other name");
        }
        OtherName name = OtherName.getInstance(names[0].getName());
        if (!name.getTypeID().equals(OBJECT_SID)) {
            throw new IllegalArgumentException("not a security identifier");
        }
        byte[] text = ASN1OctetString.getInstance(name.getValue()).getOctets();
        return new SecurityIdentifier(new String(text, StandardCharsets.US_ASCII));
    }

    /** As an alternative name. */
    public SubjectAlternativeName name() {
        return new SubjectAlternativeName(SubjectAlternativeName.Kind.URI, URI + value);
    }

    /** The value of the extension: an other name of the text, not of the binary form. */
    public ASN1Primitive extension() {
        ASN1Encodable text = new DEROctetString(value.getBytes(StandardCharsets.US_ASCII));
        return new DERSequence(new DERTaggedObject(false, GeneralName.otherName, new DERSequence(new ASN1Encodable[] {
            OBJECT_SID, new DERTaggedObject(true, 0, text)
        })));
    }
}
