package io.privyseal.enrollment;

import io.privyseal.audit.Actor;
import io.privyseal.authority.Authorities;
import io.privyseal.authority.AuthorityCertificate;
import io.privyseal.authority.AuthorityId;
import io.privyseal.authority.CaSigner;
import io.privyseal.authority.CertificateAuthority;
import io.privyseal.authority.KeyTemplate;
import io.privyseal.authority.SignatureHash;
import io.privyseal.authority.SignedCertificate;
import io.privyseal.enrollment.AuthorityRecorder.Intent;
import io.privyseal.platform.CustomerId;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.profile.Profiles;
import io.privyseal.revocation.Crls;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.bouncycastle.asn1.x500.X500Name;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Makes CAs: their certificates are sealed, recorded and signed like all others.
 *
 * <p>No method here is transactional: keys are made before a transaction begins, and signing happens between two.
 */
@Singleton
public class AuthorityIssuance {
    private static final Logger LOG = Logger.getLogger(AuthorityIssuance.class);

    private final Authorities authorities;
    private final Profiles profiles;
    private final AuthorityRecorder recorder;
    private final CaSigner signer;
    private final Crls crls;

    AuthorityIssuance(
            Authorities authorities, Profiles profiles, AuthorityRecorder recorder, CaSigner signer, Crls crls) {
        this.authorities = authorities;
        this.profiles = profiles;
        this.recorder = recorder;
        this.signer = signer;
        this.crls = crls;
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
            @Nullable Integer pathLength) {
        /** A hundred years: more is a mistake. */
        private static final int LONGEST_TERM = 36_500;

        /** Longer chains are walked by nobody. */
        private static final int LONGEST_PATH = 15;

        /** Throws a refusal that names the field at fault. */
        public NewAuthority {
            requireTerm(termDays);
            if (pathLength != null && (pathLength < 0 || pathLength > LONGEST_PATH)) {
                throw invalid("Value of 'pathLength' must be between 0 and " + LONGEST_PATH + ".");
            }
        }

        private static void requireTerm(int termDays) {
            if (termDays < 1 || termDays > LONGEST_TERM) {
                throw invalid("Value of 'termDays' must be between 1 and " + LONGEST_TERM + ".");
            }
        }
    }

    /** Makes a CA with a new key, and its first CRL. */
    public CertificateAuthority create(CustomerId customer, NewAuthority wanted, Actor actor) {
        authorities.requireNameFree(customer, wanted.name());
        if (wanted.parent() != null) {
            CertificateAuthority parent = authorities.require(customer, wanted.parent());
            requireRoomBelow(parent, wanted.pathLength());
            requireShortChain(parent);
        }
        Intent intent = recorder.begin(customer, wanted, authorities.newKey(wanted.key()), actor);
        try {
            certify(intent, actor);
        } catch (IllegalStateException e) {
            LOG.errorf(e, "The certificate of the new CA '%s' could not be signed", wanted.name());
            authorities.discard(customer, intent.authority().id(), actor);
            throw new RefusedException(Refusal.ISSUER_UNAVAILABLE, "The CA's certificate could not be signed.");
        }
        return authorities.require(customer, intent.authority().id());
    }

    /** As {@link #create}, with a profile for each kind of certificate that names the new CA as its issuer. */
    public CertificateAuthority createWithProfiles(CustomerId customer, NewAuthority wanted, Actor actor) {
        CertificateAuthority authority = create(customer, wanted, actor);
        if (authority.kind() == CertificateAuthority.Kind.ISSUING) {
            profiles.addStarters(authority, actor);
        }
        return authority;
    }

    /** Certifies a CA whose creation was cut off after its key was made; leaves every other CA as it is. */
    public CertificateAuthority complete(
            CertificateAuthority authority, X500Name subject, int termDays, @Nullable Integer pathLength, Actor actor) {
        if (authority.state() != CertificateAuthority.State.PENDING) {
            return authority;
        }
        certify(recorder.intend(authority, subject, termDays, pathLength), actor);
        return authorities.require(authority.customer(), authority.id());
    }

    /**
     * Certifies an issuing CA's key again, say because its status addresses have changed.
     *
     * @param termDays null for the length that its current certificate has
     */
    public CertificateAuthority reissue(CustomerId customer, AuthorityId id, @Nullable Integer termDays, Actor actor) {
        CertificateAuthority authority = authorities.require(customer, id);
        if (authority.kind() != CertificateAuthority.Kind.ISSUING) {
            throw new RefusedException(
                    Refusal.STATE_CONFLICT, "A root names no status addresses: it need not be reissued.");
        }
        if (authority.state() == CertificateAuthority.State.RETIRED) {
            throw new RefusedException(
                    Refusal.STATE_CONFLICT,
                    "The CA '" + authority.name() + "' is retired: it gets no new certificate.");
        }
        AuthorityCertificate current = authority.requireCertificate();
        int days = termDays == null ? lengthOf(current) : termDays;
        NewAuthority.requireTerm(days);
        certify(recorder.intend(authority, current.subject(), days, current.pathLength()), actor);
        return authorities.require(customer, id);
    }

    private static int lengthOf(AuthorityCertificate certificate) {
        long days = Duration.between(
                        certificate.notBefore(), certificate.notAfter().plusSeconds(1))
                .toDays();
        return Math.max(1, Math.toIntExact(days));
    }

    private void certify(Intent intent, Actor actor) {
        SignedCertificate signed = signer.sign(intent.sealed());
        recorder.recordResult(intent, signed, actor);
        publishCrl(intent.authority().id());
    }

    /** Its certificates point there; should it fail, the job that keeps CRLs fresh comes back to it. */
    private void publishCrl(AuthorityId id) {
        try {
            crls.refresh(id);
        } catch (RuntimeException e) {
            LOG.errorf(e, "The first CRL of CA %d could not be made", id.value());
        }
    }

    // RFC 5280 §4.2.1.9: the number of CAs that may follow.
    private static void requireRoomBelow(CertificateAuthority parent, @Nullable Integer pathLength) {
        Integer limit = parent.requireCertificate().pathLength();
        if (limit == null) {
            return;
        }
        if (limit == 0) {
            throw invalid("The path length of '" + parent.name() + "' leaves no room for a CA below it.");
        }
        if (pathLength == null || pathLength >= limit) {
            throw invalid("Value of 'pathLength' must be at most " + (limit - 1) + ".");
        }
    }

    private void requireShortChain(CertificateAuthority parent) {
        if (authorities.path(parent).size() > NewAuthority.LONGEST_PATH) {
            throw invalid("There are too many CAs above the new one.");
        }
    }

    private static RefusedException invalid(String detail) {
        return new RefusedException(Refusal.INVALID_FIELD, detail);
    }
}
