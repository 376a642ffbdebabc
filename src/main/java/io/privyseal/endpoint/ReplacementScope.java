package io.privyseal.endpoint;

import io.privyseal.authority.AuthorityId;
import io.privyseal.authority.SerialNumber;
import io.privyseal.inventory.CertificateId;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.profile.ProfileId;
import org.jspecify.annotations.Nullable;

/** Which certificates are meant: those of which everything holds that is said here, and something must be. */
public record ReplacementScope(
        @Nullable CertificateId certificate,
        @Nullable SerialNumber serial,
        @Nullable AuthorityId issuer,
        @Nullable ProfileId profile) {
    /** Refuses a scope that says nothing. */
    public ReplacementScope {
        if (certificate == null && serial == null && issuer == null && profile == null) {
            throw new RefusedException(
                    Refusal.MISSING_FIELD,
                    "One of 'certificateId', 'serialNumber', 'issuerId' and 'profileId' must be given.");
        }
    }
}
