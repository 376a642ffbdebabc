package io.privyseal.revocation;

import io.privyseal.authority.AuthorityId;
import io.privyseal.authority.SerialNumber;
import io.privyseal.inventory.CertificateId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A revocation on record.
 *
 * @param certificate null for a serial number that was spent without a certificate on record
 * @param message the revoker's words; empty if there are none
 */
public record Revocation(
        AuthorityId authority,
        SerialNumber serial,
        @Nullable CertificateId certificate,
        Instant revokedAt,
        RevocationReason reason,
        String message) {}
