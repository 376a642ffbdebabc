package io.privyseal.acme;

import io.privyseal.endpoint.Replacement;
import io.privyseal.inventory.Certificate;
import io.privyseal.platform.CustomerId;
import io.privyseal.protocol.acme.CertificateIdentifier;
import io.privyseal.protocol.acme.RenewalInformation;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When certificates are best renewed (RFC 9773). */
@Singleton
class RenewalWindows {
    /** RFC 9773 §4.3: how soon clients look again, so that a mass replacement is noticed within hours. */
    static final Duration ASK_AGAIN = Duration.ofHours(6);

    /** While an administrator may still be taking back or adding marks. */
    static final Duration ASK_AGAIN_SOON = Duration.ofHours(1);

    private static final Duration YOUNG = Duration.ofDays(1);

    private final IssuedCertificates issued;
    private final MarkedReplacements replacements;
    private final Clock clock;

    RenewalWindows(IssuedCertificates issued, MarkedReplacements replacements, Clock clock) {
        this.issued = issued;
        this.replacements = replacements;
        this.clock = clock;
    }

    /** What a client is told, and when it is to ask again. */
    record Suggestion(RenewalInformation information, Duration askAgain) {}

    @Transactional
    Optional<Suggestion> of(CustomerId customer, CertificateIdentifier name) {
        return issued.find(customer, name)
                .map(certificate -> replacements
                        .of(certificate)
                        .filter(_ -> certificate.state() != Certificate.State.REVOKED)
                        .map(this::marked)
                        .orElseGet(() -> new Suggestion(window(certificate), ASK_AGAIN)));
    }

    /** RFC 9773 §4.2: a window in the past asks for a renewal now. */
    private Suggestion marked(Replacement mark) {
        boolean young = clock.instant().isBefore(mark.marked().plus(YOUNG));
        URI explanation = mark.explanation();
        return new Suggestion(
                new RenewalInformation(
                        mark.marked().minus(Duration.ofHours(1)),
                        mark.marked(),
                        explanation == null ? null : explanation.toString()),
                young ? ASK_AGAIN_SOON : ASK_AGAIN);
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
