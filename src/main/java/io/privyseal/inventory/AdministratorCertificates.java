package io.privyseal.inventory;

import io.privyseal.access.ClientCertificates;
import io.privyseal.authority.Authorities;
import io.privyseal.authority.AuthorityCertificate;
import io.privyseal.authority.AuthorityId;
import io.privyseal.authority.CertificateAuthority;
import io.privyseal.authority.SerialNumber;
import io.privyseal.platform.CustomerId;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Trusts a client's certificate when it is on record, octet by octet, as issued by one of the customer's CAs: the record
 * says more than any path that the client could send.
 */
@Singleton
class AdministratorCertificates implements ClientCertificates {
    private final Authorities authorities;
    private final Certificates certificates;
    private final Clock clock;

    AdministratorCertificates(Authorities authorities, Certificates certificates, Clock clock) {
        this.authorities = authorities;
        this.certificates = certificates;
        this.clock = clock;
    }

    @Override
    @Transactional
    public boolean isTrusted(CustomerId customer, X509Certificate leaf, List<X509Certificate> chain) {
        Instant now = clock.instant();
        return certificates
                .findIssued(customer, encoded(leaf))
                .filter(found -> isInForce(found, now) && isPathInForce(found.authority(), now))
                .isPresent();
    }

    private static boolean isInForce(Certificate certificate, Instant now) {
        return certificate.state() == Certificate.State.VALID
                && !now.isBefore(certificate.notBefore())
                && !certificate.isExpired(now);
    }

    /** Every CA above, up to the root; a CA's own certificate is on record as its issuer's. */
    private boolean isPathInForce(AuthorityId issuer, Instant now) {
        Optional<CertificateAuthority> authority = authorities.findPublished(issuer);
        if (authority.isEmpty()) {
            return false;
        }
        AuthorityCertificate certificate = authority.get().requireCertificate();
        AuthorityId parent = authority.get().parent();
        AuthorityId recordedUnder = parent == null ? issuer : parent;
        SerialNumber serial = SerialNumber.of(certificate.holder().getSerialNumber());
        boolean inForce = certificates
                .findBySerial(recordedUnder, serial)
                .filter(found -> isInForce(found, now))
                .isPresent();
        return inForce && (parent == null || isPathInForce(parent, now));
    }

    @Override
    @Transactional
    public Optional<X509Certificate> findBySerial(CustomerId customer, BigInteger serial) {
        if (serial.signum() <= 0) {
            return Optional.empty();
        }
        List<Certificate> found = certificates.listBySerial(customer, SerialNumber.of(serial));
        return found.size() == 1 ? Optional.of(parse(found.getFirst().der())) : Optional.empty();
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("A certificate that was read cannot be written", e);
        }
    }

    private static X509Certificate parse(byte[] der) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException e) {
            throw new IllegalStateException("A stored certificate cannot be read", e);
        }
    }
}
