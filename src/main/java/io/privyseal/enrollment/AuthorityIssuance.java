package io.privyseal.enrollment;

import io.privyseal.audit.Actor;
import io.privyseal.authority.Authorities;
import io.privyseal.authority.AuthorityId;
import io.privyseal.authority.CaSigner;
import io.privyseal.authority.CertificateAuthority;
import io.privyseal.authority.CertificatePlan;
import io.privyseal.authority.CertificatePlan.KeyUsageBit;
import io.privyseal.authority.CertificatePlan.Overflow;
import io.privyseal.authority.CertificatePlan.Purpose;
import io.privyseal.authority.KeyTemplate;
import io.privyseal.authority.PlanSealer;
import io.privyseal.authority.SealedPlan;
import io.privyseal.authority.SignatureHash;
import io.privyseal.authority.SignedCertificate;
import io.privyseal.platform.CustomerId;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.cert.X509CertificateHolder;
import org.jspecify.annotations.Nullable;

/** Makes CAs: their certificates are sealed, recorded and signed like all others. */
@Singleton
public class AuthorityIssuance {
    private final Authorities authorities;
    private final PlanSealer sealer;
    private final CaSigner signer;
    private final EnrollmentRecorder recorder;

    AuthorityIssuance(Authorities authorities, PlanSealer sealer, CaSigner signer, EnrollmentRecorder recorder) {
        this.authorities = authorities;
        this.sealer = sealer;
        this.signer = signer;
        this.recorder = recorder;
    }

    /**
     * What a new CA shall be.
     *
     * @param parent the CA above it; null for a root
     * @param termDays lifetime in days; never longer than the parent's
     * @param pathLength how many CAs may follow below it; null for no limit
     */
    public record NewAuthority(
            String name,
            @Nullable AuthorityId parent,
            X500Name subject,
            KeyTemplate key,
            SignatureHash hash,
            int termDays,
            @Nullable Integer pathLength) {}

    /** Makes a CA with a new key. */
    public CertificateAuthority create(CustomerId customer, NewAuthority wanted, Actor actor) {
        if (wanted.parent() != null) {
            requireRoomBelow(authorities.require(customer, wanted.parent()), wanted.pathLength());
        }
        CertificateAuthority authority =
                authorities.prepare(customer, wanted.name(), wanted.parent(), wanted.key(), wanted.hash(), actor);
        certify(authority, wanted.subject(), wanted.termDays(), wanted.pathLength(), actor);
        return authorities.require(customer, authority.id());
    }

    /** Certifies a CA whose creation was cut off after its key was made; leaves every other CA as it is. */
    public CertificateAuthority complete(
            CertificateAuthority authority, X500Name subject, int termDays, @Nullable Integer pathLength, Actor actor) {
        if (authority.state() != CertificateAuthority.State.PENDING) {
            return authority;
        }
        certify(authority, subject, termDays, pathLength, actor);
        return authorities.require(authority.customer(), authority.id());
    }

    /** Certifies an issuing CA's key again, say because its status addresses have changed. */
    public CertificateAuthority reissue(CustomerId customer, AuthorityId id, int termDays, Actor actor) {
        CertificateAuthority authority = authorities.require(customer, id);
        if (authority.kind() != CertificateAuthority.Kind.ISSUING) {
            throw new RefusedException(
                    Refusal.STATE_CONFLICT, "A root names no status addresses: it need not be reissued.");
        }
        X509CertificateHolder current = authority.requireCertificate().holder();
        BasicConstraints constraints = BasicConstraints.fromExtensions(current.getExtensions());
        Integer pathLength = constraints.getPathLenConstraint() == null
                ? null
                : constraints.getPathLenConstraint().intValueExact();
        certify(authority, current.getSubject(), termDays, pathLength, actor);
        return authorities.require(customer, id);
    }

    private void certify(
            CertificateAuthority authority, X500Name subject, int termDays, @Nullable Integer pathLength, Actor actor) {
        AuthorityId issuer = authority.parent();
        CertificatePlan plan = new CertificatePlan(
                issuer == null ? authority.id() : issuer,
                issuer == null ? Purpose.ROOT : Purpose.ISSUING_CA,
                subject,
                List.of(),
                authorities.key(authority).publicKey(),
                // digitalSignature: a root signs its OCSP answers itself (RFC 6960 §2.6).
                Set.of(KeyUsageBit.KEY_CERT_SIGN, KeyUsageBit.CRL_SIGN, KeyUsageBit.DIGITAL_SIGNATURE),
                List.of(),
                termDays,
                Overflow.CLAMP,
                pathLength);
        SealedPlan sealed = issuer == null ? sealer.sealRoot(plan, authority) : sealer.seal(plan);
        recorder.recordIntent(authority.customer(), sealed);
        SignedCertificate signed = signer.sign(sealed);
        recorder.recordAuthority(authority, plan, signed, actor);
    }

    // RFC 5280 §4.2.1.9: the number of CAs that may follow.
    private static void requireRoomBelow(CertificateAuthority parent, @Nullable Integer pathLength) {
        BasicConstraints constraints = BasicConstraints.fromExtensions(
                parent.requireCertificate().holder().getExtensions());
        if (constraints.getPathLenConstraint() == null) {
            return;
        }
        int limit = constraints.getPathLenConstraint().intValueExact();
        if (limit < 1 || (pathLength != null && pathLength >= limit)) {
            throw new RefusedException(
                    Refusal.INVALID_FIELD, "The path length of '" + parent.name() + "' leaves no room for this CA.");
        }
        if (pathLength == null) {
            throw new RefusedException(
                    Refusal.INVALID_FIELD, "Value of 'pathLength' must be at most " + (limit - 1) + ".");
        }
    }
}
