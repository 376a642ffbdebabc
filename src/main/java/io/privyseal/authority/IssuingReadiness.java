package io.privyseal.authority;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready while there is an issuing CA whose certificate is valid and whose key can be used. A CA that an administrator
 * has suspended is no fault: status services must go on.
 */
@Readiness
@Singleton
class IssuingReadiness implements HealthCheck {
    private static final String NAME = "Issuing CA";

    private final Authorities authorities;
    private final KeyStore keys;
    private final Clock clock;

    IssuingReadiness(Authorities authorities, KeyStore keys, Clock clock) {
        this.authorities = authorities;
        this.keys = keys;
        this.clock = clock;
    }

    @Override
    public HealthCheckResponse call() {
        Instant now = clock.instant();
        try {
            return HealthCheckResponse.named(NAME)
                    .status(authorities.listPublished().stream().anyMatch(authority -> isUsable(authority, now)))
                    .build();
        } catch (RuntimeException _) {
            // The database's own check says more.
            return HealthCheckResponse.down(NAME);
        }
    }

    private boolean isUsable(CertificateAuthority authority, Instant now) {
        AuthorityCertificate certificate = authority.requireCertificate();
        return authority.kind() == CertificateAuthority.Kind.ISSUING
                && !now.isBefore(certificate.notBefore())
                && now.isBefore(certificate.notAfter())
                && keys.require(authority.key()).id().equals(authority.key());
    }
}
