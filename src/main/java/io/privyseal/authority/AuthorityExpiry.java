package io.privyseal.authority;

import io.privyseal.platform.CertificateExpiry;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;

/** Keeps the days left of all CA certificates in sight of monitoring. */
@Singleton
class AuthorityExpiry {
    private final Authorities authorities;
    private final CertificateExpiry expiry;

    AuthorityExpiry(Authorities authorities, CertificateExpiry expiry) {
        this.authorities = authorities;
        this.expiry = expiry;
    }

    // New and renewed certificates come in sight within a minute.
    @Scheduled(every = "1m", delayed = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        for (CertificateAuthority authority : authorities.listPublished()) {
            expiry.watch(
                    "ca",
                    Long.toString(authority.id().value()),
                    authority.name(),
                    authority.requireCertificate().notAfter());
        }
    }
}
