package io.privyseal.scep;

import io.privyseal.audit.Actor;
import io.privyseal.authority.Authorities;
import io.privyseal.authority.AuthorityCertificate;
import io.privyseal.authority.AuthorityId;
import io.privyseal.authority.CertificateAuthority;
import io.privyseal.authority.CertificatePlan;
import io.privyseal.authority.CertificatePlan.KeyUsageBit;
import io.privyseal.authority.CertificatePlan.Overflow;
import io.privyseal.authority.CertificatePlan.Purpose;
import io.privyseal.authority.CmsDecrypter;
import io.privyseal.authority.CmsSigner;
import io.privyseal.authority.FreshKey;
import io.privyseal.enrollment.ServiceCertificates;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Gives each CA that a SCEP endpoint issues from a registration authority of its own, and renews it in time. Clients may
 * write to an old one as long as it lasts.
 */
@Singleton
class RegistrationAuthorities {
    private static final Logger LOG = Logger.getLogger(RegistrationAuthorities.class);
    private static final Actor ACTOR = Actor.system("scep");
    private static final int TERM_DAYS = 365;
    private static final Duration RENEW_BEFORE = Duration.ofDays(60);

    /** Another node may have made one, and the CA may have a new certificate. */
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

    private final ServiceCertificates certificates;
    private final Authorities authorities;
    private final RegistrationAuthorityRepository repository;
    private final CmsSigner signer;
    private final CmsDecrypter decrypter;
    private final SecureRandom random;
    private final Clock clock;
    private final ConcurrentHashMap<AuthorityId, Known> known = new ConcurrentHashMap<>();

    RegistrationAuthorities(
            ServiceCertificates certificates,
            Authorities authorities,
            RegistrationAuthorityRepository repository,
            CmsSigner signer,
            CmsDecrypter decrypter,
            SecureRandom random,
            Clock clock) {
        this.certificates = certificates;
        this.authorities = authorities;
        this.repository = repository;
        this.signer = signer;
        this.decrypter = decrypter;
        this.random = random;
        this.clock = clock;
    }

    /** What was found, the newest first, and when to look again. */
    private record Known(List<RegistrationAuthority> all, Instant lookAgain) {}

    /**
     * The RAs of a CA, the one that answers first.
     *
     * @throws RefusedException {@link Refusal#ISSUER_UNAVAILABLE} when there is none and none can be made
     */
    List<RegistrationAuthority> of(AuthorityId issuer) {
        Instant now = clock.instant();
        Known current = known.get(issuer);
        if (current != null && now.isBefore(current.lookAgain())) {
            return current.all();
        }
        return known.compute(
                        issuer, (_, old) -> old != null && now.isBefore(old.lookAgain()) ? old : look(issuer, old, now))
                .all();
    }

    /** Renews those that are due, also where nobody asks them anything. */
    void renewAll() {
        for (AuthorityId issuer : QuarkusTransaction.joiningExisting().call(repository::authorities)) {
            try {
                of(issuer);
            } catch (RuntimeException e) {
                LOG.errorf(e, "Cannot renew the registration authority of CA %d", issuer.value());
            }
        }
    }

    private Known look(AuthorityId id, @Nullable Known old, Instant now) {
        CertificateAuthority issuer = authorities
                .findPublished(id)
                .orElseThrow(() -> new RefusedException(Refusal.ISSUER_UNAVAILABLE, "The issuing CA is not there."));
        List<RegistrationAuthorityRepository.Stored> stored = stored(issuer, now.plus(RENEW_BEFORE));
        if (stored.isEmpty()) {
            // A key signs, which no transaction waits for.
            QuarkusTransaction.suspendingExisting().run(() -> make(issuer, now));
        }
        List<byte[]> chain =
                authorities.chain(id).stream().map(AuthorityCertificate::der).toList();
        List<RegistrationAuthority> all = stored(issuer, now).stream()
                .map(found -> known(old, found, chain)
                        .orElseGet(() -> new RegistrationAuthority(
                                issuer, chain, found.key(), found.certificate(), signer, decrypter, random)))
                .toList();
        if (all.isEmpty()) {
            throw new RefusedException(Refusal.ISSUER_UNAVAILABLE, "The issuing CA cannot serve SCEP now.");
        }
        return new Known(all, now.plus(LOOK_AGAIN));
    }

    /** The same object as before, since what it does with bad envelopes is to be the same. */
    private static Optional<RegistrationAuthority> known(
            @Nullable Known old, RegistrationAuthorityRepository.Stored stored, List<byte[]> chain) {
        return old == null
                ? Optional.empty()
                : old.all().stream()
                        .filter(before -> Arrays.equals(before.der(), stored.certificate())
                                && Arrays.deepEquals(before.issuerChain().toArray(), chain.toArray()))
                        .findFirst();
    }

    private void make(CertificateAuthority issuer, Instant now) {
        try {
            FreshKey fresh = signer.newKey();
            CertificatePlan plan = new CertificatePlan(
                    issuer.id(),
                    Purpose.END_ENTITY,
                    subject(issuer),
                    List.of(),
                    fresh.publicKey(),
                    Set.of(KeyUsageBit.DIGITAL_SIGNATURE, KeyUsageBit.KEY_ENCIPHERMENT),
                    // OpenSSL's clients verify the answers for a purpose that any usage named here could exclude.
                    List.of(),
                    TERM_DAYS,
                    Overflow.CLAMP,
                    null);
            // The key is kept together with its certificate, so that a failure leaves none behind.
            certificates.issue(issuer.customer(), plan, ACTOR, signed -> {
                repository.add(issuer.id(), signer.keep(issuer, fresh), signed);
                return signed;
            });
            LOG.infof("Made a registration authority for CA %d", issuer.id().value());
        } catch (RefusedException e) {
            // An old one may still last.
            LOG.warnf(
                    "No new registration authority for CA %d at %s: %s",
                    issuer.id().value(), now, e.detail());
        }
    }

    private List<RegistrationAuthorityRepository.Stored> stored(CertificateAuthority issuer, Instant beyond) {
        return QuarkusTransaction.joiningExisting().call(() -> repository.list(issuer.id(), beyond));
    }

    private static X500Name subject(CertificateAuthority issuer) {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.CN, "SCEP RA of CA " + issuer.id().value())
                .build();
    }
}
