package io.privyseal.acme;

import io.privyseal.audit.Actor;
import io.privyseal.endpoint.EnrollmentEndpoint;
import io.privyseal.inventory.Certificate;
import io.privyseal.inventory.Certificates;
import io.privyseal.platform.CustomerId;
import io.privyseal.platform.PublicKeys;
import io.privyseal.protocol.acme.AccountKey;
import io.privyseal.protocol.acme.Identifier;
import io.privyseal.protocol.acme.Problem;
import io.privyseal.protocol.acme.ProblemType;
import io.privyseal.protocol.acme.RevocationRequest;
import io.privyseal.revocation.RevocationReason;
import io.privyseal.revocation.Revocations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.cert.X509CertificateHolder;

/** Who may revoke a certificate by ACME, and doing it (RFC 8555 §7.6). */
@Singleton
class RevokingRights {
    private final Certificates certificates;
    private final OrderRepository orders;
    private final Authorizations authorizations;
    private final Revocations revocations;

    RevokingRights(
            Certificates certificates, OrderRepository orders, Authorizations authorizations, Revocations revocations) {
        this.certificates = certificates;
        this.orders = orders;
        this.authorizations = authorizations;
        this.revocations = revocations;
    }

    /** By the account that ordered it, or one that is authorized for all its names. */
    @Transactional
    void revokeByAccount(Account account, RevocationRequest request, ClientInfo client) {
        Certificate certificate = require(account.customer(), request);
        boolean ordered = orders.accountOf(account.customer(), certificate.id())
                .filter(owner -> owner == account.id())
                .isPresent();
        List<Identifier> names = IssuedCertificates.identifiers(certificate);
        if (!ordered && (names.isEmpty() || !authorizations.holdsAll(account, names))) {
            throw Problem.of(
                            ProblemType.UNAUTHORIZED,
                            "The account has neither ordered the certificate nor is it authorized for all its names.")
                    .asException();
        }
        revoke(certificate, request, account.actor(client.address()));
    }

    /** By the holder of its key. */
    @Transactional
    void revokeByKey(EnrollmentEndpoint endpoint, AccountKey key, RevocationRequest request, ClientInfo client) {
        Certificate certificate = require(endpoint.customer(), request);
        if (!Arrays.equals(
                PublicKeys.encoded(IssuedCertificates.holder(certificate.der()).getSubjectPublicKeyInfo()),
                key.publicKey().getEncoded())) {
            throw Problem.of(ProblemType.UNAUTHORIZED, "The request is not signed with the key of the certificate.")
                    .asException();
        }
        revoke(
                certificate,
                request,
                new Actor(Actor.Kind.HOLDER, "key of " + certificate.serial().hex(), null, client.address()));
    }

    private void revoke(Certificate certificate, RevocationRequest request, Actor actor) {
        RevocationReason reason = RevocationReason.ofCode(request.reason())
                .filter(known -> known != RevocationReason.CA_COMPROMISE)
                .orElseThrow(() -> Problem.of(
                                ProblemType.BAD_REVOCATION_REASON,
                                "The reason " + request.reason() + " cannot be given here.")
                        .asException());
        revocations.revoke(certificate.customer(), certificate.id(), reason, null, null, actor);
    }

    private Certificate require(CustomerId customer, RevocationRequest request) {
        byte[] der = request.certificate();
        try {
            X509CertificateHolder _ = new X509CertificateHolder(der);
        } catch (IOException | IllegalArgumentException _) {
            throw Problem.malformed("The member \"certificate\" is no certificate.")
                    .asException();
        }
        return certificates
                .findIssued(customer, der)
                // The server's own certificates are nobody's to revoke here.
                .filter(found -> found.request() != null)
                .orElseThrow(() -> Problem.of(ProblemType.MALFORMED, "There is no such certificate.")
                        .withStatus(404)
                        .asException());
    }
}
