package io.privyseal.inventory;

import io.privyseal.authority.CertificatePlan.KeyUsageBit;
import io.privyseal.authority.SerialNumber;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.platform.Text;
import io.privyseal.platform.key.KeyType;
import io.privyseal.platform.name.IpAddress;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.operator.DefaultAlgorithmNameFinder;
import org.jspecify.annotations.Nullable;

/**
 * A certificate that another CA has issued, as far as the inventory shows it. Nobody has checked its signature: it is
 * listed and watched, never trusted.
 *
 * @param commonName of the subject, else the first alternative name, else empty
 * @param names alternative names in lower case; those that cannot be shown as one word of text are left out
 * @param keyAlgorithm such as {@code RSA}; the object identifier of an algorithm that is not known here
 * @param keyUsage RFC 5280 names
 * @param extendedKeyUsage object identifiers
 */
public record ForeignCertificate(
        byte[] der,
        SerialNumber serial,
        String subject,
        String issuer,
        String commonName,
        List<String> names,
        Instant notBefore,
        Instant notAfter,
        String signatureAlgorithm,
        SubjectPublicKeyInfo publicKey,
        String keyAlgorithm,
        String keyParameter,
        List<String> keyUsage,
        List<String> extendedKeyUsage) {
    private static final int LARGEST = 64 * 1024;
    private static final int LONGEST_DISTINGUISHED_NAME = 2_048;
    private static final int LONGEST_COMMON_NAME = 255;
    private static final int LONGEST_NAMES = 65_000;
    private static final int LONGEST_PURPOSES = 1_024;
    private static final int LONGEST_SERIAL = 20;
    private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
    private static final String END = "-----END CERTIFICATE-----";

    /**
     * Reads a certificate in PEM (RFC 7468 §5) or bare base64.
     *
     * @throws RefusedException {@link Refusal#INVALID_FIELD} for what is no end-entity certificate that can be kept
     */
    public static ForeignCertificate parse(String text) {
        if (text.length() > 2 * LARGEST) {
            throw refused("is too large");
        }
        String body = text.strip();
        if (body.startsWith(BEGIN)) {
            if (!body.endsWith(END) || body.indexOf(BEGIN, 1) > 0) {
                throw refused("is not one certificate in PEM");
            }
            body = body.substring(BEGIN.length(), body.length() - END.length());
        }
        try {
            return read(
                    Base64.getDecoder().decode(body.replaceAll("[ \t\r\n]", "").getBytes(StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException notBase64) {
            throw refused("is not base64");
        }
    }

    private static ForeignCertificate read(byte[] der) {
        X509CertificateHolder holder;
        try {
            holder = new X509CertificateHolder(der);
            // What comes behind a certificate, or is written unlike DER, would change its fingerprint.
            if (der.length > LARGEST || !Arrays.equals(holder.getEncoded(), der)) {
                throw refused("is not in DER, or is too large");
            }
            return of(der, holder);
        } catch (IOException
                | IllegalArgumentException
                | IllegalStateException
                | ClassCastException
                | IndexOutOfBoundsException
                | NullPointerException undecodable) {
            throw new RefusedException(
                    Refusal.INVALID_FIELD, "Value of 'cert' cannot be decoded as a certificate.", undecodable);
        }
    }

    private static ForeignCertificate of(byte[] der, X509CertificateHolder holder) {
        Extensions extensions = holder.getExtensions();
        BasicConstraints constraints = extensions == null ? null : BasicConstraints.fromExtensions(extensions);
        if (constraints != null && constraints.isCA()) {
            throw refused("is the certificate of a CA");
        }
        SubjectPublicKeyInfo key = holder.getSubjectPublicKeyInfo();
        Optional<KeyType> keyType = KeyType.of(key);
        List<String> names = names(extensions);
        return new ForeignCertificate(
                der,
                serial(holder.getSerialNumber()),
                distinguishedName(holder.getSubject()),
                distinguishedName(holder.getIssuer()),
                commonName(holder.getSubject(), names),
                names,
                holder.getNotBefore().toInstant(),
                holder.getNotAfter().toInstant(),
                new DefaultAlgorithmNameFinder().getAlgorithmName(holder.getSignatureAlgorithm()),
                key,
                keyType.map(type -> type.algorithm().jcaName())
                        .orElseGet(() -> key.getAlgorithm().getAlgorithm().getId()),
                keyType.map(KeyType::parameter).orElse(""),
                keyUsage(extensions),
                extendedKeyUsage(extensions));
    }

    private static SerialNumber serial(BigInteger number) {
        // RFC 5280 §4.1.2.2
        if (number.signum() <= 0 || number.toByteArray().length > LONGEST_SERIAL + 1) {
            throw refused("has a serial number that is not positive, or longer than " + LONGEST_SERIAL + " octets");
        }
        return SerialNumber.parse(number.toString(16)).orElseThrow(() -> refused("has too long a serial number"));
    }

    private static String distinguishedName(X500Name name) {
        String clean = Text.optionalClean("cert", DistinguishedNames.toText(name), LONGEST_DISTINGUISHED_NAME);
        return clean == null ? "" : clean;
    }

    private static String commonName(X500Name subject, List<String> names) {
        RDN[] found = subject.getRDNs(BCStyle.CN);
        if (found.length > 0 && found[0].getFirst().getValue() instanceof ASN1String text) {
            String clean = Text.optionalClean("cert", text.getString(), LONGEST_COMMON_NAME);
            return clean == null ? "" : clean;
        }
        return names.isEmpty() ? "" : names.getFirst();
    }

    private static List<String> names(@Nullable Extensions extensions) {
        GeneralNames found =
                extensions == null ? null : GeneralNames.fromExtensions(extensions, Extension.subjectAlternativeName);
        if (found == null) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        int length = 0;
        for (GeneralName each : found.getNames()) {
            String name = text(each).toLowerCase(Locale.ROOT);
            if (isOneWord(name)) {
                length += name.length() + 1;
                names.add(name);
            }
        }
        if (length > LONGEST_NAMES) {
            throw refused("has alternative names of more than " + LONGEST_NAMES + " characters");
        }
        return List.copyOf(names);
    }

    private static String text(GeneralName name) {
        return switch (name.getTagNo()) {
            case GeneralName.dNSName, GeneralName.rfc822Name, GeneralName.uniformResourceIdentifier ->
                ((ASN1String) name.getName()).getString();
            case GeneralName.iPAddress ->
                IpAddress.ofOctets(ASN1OctetString.getInstance(name.getName()).getOctets())
                        .value();
            default -> "";
        };
    }

    private static boolean isOneWord(String name) {
        return !name.isEmpty()
                && name.length() <= LONGEST_COMMON_NAME
                && name.chars().allMatch(c -> c > ' ' && c < 0x7f && c != ',');
    }

    private static List<String> keyUsage(@Nullable Extensions extensions) {
        KeyUsage usage = extensions == null ? null : KeyUsage.fromExtensions(extensions);
        return usage == null
                ? List.of()
                : Arrays.stream(KeyUsageBit.values())
                        .filter(bit -> usage.hasUsages(bit.mask()))
                        .map(KeyUsageBit::standardName)
                        .toList();
    }

    private static List<String> extendedKeyUsage(@Nullable Extensions extensions) {
        ExtendedKeyUsage usage = extensions == null ? null : ExtendedKeyUsage.fromExtensions(extensions);
        if (usage == null) {
            return List.of();
        }
        List<String> purposes =
                Arrays.stream(usage.getUsages()).map(KeyPurposeId::getId).toList();
        if (String.join(",", purposes).length() > LONGEST_PURPOSES) {
            throw refused("has too many purposes");
        }
        return purposes;
    }

    private static RefusedException refused(String problem) {
        return new RefusedException(Refusal.INVALID_FIELD, "Value of 'cert' " + problem + ".");
    }
}
