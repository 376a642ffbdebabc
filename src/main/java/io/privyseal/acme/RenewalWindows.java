package io.privyseal.acme;

import io.privyseal.inventory.Certificate;
import io.privyseal.platform.CustomerId;
import io.privyseal.protocol.acme.CertificateIdentifier;
import io.privyseal.protocol.acme.RenewalInformation;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When certificates are best renewed (RFC 9773). */
@Singleton
class RenewalWindows {
    /** RFC 9773 §4.3: how soon clients look again, so that a mass replacement is noticed within hours. */
    static final Duration ASK_AGAIN = Duration.ofHours(6);

    private final IssuedCertificates issued;
    private final Clock clock;

    RenewalWindows(IssuedCertificates issued, Clock clock) {
        this.issued = issued;
        this.clock = clock;
    }

    @Transactional
    Optional<RenewalInformation> of(CustomerId customer, CertificateIdentifier name) {
        return issued.find(customer, name).map(this::window);
    }

    /** Around two thirds of the lifetime, wide enough that renewals spread; in the past for what is revoked. */
    private RenewalInformation window(Certificate certificate) {
        Instant now = clock.instant();
        if (certificate.state() == Certificate.State.REVOKED) {
            return new RenewalInformation(now.minus(Duration.ofDays(1)), now.minus(Duration.ofHours(1)), null);
        }
        Duration lifetime = Duration.between(certificate.notBefore(), certificate.notAfter());
        Instant start = certificate.notBefore().plus(lifetime.multipliedBy(2).dividedBy(3));
        Duration width = lifetime.dividedBy(24);
        Duration atLeast = Duration.ofMinutes(1);
        return new RenewalInformation(start, start.plus(width.compareTo(atLeast) < 0 ? atLeast : width), null);
    }
}
