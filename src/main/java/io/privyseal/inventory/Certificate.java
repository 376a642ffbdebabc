package io.privyseal.inventory;

import io.privyseal.authority.AuthorityId;
import io.privyseal.authority.CertificatePlan.Purpose;
import io.privyseal.authority.SerialNumber;
import io.privyseal.platform.CustomerId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A certificate on record.
 *
 * @param issuedBy the CA here that issued it; null for a certificate that was imported, which nothing here vouches for
 * @param request the number of the request it answers; null for CA and service certificates
 * @param der the certificate
 * @param keyAlgorithm such as {@code RSA} or {@code EC}
 * @param keyParameter such as {@code 2048} or {@code P-256}
 * @param keyUsage RFC 5280 names
 * @param extendedKeyUsage object identifiers
 * @param revocationReason RFC 5280 §5.3.1 code, when revoked
 */
public record Certificate(
        CertificateId id,
        CustomerId customer,
        @Nullable AuthorityId issuedBy,
        SerialNumber serial,
        @Nullable Long request,
        Purpose purpose,
        State state,
        byte[] der,
        String subject,
        String issuer,
        Instant notBefore,
        Instant notAfter,
        String signatureAlgorithm,
        String keyAlgorithm,
        String keyParameter,
        List<String> keyUsage,
        List<String> extendedKeyUsage,
        String sha1,
        String sha256,
        String md5,
        Instant issuedAt,
        @Nullable Instant revokedAt,
        @Nullable Integer revocationReason) {

    /** What is stored of a certificate's life; expiry follows from the clock. */
    public enum State {
        VALID,
        REVOKED
    }

    /** Whether it comes from outside: it is listed and watched, but neither trusted nor revoked by a CA here. */
    public boolean isImported() {
        return issuedBy == null;
    }

    /**
     * The CA here that issued it.
     *
     * @throws IllegalStateException for a certificate that was imported
     */
    public AuthorityId authority() {
        if (issuedBy == null) {
            throw new IllegalStateException("No CA here has issued certificate " + id.value());
        }
        return issuedBy;
    }

    public boolean isExpired(Instant now) {
        return now.isAfter(notAfter);
    }
}
