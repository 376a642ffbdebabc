package io.privyseal.authority;

import java.time.Instant;

/**
 * A certificate as it left the signer, not yet on record.
 *
 * @param issuer the CA that signed
 * @param der the certificate
 */
public record SignedCertificate(
        AuthorityId issuer, SerialNumber serial, CertificatePlan.Validity validity, byte[] der) {
    public Instant notAfter() {
        return validity.notAfter();
    }
}
