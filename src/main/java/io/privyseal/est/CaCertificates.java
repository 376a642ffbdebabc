package io.privyseal.est;

import io.privyseal.authority.Authorities;
import io.privyseal.authority.AuthorityCertificate;
import io.privyseal.authority.AuthorityId;
import io.privyseal.authority.CertificateAuthority;
import io.privyseal.endpoint.EndpointAccount;
import io.privyseal.endpoint.EndpointAccounts;
import io.privyseal.endpoint.EnrollmentEndpoint;
import io.privyseal.profile.Profiles;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The CAs that issue at an endpoint (RFC 7030 §4.1.3). */
@Singleton
class CaCertificates {
    private final EndpointAccounts accounts;
    private final Profiles profiles;
    private final Authorities authorities;
    private final Clock clock;

    CaCertificates(EndpointAccounts accounts, Profiles profiles, Authorities authorities, Clock clock) {
        this.accounts = accounts;
        this.profiles = profiles;
        this.authorities = authorities;
        this.clock = clock;
    }

    /** The issuers of all accounts, each followed by the CAs above it up to its root, with what they had before. */
    List<X509Certificate> of(EnrollmentEndpoint endpoint) {
        Set<AuthorityId> issuers = new LinkedHashSet<>();
        for (EndpointAccount account : accounts.of(endpoint)) {
            issuers.add(profiles.require(endpoint.customer(), account.profile()).issuer());
        }
        Set<X509Certificate> certificates = new LinkedHashSet<>();
        for (AuthorityId issuer : issuers) {
            Optional<CertificateAuthority> authority = authorities.findPublished(issuer);
            if (authority.isPresent()) {
                for (AuthorityId member : authorities.path(authority.get())) {
                    certificates.addAll(ofAuthority(endpoint, member));
                }
            }
        }
        return List.copyOf(certificates);
    }

    /** The newest first; old ones too while they are valid, for clients that trust an old root (RFC 7030 §4.1.3). */
    private List<X509Certificate> ofAuthority(EnrollmentEndpoint endpoint, AuthorityId authority) {
        Instant now = clock.instant();
        List<X509Certificate> found = new ArrayList<>();
        for (AuthorityCertificate certificate : authorities.certificates(endpoint.customer(), authority)) {
            if (now.isBefore(certificate.notAfter())) {
                found.add(parse(certificate.der()));
            }
        }
        return found;
    }

    static X509Certificate parse(byte[] der) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException e) {
            throw new IllegalStateException("A stored certificate cannot be read", e);
        }
    }
}
