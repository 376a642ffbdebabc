package io.privyseal.enrollment;

import io.privyseal.authority.Authorities;
import io.privyseal.authority.CertificateAuthority;
import io.privyseal.platform.CertificateExpiry;
import io.privyseal.revocation.ResponderCertificates;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Renews OCSP responders in time where nobody asks them anything, and keeps their days left in sight of monitoring. */
@Singleton
class ResponderRenewal {
    private static final Logger LOG = Logger.getLogger(ResponderRenewal.class);

    private final Authorities authorities;
    private final ResponderCertificates responders;
    private final CertificateExpiry expiry;

    ResponderRenewal(Authorities authorities, ResponderCertificates responders, CertificateExpiry expiry) {
        this.authorities = authorities;
        this.responders = responders;
        this.expiry = expiry;
    }

    @Scheduled(every = "5m", delayed = "20s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void renew() {
        for (CertificateAuthority authority : authorities.listPublished()) {
            try {
                renew(authority);
            } catch (RuntimeException e) {
                LOG.errorf(
                        e,
                        "Cannot renew the OCSP responder of CA %d",
                        authority.id().value());
            }
        }
    }

    private void renew(CertificateAuthority authority) {
        responders
                .find(authority)
                .ifPresent(responder -> expiry.watch(
                        "ocsp",
                        Long.toString(authority.id().value()),
                        authority.name(),
                        responder.certificate().getNotAfter().toInstant()));
    }
}
