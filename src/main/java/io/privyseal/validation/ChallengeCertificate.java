package io.privyseal.validation;

import io.privyseal.validation.ControlResult.Fault;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CertificateHolder;
import org.jspecify.annotations.Nullable;

/** What a certificate must say to prove control (RFC 8737 §3). Its signature and validity do not matter. */
final class ChallengeCertificate {
    // RFC 8737 §6.1: id-pe-acmeIdentifier.
    private static final ASN1ObjectIdentifier ACME_IDENTIFIER = new ASN1ObjectIdentifier("1.3.6.1.5.5.7.1.31");

    private ChallengeCertificate() {}

    /** @throws NotProvenException when it does not say it */
    static void requireProof(byte[] certificate, ControlCheck check) {
        try {
            Extensions extensions = new X509CertificateHolder(certificate).getExtensions();
            if (extensions == null) {
                throw incorrect("has no extensions");
            }
            requireName(extensions, check.identifier());
            requireDigest(extensions.getExtension(ACME_IDENTIFIER), check.keyAuthorization());
        } catch (IOException | IllegalArgumentException | IllegalStateException | ClassCastException _) {
            throw incorrect("cannot be read");
        }
    }

    private static void requireName(Extensions extensions, Identifier identifier) {
        GeneralNames names = GeneralNames.fromExtensions(extensions, Extension.subjectAlternativeName);
        // RFC 8737 §3, RFC 8738 §6: the name and no other, so that a certificate in use never serves as a proof.
        if (names == null || names.getNames().length != 1 || !isSame(names.getNames()[0], identifier)) {
            throw incorrect("does not have " + identifier.value() + " as its one subject alternative name");
        }
    }

    private static boolean isSame(GeneralName name, Identifier identifier) {
        return switch (identifier) {
            case Identifier.Dns dns ->
                name.getTagNo() == GeneralName.dNSName
                        && ASN1IA5String.getInstance(name.getName())
                                .getString()
                                .toLowerCase(Locale.ROOT)
                                .equals(dns.value());
            case Identifier.Ip ip ->
                name.getTagNo() == GeneralName.iPAddress
                        && Arrays.equals(
                                ASN1OctetString.getInstance(name.getName()).getOctets(),
                                ip.address().octets());
        };
    }

    private static void requireDigest(@Nullable Extension extension, String keyAuthorization) {
        if (extension == null) {
            throw incorrect("has no acmeIdentifier extension");
        }
        if (!extension.isCritical()) {
            throw incorrect("has an acmeIdentifier extension that is not critical");
        }
        byte[] digest = ASN1OctetString.getInstance(extension.getParsedValue()).getOctets();
        if (!Arrays.equals(digest, KeyAuthorizationDigest.of(keyAuthorization))) {
            throw incorrect("has another digest than that of the key authorization");
        }
    }

    private static NotProvenException incorrect(String what) {
        return NotProvenException.yet(Fault.INCORRECT_RESPONSE, "The server's certificate " + what + ".");
    }
}
