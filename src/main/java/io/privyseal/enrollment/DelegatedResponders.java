package io.privyseal.enrollment;

import io.privyseal.audit.Actor;
import io.privyseal.authority.AuthorityId;
import io.privyseal.authority.CertificateAuthority;
import io.privyseal.authority.CertificatePlan;
import io.privyseal.authority.CertificatePlan.KeyUsageBit;
import io.privyseal.authority.CertificatePlan.Overflow;
import io.privyseal.authority.CertificatePlan.Purpose;
import io.privyseal.authority.FreshKey;
import io.privyseal.authority.OcspResponder;
import io.privyseal.authority.OcspSigner;
import io.privyseal.platform.RefusedException;
import io.privyseal.revocation.ResponderCertificates;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.jboss.logging.Logger;

/** Gives each issuing CA an OCSP responder with a short-lived certificate, and renews it in time. */
@Singleton
class DelegatedResponders implements ResponderCertificates {
    private static final Logger LOG = Logger.getLogger(DelegatedResponders.class);
    private static final Actor ACTOR = Actor.system("ocsp");
    private static final String OCSP_SIGNING = "1.3.6.1.5.5.7.3.9";
    private static final int TERM_DAYS = 30;
    private static final Duration RENEW_BEFORE = Duration.ofDays(10);
    private static final Duration RETRY_AFTER = Duration.ofMinutes(1);

    private final ServiceCertificates certificates;
    private final OcspResponderRepository repository;
    private final OcspSigner signer;
    private final Clock clock;
    private final ConcurrentHashMap<AuthorityId, Known> known = new ConcurrentHashMap<>();
    private final Set<AuthorityId> looking = ConcurrentHashMap.newKeySet();

    DelegatedResponders(
            ServiceCertificates certificates, OcspResponderRepository repository, OcspSigner signer, Clock clock) {
        this.certificates = certificates;
        this.repository = repository;
        this.signer = signer;
        this.clock = clock;
    }

    /** What was found, and when to look again. */
    private record Known(Optional<OcspResponder> responder, Instant lookAgain) {
        boolean isFresh(Instant now) {
            return now.isBefore(lookAgain);
        }
    }

    @Override
    public Optional<OcspResponder> find(CertificateAuthority issuer) {
        Instant now = clock.instant();
        Known current = known.get(issuer.id());
        if (current != null && current.isFresh(now)) {
            return current.responder();
        }
        if (!looking.add(issuer.id())) {
            // Whoever is at it may take seconds for a key: until then the old one does, or none.
            return current == null ? stored(issuer, now) : current.responder();
        }
        try {
            Known meanwhile = known.get(issuer.id());
            Known newest = meanwhile != null && meanwhile.isFresh(now) ? meanwhile : look(issuer, now);
            known.put(issuer.id(), newest);
            return newest.responder();
        } finally {
            looking.remove(issuer.id());
        }
    }

    private Known look(CertificateAuthority issuer, Instant now) {
        Optional<OcspResponder> stored = stored(issuer, now);
        if (!mayDelegate(issuer, now)
                || stored.filter(found -> lasts(found, issuer, now)).isPresent()) {
            return known(stored, now);
        }
        try {
            return known(Optional.of(make(issuer)), now);
        } catch (RefusedException e) {
            LOG.debugf("No responder for CA %d: %s", issuer.id().value(), e.detail());
        } catch (RuntimeException e) {
            LOG.errorf(
                    e,
                    "Cannot make an OCSP responder for CA %d; %s",
                    issuer.id().value(),
                    stored.isPresent() ? "the old one stays in use" : "its own key signs");
        }
        // From now on, since a failure may have taken long.
        return known(stored, clock.instant());
    }

    private static Known known(Optional<OcspResponder> responder, Instant now) {
        Instant retry = now.plus(RETRY_AFTER);
        return new Known(
                responder,
                responder.map(found -> laterOf(renewal(found), retry)).orElse(retry));
    }

    // What would be refused is not tried, since a key is made for every try.
    private static boolean mayDelegate(CertificateAuthority issuer, Instant now) {
        return issuer.kind() == CertificateAuthority.Kind.ISSUING
                && issuer.state() == CertificateAuthority.State.ACTIVE
                && now.isBefore(issuer.requireCertificate().notAfter());
    }

    // Before a CA ends, no responder can last longer than the CA itself, and a new one would be no better.
    private static boolean lasts(OcspResponder responder, CertificateAuthority issuer, Instant now) {
        Instant end = responder.certificate().getNotAfter().toInstant();
        return end.isAfter(now.plus(RENEW_BEFORE))
                || !end.isBefore(issuer.requireCertificate().notAfter());
    }

    private OcspResponder make(CertificateAuthority issuer) {
        FreshKey key = signer.newKey(issuer);
        CertificatePlan plan = new CertificatePlan(
                issuer.id(),
                Purpose.OCSP_RESPONDER,
                subject(issuer),
                List.of(),
                key.publicKey(),
                Set.of(KeyUsageBit.DIGITAL_SIGNATURE),
                List.of(OCSP_SIGNING),
                TERM_DAYS,
                Overflow.CLAMP,
                null);
        // The key is kept together with its certificate, so that a failure leaves none behind.
        return certificates.issue(
                issuer.customer(),
                plan,
                ACTOR,
                signed -> repository.add(issuer.id(), signer.keep(issuer, key), signed));
    }

    private Optional<OcspResponder> stored(CertificateAuthority issuer, Instant now) {
        return QuarkusTransaction.joiningExisting().call(() -> repository.find(issuer.id(), now));
    }

    private static X500Name subject(CertificateAuthority issuer) {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.CN, "OCSP responder of CA " + issuer.id().value())
                .build();
    }

    private static Instant renewal(OcspResponder responder) {
        return responder.certificate().getNotAfter().toInstant().minus(RENEW_BEFORE);
    }

    private static Instant laterOf(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
