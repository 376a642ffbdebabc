package io.privyseal.acme;

import io.privyseal.authority.Authorities;
import io.privyseal.authority.AuthorityCertificate;
import io.privyseal.authority.SerialNumber;
import io.privyseal.authority.StatusUrls;
import io.privyseal.inventory.Certificate;
import io.privyseal.inventory.CertificateId;
import io.privyseal.inventory.Certificates;
import io.privyseal.platform.CustomerId;
import io.privyseal.platform.name.IpAddress;
import io.privyseal.protocol.acme.CertificateIdentifier;
import io.privyseal.protocol.acme.Identifier;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CertificateHolder;

/** Certificates as ACME names them. */
@Singleton
class IssuedCertificates {
    /** RFC 5280 §4.1.2.2: 20 octets, the first bit of which is zero. */
    private static final int LONGEST_SERIAL_BITS = 159;

    private final Certificates certificates;
    private final Authorities authorities;
    private final StatusUrls statusUrls;

    IssuedCertificates(Certificates certificates, Authorities authorities, StatusUrls statusUrls) {
        this.certificates = certificates;
        this.authorities = authorities;
        this.statusUrls = statusUrls;
    }

    /** A certificate by RFC 9773 §4.1: the key identifier of its issuer, and its serial number. */
    Optional<Certificate> find(CustomerId customer, CertificateIdentifier name) {
        return bySerial(customer, name.serialNumber()).stream()
                .filter(found -> Arrays.equals(issuerKey(holder(found.der())), name.keyIdentifier()))
                .findFirst();
    }

    /** When a certificate expires. */
    Instant endOf(CustomerId customer, CertificateId certificate) {
        return certificates.require(customer, certificate).notAfter();
    }

    private List<Certificate> bySerial(CustomerId customer, BigInteger serial) {
        return serial.signum() <= 0 || serial.bitLength() > LONGEST_SERIAL_BITS
                ? List.of()
                : certificates.listBySerial(customer, SerialNumber.of(serial));
    }

    private static byte[] issuerKey(X509CertificateHolder holder) {
        AuthorityKeyIdentifier identifier = AuthorityKeyIdentifier.fromExtensions(holder.getExtensions());
        return identifier == null || identifier.getKeyIdentifierOctets() == null
                ? new byte[0]
                : identifier.getKeyIdentifierOctets();
    }

    /** The names of a certificate that an order can have. */
    static List<Identifier> identifiers(Certificate certificate) {
        Extension extension = holder(certificate.der()).getExtension(Extension.subjectAlternativeName);
        if (extension == null) {
            return List.of();
        }
        List<Identifier> identifiers = new ArrayList<>();
        for (GeneralName name :
                GeneralNames.getInstance(extension.getParsedValue()).getNames()) {
            if (name.getTagNo() == GeneralName.dNSName) {
                identifiers.add(Identifier.dns(name.getName().toString()));
            } else if (name.getTagNo() == GeneralName.iPAddress) {
                byte[] address = ASN1OctetString.getInstance(name.getName()).getOctets();
                identifiers.add(Identifier.ip(IpAddress.ofOctets(address).value()));
            }
        }
        return identifiers;
    }

    /** The certificate with its chain, the leaf first. */
    List<byte[]> chain(Certificate certificate, boolean withRoot) {
        List<AuthorityCertificate> issuers = authorities.chain(certificate.authority());
        List<byte[]> chain = new ArrayList<>();
        chain.add(certificate.der());
        for (AuthorityCertificate issuer : issuers) {
            // RFC 8555 §7.4.2: the trust anchor may be left out.
            if (withRoot || !issuer.holder().getIssuer().equals(issuer.subject())) {
                chain.add(issuer.der());
            }
        }
        return chain;
    }

    /** Where anybody finds the certificate of the CA that issued it. */
    String issuerUrl(Certificate certificate) {
        return statusUrls.certificate(certificate.authority());
    }

    static X509CertificateHolder holder(byte[] der) {
        try {
            return new X509CertificateHolder(der);
        } catch (IOException e) {
            throw new UncheckedIOException("A certificate cannot be read", e);
        }
    }
}
