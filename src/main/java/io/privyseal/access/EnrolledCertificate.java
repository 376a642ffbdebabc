package io.privyseal.access;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;

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
                sha256(certificate.getIssuerX500Principal().getEncoded()),
                certificate.getSerialNumber().toString(16),
                sha256(certificate.getPublicKey().getEncoded()));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java platform", e);
        }
    }
}
