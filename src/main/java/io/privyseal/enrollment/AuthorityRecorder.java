package io.privyseal.enrollment;

import io.privyseal.audit.Actor;
import io.privyseal.authority.Authorities;
import io.privyseal.authority.AuthorityId;
import io.privyseal.authority.CertificateAuthority;
import io.privyseal.authority.CertificatePlan;
import io.privyseal.authority.CertificatePlan.KeyUsageBit;
import io.privyseal.authority.CertificatePlan.Overflow;
import io.privyseal.authority.CertificatePlan.Purpose;
import io.privyseal.authority.FreshKey;
import io.privyseal.authority.PlanSealer;
import io.privyseal.authority.SealedPlan;
import io.privyseal.authority.SignedCertificate;
import io.privyseal.enrollment.AuthorityIssuance.NewAuthority;
import io.privyseal.inventory.Certificates;
import io.privyseal.platform.CustomerId;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.x500.X500Name;
import org.jspecify.annotations.Nullable;

/** The transactions around a CA's certificate: what is refused in one leaves nothing behind. */
@Singleton
class AuthorityRecorder {
    private final Authorities authorities;
    private final PlanSealer sealer;
    private final EnrollmentRepository requests;
    private final Certificates certificates;
    private final Clock clock;

    AuthorityRecorder(
            Authorities authorities,
            PlanSealer sealer,
            EnrollmentRepository requests,
            Certificates certificates,
            Clock clock) {
        this.authorities = authorities;
        this.sealer = sealer;
        this.requests = requests;
        this.certificates = certificates;
        this.clock = clock;
    }

    /** A CA and what is about to be signed for it. */
    record Intent(CertificateAuthority authority, SealedPlan sealed) {}

    /** A new CA, its key and what is about to be signed, together. */
    @Transactional
    Intent begin(CustomerId customer, NewAuthority wanted, FreshKey key, Actor actor) {
        CertificateAuthority authority =
                authorities.prepare(customer, wanted.name(), wanted.parent(), key, wanted.hash(), actor);
        return intend(authority, wanted.subject(), wanted.termDays(), wanted.pathLength());
    }

    /** What is about to be signed for a CA that exists. */
    @Transactional
    Intent intend(CertificateAuthority authority, X500Name subject, int termDays, @Nullable Integer pathLength) {
        CertificatePlan plan = plan(authority, subject, termDays, pathLength);
        SealedPlan sealed = authority.parent() == null ? sealer.sealRoot(plan, authority) : sealer.seal(plan);
        requests.addIntent(authority.customer(), null, sealed, clock.instant());
        return new Intent(authority, sealed);
    }

    /** From here on the CA may be used. */
    @Transactional
    void recordResult(Intent intent, SignedCertificate signed, Actor actor) {
        certificates.add(intent.authority().customer(), intent.sealed().plan(), signed, null);
        authorities.adopt(intent.authority(), signed, actor);
    }

    private CertificatePlan plan(
            CertificateAuthority authority, X500Name subject, int termDays, @Nullable Integer pathLength) {
        AuthorityId issuer = authority.parent();
        return new CertificatePlan(
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
    }
}
