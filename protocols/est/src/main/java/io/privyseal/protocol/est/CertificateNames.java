package io.privyseal.protocol.est;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.jspecify.annotations.Nullable;

/** The names in a certificate or a request: its subject and its subject alternative names. */
public final class CertificateNames {
    private final X500Name subject;
    private final @Nullable GeneralNames alternatives;
    private final byte[] subjectDer;
    private final byte @Nullable [] alternativesDer;

    /** Encodes both at once, because a parser looks into some of what it was given no earlier than that. */
    CertificateNames(X500Name subject, @Nullable GeneralNames alternatives) {
        this.subject = subject;
        this.alternatives = alternatives;
        this.subjectDer = Asn1.der(subject);
        this.alternativesDer = alternatives == null ? null : Asn1.der(alternatives);
    }

    /** @throws EstException with {@link EstFailure#UNDECODABLE} */
    public static CertificateNames of(X509Certificate certificate) {
        return Asn1.parse("The certificate", () -> {
            try {
                Certificate structure = Certificate.getInstance(certificate.getEncoded());
                return of(structure.getSubject(), structure.getTBSCertificate().getExtensions());
            } catch (CertificateEncodingException e) {
                throw new IllegalArgumentException(e);
            }
        });
    }

    static CertificateNames of(X500Name subject, @Nullable Extensions extensions) {
        Extension extension = extensions == null ? null : extensions.getExtension(Extension.subjectAlternativeName);
        return new CertificateNames(
                subject, extension == null ? null : GeneralNames.getInstance(extension.getParsedValue()));
    }

    /** The DER of the subject, which may have no attributes. */
    public byte[] subject() {
        return subjectDer.clone();
    }

    /** The DER of the subject alternative names; empty without any. */
    public Optional<byte[]> alternatives() {
        return Optional.ofNullable(alternativesDer).map(byte[]::clone);
    }

    /**
     * Whether both have the same names, as RFC 7030 §4.2.2 demands of a re-enrollment: the subject by the rules of RFC 5280
     * §7.1, attribute for attribute in their order; the alternative names in any order, for which no order is defined.
     */
    public boolean areSameAs(CertificateNames other) {
        return Asn1.parse(
                "A name", () -> isSameSubject(other.subject) && alternativeSet().equals(other.alternativeSet()));
    }

    private boolean isSameSubject(X500Name other) {
        RDN[] mine = subject.getRDNs();
        RDN[] theirs = other.getRDNs();
        if (mine.length != theirs.length) {
            return false;
        }
        for (int i = 0; i < mine.length; i++) {
            if (!IETFUtils.rDNAreEqual(mine[i], theirs[i])) {
                return false;
            }
        }
        return true;
    }

    private Set<GeneralName> alternativeSet() {
        Set<GeneralName> set = new LinkedHashSet<>();
        if (alternatives != null) {
            for (GeneralName name : alternatives.getNames()) {
                set.add(comparable(name));
            }
        }
        return set;
    }

    /** RFC 5280 §7.2: names of hosts are the same in either case. */
    private static GeneralName comparable(GeneralName name) {
        if (name.getTagNo() != GeneralName.dNSName) {
            return name;
        }
        String host = ASN1IA5String.getInstance(name.getName()).getString();
        return new GeneralName(GeneralName.dNSName, new DERIA5String(host.toLowerCase(Locale.ROOT)));
    }
}
