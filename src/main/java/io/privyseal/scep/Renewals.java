package io.privyseal.scep;

import io.privyseal.authority.SecurityIdentifier;
import io.privyseal.authority.SubjectAlternativeName;
import io.privyseal.authority.SubjectAlternativeName.Kind;
import io.privyseal.csr.CheckedCsr;
import io.privyseal.csr.SubjectText;
import io.privyseal.endpoint.ScepSettings;
import io.privyseal.inventory.Certificate;
import io.privyseal.platform.name.IpAddress;
import io.privyseal.protocol.scep.FailInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CertificateHolder;

/** When and for what a certificate can be renewed by its holder. */
final class Renewals {
    private Renewals() {}

    /** @throws FailureException when it cannot */
    static void requireAllowed(ScepSettings settings, Certificate old, CheckedCsr csr, boolean sameKey, Instant now) {
        Integer window = settings.renewalWindowDays();
        if (window != null && now.isBefore(old.notAfter().minus(Duration.ofDays(window)))) {
            throw refused("The certificate cannot be renewed before the last " + window + " days of its life.");
        }
        // RFC 8894 §2.5: a new key should be used.
        if (sameKey && !settings.keyReuseAtRenewal()) {
            throw refused("A renewal needs a new key here.");
        }
        requireSameNames(old, csr);
    }

    /** The old certificate proves its own names only. */
    private static void requireSameNames(Certificate old, CheckedCsr csr) {
        X509CertificateHolder holder = holder(old);
        Optional<String> commonName = csr.commonName();
        if (commonName.isPresent()
                && SubjectText.of(holder.getSubject(), BCStyle.CN)
                        .filter(commonName.get()::equalsIgnoreCase)
                        .isEmpty()) {
            throw refused("The common name is not that of the certificate to be renewed.");
        }
        Set<SubjectAlternativeName> names = names(holder);
        csr.names().stream().filter(name -> !names.contains(name)).findFirst().ifPresent(name -> {
            throw refused("The name " + name.value() + " is not in the certificate to be renewed.");
        });
    }

    private static Set<SubjectAlternativeName> names(X509CertificateHolder holder) {
        Set<SubjectAlternativeName> names = new HashSet<>();
        SecurityIdentifier.of(holder).map(SecurityIdentifier::name).ifPresent(names::add);
        Extension extension = holder.getExtension(Extension.subjectAlternativeName);
        if (extension == null) {
            return names;
        }
        for (GeneralName name :
                GeneralNames.getInstance(extension.getParsedValue()).getNames()) {
            switch (name.getTagNo()) {
                case GeneralName.dNSName -> names.add(name(Kind.DNS, text(name).toLowerCase(Locale.ROOT)));
                case GeneralName.rfc822Name -> names.add(name(Kind.EMAIL, text(name)));
                case GeneralName.uniformResourceIdentifier -> names.add(name(Kind.URI, text(name)));
                case GeneralName.iPAddress ->
                    names.add(name(
                            Kind.IP,
                            IpAddress.ofOctets(ASN1OctetString.getInstance(name.getName())
                                            .getOctets())
                                    .value()));
                case GeneralName.otherName -> {
                    ASN1TaggedObject value = ASN1TaggedObject.getInstance(
                            ASN1Sequence.getInstance(name.getName()).getObjectAt(1));
                    if (value.getExplicitBaseObject() instanceof ASN1String text) {
                        names.add(name(Kind.UPN, text.getString()));
                    }
                }
                default -> {
                    // No other kind is issued.
                }
            }
        }
        return names;
    }

    private static SubjectAlternativeName name(Kind kind, String value) {
        return new SubjectAlternativeName(kind, value);
    }

    private static String text(GeneralName name) {
        return ((ASN1String) name.getName()).getString();
    }

    static X509CertificateHolder holder(Certificate certificate) {
        try {
            return new X509CertificateHolder(certificate.der());
        } catch (IOException e) {
            throw new UncheckedIOException("A certificate on record cannot be read", e);
        }
    }

    private static FailureException refused(String why) {
        return new FailureException(FailInfo.BAD_REQUEST, why);
    }
}
