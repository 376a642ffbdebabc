package io.privyseal.access;

import io.privyseal.platform.Sha256;
import java.security.cert.X509Certificate;

/**
 * A certificate as it is enrolled for an administrator: by issuer, serial number and key, never by subject, which
 * anyone with another certificate of the same authority may share.
 *
 * @param issuer SHA-256 of the issuer's DER name
 * @param serial in lower-case hexadecimal
 * @param key SHA-256 of the SubjectPublicKeyInfo
 */
record EnrolledCertificate(String issuer, String serial, String key) {
    static EnrolledCertificate of(X509Certificate certificate) {
        return new EnrolledCertificate(
                Sha256.hex(certificate.getIssuerX500Principal().getEncoded()),
                certificate.getSerialNumber().toString(16),
                Sha256.hex(certificate.getPublicKey().getEncoded()));
    }
}
