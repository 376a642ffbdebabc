package io.privyseal.scep;

import io.privyseal.authority.Authorities;
import io.privyseal.authority.AuthorityCertificate;
import io.privyseal.authority.AuthorityId;
import io.privyseal.authority.CertificateAuthority;
import io.privyseal.endpoint.EnrollmentEndpoint;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** The CA that will issue after a roll-over (RFC 8894 §4.7). */
@Singleton
class NextIssuers {
    private final Authorities authorities;
    private final Clock clock;

    NextIssuers(Authorities authorities, Clock clock) {
        this.authorities = authorities;
        this.clock = clock;
    }

    /**
     * The certificates of the CA that the endpoint announces, up to its root; empty without one, once it issues for the
     * account, and when it never will.
     */
    Optional<List<byte[]>> of(EnrollmentEndpoint endpoint, Place.Counter counter) {
        AuthorityId next = endpoint.scep().nextIssuer();
        if (next == null || next.equals(counter.profile().issuer())) {
            return Optional.empty();
        }
        return authorities
                .findPublished(next)
                .filter(authority -> authority.state() != CertificateAuthority.State.RETIRED)
                .filter(authority -> authority.requireCertificate().notAfter().isAfter(clock.instant()))
                .map(authority -> authorities.chain(authority.id()).stream()
                        .map(AuthorityCertificate::der)
                        .toList());
    }
}
