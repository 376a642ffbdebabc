package io.privyseal.est;

import io.privyseal.access.ClientCertificates;
import io.privyseal.endpoint.EndpointAccount;
import io.privyseal.endpoint.EndpointAccounts;
import io.privyseal.endpoint.EnrollmentEndpoint;
import io.privyseal.inventory.Certificate;
import io.privyseal.inventory.Certificates;
import jakarta.inject.Singleton;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What certificates that clients show are worth at an endpoint. */
@Singleton
class HeldCertificates {
    private final ClientCertificates trusted;
    private final Certificates certificates;
    private final EstRecords records;
    private final EndpointAccounts accounts;
    private final Clock clock;

    HeldCertificates(
            ClientCertificates trusted,
            Certificates certificates,
            EstRecords records,
            EndpointAccounts accounts,
            Clock clock) {
        this.trusted = trusted;
        this.certificates = certificates;
        this.records = records;
        this.accounts = accounts;
        this.clock = clock;
    }

    /**
     * The certificate as one of this customer, issued through this endpoint by an account that it still has, on record octet
     * by octet, and in force with all CAs above it.
     */
    Optional<HeldCertificate> find(EnrollmentEndpoint endpoint, X509Certificate leaf) {
        if (!trusted.isTrusted(endpoint.customer(), leaf, List.of())) {
            return Optional.empty();
        }
        return certificates
                .findIssued(endpoint.customer(), encoded(leaf))
                .flatMap(found ->
                        issuedThrough(endpoint, found).map(account -> new HeldCertificate(found, leaf, account)))
                .filter(HeldCertificate::isForClients);
    }

    private Optional<EndpointAccount> issuedThrough(EnrollmentEndpoint endpoint, Certificate certificate) {
        Long request = certificate.request();
        return request == null
                ? Optional.empty()
                : records.findByRequest(endpoint, request)
                        .flatMap(enrollment -> accounts.find(endpoint.customer(), endpoint.id(), enrollment.account()));
    }

    /** Whether a path leads from the leaf to one of the CAs that the endpoint trusts for first enrollments. */
    boolean areVouchedFor(EnrollmentEndpoint endpoint, List<X509Certificate> shown) {
        Set<TrustAnchor> anchors = endpoint.est().trustAnchors().stream()
                .map(anchor -> new TrustAnchor(anchor, null))
                .collect(Collectors.toUnmodifiableSet());
        if (anchors.isEmpty() || shown.isEmpty()) {
            return false;
        }
        try {
            X509CertSelector leaf = new X509CertSelector();
            leaf.setCertificate(shown.getFirst());
            PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, leaf);
            parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(shown)));
            // Manufacturers' CAs publish nothing that a server behind a firewall could fetch.
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(clock.instant()));
            CertPathBuilder.getInstance("PKIX").build(parameters);
            return true;
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("A certificate that was read cannot be written", e);
        }
    }
}
