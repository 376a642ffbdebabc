package io.privyseal.scep;

import io.privyseal.endpoint.EndpointId;
import io.privyseal.endpoint.EnrollmentEndpoint;
import io.privyseal.inventory.Certificate;
import io.privyseal.inventory.Certificates;
import io.privyseal.protocol.scep.FailInfo;
import io.privyseal.protocol.scep.SignerCertificate;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Tells who signed a message, by the certificates on record. */
@Singleton
class Signers {
    private final Certificates certificates;
    private final ScepTransactions transactions;
    private final Clock clock;

    Signers(Certificates certificates, ScepTransactions transactions, Clock clock) {
        this.certificates = certificates;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Who it is.
     *
     * @throws FailureException for a certificate on record that is not good here: another account's or endpoint's,
     *     expired or revoked
     */
    Signer identify(EnrollmentEndpoint endpoint, SignerCertificate presented) {
        // Most requests are first ones. What was signed with its own key was issued by nobody, and is not looked for.
        if (!presented.isSelfSigned()) {
            Optional<Signer> enrolled = QuarkusTransaction.joiningExisting()
                    .call(() -> certificates
                            .findIssued(endpoint.customer(), presented.der())
                            .map(found -> enrolled(endpoint, found)));
            if (enrolled.isPresent()) {
                return enrolled.get();
            }
        }
        return isAnchored(endpoint.scep().trustAnchors(), presented.der())
                ? new Signer.Anchored()
                : new Signer.Unknown();
    }

    /** Whether a certificate was issued at the endpoint. */
    boolean isOf(EndpointId endpoint, Certificate certificate) {
        return transactions
                .findByCertificate(certificate)
                .filter(found -> found.endpoint().equals(endpoint))
                .isPresent();
    }

    private Signer enrolled(EnrollmentEndpoint endpoint, Certificate certificate) {
        ScepTransaction transaction = transactions
                .findByCertificate(certificate)
                .filter(found -> found.endpoint().equals(endpoint.id()))
                .orElseThrow(() -> refused("was not issued at this endpoint"));
        if (certificate.state() != Certificate.State.VALID) {
            throw refused("is revoked");
        }
        Instant now = clock.instant();
        if (certificate.isExpired(now) || now.isBefore(certificate.notBefore())) {
            throw refused("is not valid now");
        }
        return new Signer.Enrolled(certificate, transaction);
    }

    private boolean isAnchored(List<X509Certificate> anchors, byte[] der) {
        if (anchors.isEmpty()) {
            return false;
        }
        try {
            X509Certificate certificate = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
            Instant now = clock.instant();
            return !now.isBefore(certificate.getNotBefore().toInstant())
                    && !now.isAfter(certificate.getNotAfter().toInstant())
                    && anchors.stream().anyMatch(anchor -> isIssuedBy(certificate, anchor));
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static boolean isIssuedBy(X509Certificate certificate, X509Certificate anchor) {
        if (!certificate.getIssuerX500Principal().equals(anchor.getSubjectX500Principal())) {
            return false;
        }
        try {
            certificate.verify(anchor.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static FailureException refused(String why) {
        return new FailureException(FailInfo.BAD_REQUEST, "The certificate that signed the request " + why + ".");
    }
}
