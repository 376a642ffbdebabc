package io.privyseal.revocation;

import io.privyseal.audit.Actor;
import io.privyseal.authority.Authorities;
import io.privyseal.authority.AuthorityCertificate;
import io.privyseal.authority.AuthorityId;
import io.privyseal.authority.CertificateAuthority;
import io.privyseal.inventory.Certificate;
import io.privyseal.inventory.Certificates;
import io.privyseal.platform.CustomerId;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import org.jspecify.annotations.Nullable;

/** Revokes a CA: every certificate that its key has, and with them the CA's right to issue. */
@Singleton
public class AuthorityRevocation {
    private final Authorities authorities;
    private final Certificates certificates;
    private final Revocations revocations;

    AuthorityRevocation(Authorities authorities, Certificates certificates, Revocations revocations) {
        this.authorities = authorities;
        this.certificates = certificates;
        this.revocations = revocations;
    }

    /**
     * Retires an issuing CA and revokes its certificates, all together. Its own CRL and OCSP answers go on.
     *
     * @throws RefusedException {@link Refusal#UNKNOWN_OBJECT}, {@link Refusal#STATE_CONFLICT} for a root and for a CA
     *     without a certificate, {@link Refusal#ALREADY_REVOKED}
     */
    @Transactional
    public void revoke(
            CustomerId customer, AuthorityId id, RevocationReason reason, @Nullable String message, Actor actor) {
        CertificateAuthority authority = authorities.require(customer, id);
        AuthorityId parent = authority.parent();
        // RFC 5280 §6: path validation never looks at the status of a trust anchor.
        if (parent == null) {
            throw new RefusedException(
                    Refusal.STATE_CONFLICT, "A root cannot be revoked; it is taken out of the trust stores.");
        }
        if (authority.certificate() == null) {
            throw new RefusedException(
                    Refusal.STATE_CONFLICT, "The CA '" + authority.name() + "' has no certificate to revoke.");
        }
        // First, because a retired CA gets no new certificate: none can slip past.
        authorities.move(customer, id, CertificateAuthority.State.RETIRED, actor);
        boolean found = false;
        for (AuthorityCertificate own : authorities.certificates(customer, id)) {
            Certificate certificate =
                    certificates.findBySerial(parent, own.serial()).orElseThrow();
            if (certificate.state() == Certificate.State.VALID) {
                revocations.revoke(customer, certificate.id(), reason, message, null, actor);
                found = true;
            }
        }
        if (!found) {
            throw new RefusedException(
                    Refusal.ALREADY_REVOKED, "The certificates of the CA have already been revoked.");
        }
    }
}
