package io.privyseal.platform.tls;

import jakarta.inject.Singleton;
import java.time.Clock;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while the HTTPS listener has a certificate that clients accept. */
@Readiness
@Singleton
class TlsReadiness implements HealthCheck {
    private final ServerCertificate certificate;
    private final Clock clock;

    TlsReadiness(ServerCertificate certificate, Clock clock) {
        this.certificate = certificate;
        this.clock = clock;
    }

    @Override
    public HealthCheckResponse call() {
        ServerCertificate.Credential current = certificate.current();
        boolean valid = current != null
                && clock.instant()
                        .isBefore(current.chain().getFirst().getNotAfter().toInstant());
        return HealthCheckResponse.named("TLS certificate").status(valid).build();
    }
}
