package io.privyseal.authority;

import io.privyseal.authority.lint.Finding;
import io.privyseal.authority.lint.LintSubject;
import io.privyseal.authority.lint.Lints;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.jspecify.annotations.Nullable;

/** Turns a plan into linted to-be-signed bytes: serial number and validity are fixed here and nowhere else. */
@Singleton
public class PlanSealer {
    private static final Duration BACKDATING = WantedValidity.BACKDATING;

    private final Authorities authorities;
    private final CertificateExtensions extensions;
    private final SecureRandom random;
    private final Clock clock;

    PlanSealer(Authorities authorities, CertificateExtensions extensions, SecureRandom random, Clock clock) {
        this.authorities = authorities;
        this.extensions = extensions;
        this.random = random;
        this.clock = clock;
    }

    /**
     * Seals a plan.
     *
     * @throws RefusedException {@link Refusal#ISSUER_UNAVAILABLE} when the issuer cannot sign this, {@link
     *     Refusal#TERM_NOT_IN_PROFILE} when the term outlives it and must not be clamped, {@link Refusal#LINT_FAILED}
     */
    public SealedPlan seal(CertificatePlan plan) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        CertificateAuthority issuer = authorities
                .findPublished(plan.issuer())
                .orElseThrow(() -> unavailable("The issuing CA does not exist."));
        requireAbleToIssue(issuer, plan, now);
        AuthorityCertificate issuerCertificate = issuer.requireCertificate();
        return seal(
                plan, issuer, issuerCertificate, issuerCertificate.subject(), validity(plan, issuerCertificate, now));
    }

    /**
     * Refuses, as {@link #seal} would, a validity that the issuer cannot give now.
     *
     * @throws RefusedException {@link Refusal#ISSUER_UNAVAILABLE} or {@link Refusal#TERM_NOT_IN_PROFILE}
     */
    public void requirePossible(AuthorityId issuer, int termDays, WantedValidity wanted) {
        AuthorityCertificate certificate = authorities
                .findPublished(issuer)
                .orElseThrow(() -> unavailable("The issuing CA does not exist."))
                .requireCertificate();
        wantedValidity(
                wanted,
                termDays,
                CertificatePlan.Overflow.CLAMP,
                certificate,
                clock.instant().truncatedTo(ChronoUnit.SECONDS));
    }

    /** Seals the certificate of a root, which its own key signs. */
    public SealedPlan sealRoot(CertificatePlan plan, CertificateAuthority root) {
        if (plan.purpose() != CertificatePlan.Purpose.ROOT || root.kind() != CertificateAuthority.Kind.ROOT) {
            throw new IllegalArgumentException("Not a root: " + root.name());
        }
        Instant notBefore = clock.instant().truncatedTo(ChronoUnit.SECONDS).minus(BACKDATING);
        CertificatePlan.Validity validity =
                new CertificatePlan.Validity(notBefore, end(notBefore.plus(BACKDATING), plan.termDays()));
        return seal(plan, root, null, plan.subject(), validity);
    }

    private SealedPlan seal(
            CertificatePlan plan,
            CertificateAuthority issuer,
            @Nullable AuthorityCertificate issuerCertificate,
            X500Name issuerName,
            CertificatePlan.Validity validity) {
        SerialNumber serial = SerialNumber.random(random);
        V3TBSCertificateGenerator generator = new V3TBSCertificateGenerator();
        generator.setSerialNumber(new ASN1Integer(serial.value()));
        generator.setSignature(issuer.signatureAlgorithm().identifier());
        generator.setIssuer(issuerName);
        generator.setStartDate(new Time(Date.from(validity.notBefore())));
        generator.setEndDate(new Time(Date.from(validity.notAfter())));
        generator.setSubject(plan.subject());
        generator.setSubjectPublicKeyInfo(plan.publicKey());
        generator.setExtensions(extensions.of(plan, issuer, issuerCertificate));
        byte[] toBeSigned = encode(generator.generateTBSCertificate());
        List<Finding> findings = Lints.beforeSigning(
                LintSubject.of(toBeSigned, plan, issuerCertificate == null ? null : issuerCertificate.holder()));
        if (!findings.isEmpty()) {
            throw new RefusedException(
                    Refusal.LINT_FAILED, "The certificate would break a rule: " + findings.getFirst() + ".");
        }
        return new SealedPlan(plan, issuer, serial, validity, toBeSigned);
    }

    private static void requireAbleToIssue(CertificateAuthority issuer, CertificatePlan plan, Instant now) {
        if (issuer.state() != CertificateAuthority.State.ACTIVE) {
            throw unavailable("The CA '" + issuer.name() + "' does not issue certificates now.");
        }
        boolean forCa = plan.purpose() == CertificatePlan.Purpose.ISSUING_CA;
        if (issuer.kind() == CertificateAuthority.Kind.ROOT && !forCa) {
            throw unavailable("A root issues CA certificates only.");
        }
        if (!now.isBefore(issuer.requireCertificate().notAfter())) {
            throw unavailable("The certificate of the CA '" + issuer.name() + "' has expired.");
        }
    }

    private static CertificatePlan.Validity validity(CertificatePlan plan, AuthorityCertificate issuer, Instant now) {
        if (plan.wanted() != null) {
            return wantedValidity(plan.wanted(), plan.termDays(), plan.overflow(), issuer, now);
        }
        Instant notBefore = now.minus(BACKDATING);
        if (notBefore.isBefore(issuer.notBefore())) {
            notBefore = issuer.notBefore();
        }
        Instant notAfter = end(now, plan.termDays());
        if (notAfter.isAfter(issuer.notAfter())) {
            if (plan.overflow() == CertificatePlan.Overflow.REFUSE) {
                throw new RefusedException(
                        Refusal.TERM_NOT_IN_PROFILE,
                        "A term of " + plan.termDays() + " days would outlive the issuing CA.");
            }
            notAfter = issuer.notAfter();
        }
        return new CertificatePlan.Validity(notBefore, notAfter);
    }

    /** What was asked for is given to the second, or refused (RFC 8555 §7.4); what was left open is as usual. */
    private static CertificatePlan.Validity wantedValidity(
            WantedValidity wanted,
            int termDays,
            CertificatePlan.Overflow overflow,
            AuthorityCertificate issuer,
            Instant now) {
        CertificatePlan.Validity validity = wanted.within(termDays, now);
        Instant notBefore = validity.notBefore();
        Instant notAfter = validity.notAfter();
        if (notBefore.isBefore(issuer.notBefore())) {
            if (wanted.notBefore() != null) {
                throw WantedValidity.refused("The certificate would begin before that of the issuing CA.");
            }
            notBefore = issuer.notBefore();
        }
        if (notAfter.isAfter(issuer.notAfter())) {
            if (wanted.notAfter() != null || overflow == CertificatePlan.Overflow.REFUSE) {
                throw WantedValidity.refused("The certificate would outlive the issuing CA.");
            }
            notAfter = issuer.notAfter();
        }
        if (!notAfter.isAfter(notBefore)) {
            throw WantedValidity.refused("The certificate would begin after the issuing CA has expired.");
        }
        return new CertificatePlan.Validity(notBefore, notAfter);
    }

    // RFC 5280 §4.1.2.5: both ends belong to the validity period.
    private static Instant end(Instant from, int days) {
        return from.plus(Duration.ofDays(days)).minusSeconds(1);
    }

    private static byte[] encode(TBSCertificate certificate) {
        try {
            return certificate.getEncoded(ASN1Encoding.DER);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot encode a certificate", e);
        }
    }

    private static RefusedException unavailable(String detail) {
        return new RefusedException(Refusal.ISSUER_UNAVAILABLE, detail);
    }
}
