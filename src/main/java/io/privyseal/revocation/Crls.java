package io.privyseal.revocation;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.privyseal.authority.Authorities;
import io.privyseal.authority.AuthorityId;
import io.privyseal.authority.CertificateAuthority;
import io.privyseal.authority.CrlContent;
import io.privyseal.authority.CrlEntries;
import io.privyseal.authority.CrlSigner;
import io.privyseal.authority.SerialNumber;
import io.privyseal.platform.Sha256;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.hibernate.exception.ConstraintViolationException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The full CRLs of all CAs: made ahead, kept in the database, handed out from memory. Safe for concurrent use, on any
 * number of nodes.
 */
@Singleton
public class Crls {
    private static final Logger LOG = Logger.getLogger(Crls.class);

    /** How long a node may hand out a CRL without looking whether another node has made a newer one. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

    /** Caches ask again after this: a revocation shall be seen within a minute, through a cache too. */
    private static final Duration MAXIMUM_AGE = Duration.ofSeconds(30);

    private final Authorities authorities;
    private final CrlRepository crls;
    private final RevocationRepository revocations;
    private final CrlSigner signer;
    private final CrlConfig config;
    private final Clock clock;
    private final MeterRegistry meters;
    private final CrlGauges gauges;
    private final ConcurrentHashMap<AuthorityId, Loaded> loaded = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<AuthorityId, ReentrantLock> building = new ConcurrentHashMap<>();

    private record Loaded(CrlRow row, Instant lookedAt) {}

    private record Draft(CrlContent content, List<String> newlyListed) {}

    Crls(
            Authorities authorities,
            CrlRepository crls,
            RevocationRepository revocations,
            CrlSigner signer,
            CrlConfig config,
            Clock clock,
            MeterRegistry meters,
            CrlGauges gauges) {
        this.authorities = authorities;
        this.crls = crls;
        this.revocations = revocations;
        this.signer = signer;
        this.config = config;
        this.clock = clock;
        this.meters = meters;
        this.gauges = gauges;
    }

    /** A CA's current CRL, made now if there is none; empty for an unknown CA and for one without a certificate. */
    public Optional<PublishedCrl> find(AuthorityId id) {
        Instant now = clock.instant();
        Loaded known = loaded.get(id);
        if (known != null && now.isBefore(known.lookedAt().plus(LOOK_AGAIN))) {
            return Optional.of(published(known.row(), now));
        }
        try {
            return look(id, known, now).map(row -> published(row, now));
        } catch (RuntimeException e) {
            // While the database is away, a CRL that is still good is better than none.
            if (known != null && now.isBefore(known.row().nextUpdate)) {
                LOG.warnf(e, "Cannot look for a newer CRL of CA %d", id.value());
                return Optional.of(published(known.row(), now));
            }
            throw e;
        }
    }

    /**
     * Makes a CA's next CRL if one is due: there is none, the interval has passed, or a revocation is not listed yet.
     *
     * @return whether this call has published one
     */
    public boolean refresh(AuthorityId id) {
        // A lock for CAs that exist only: strangers may ask for any number.
        return authorities.findPublished(id).map(this::buildAlone).orElse(false);
    }

    private boolean buildAlone(CertificateAuthority authority) {
        ReentrantLock lock = building.computeIfAbsent(authority.id(), _ -> new ReentrantLock());
        lock.lock();
        try {
            return build(authority);
        } finally {
            lock.unlock();
        }
    }

    /** Makes every CRL that is due. One CA's failure does not keep the others waiting. */
    void refreshAll() {
        for (AuthorityId id : due()) {
            try {
                refresh(id);
            } catch (RuntimeException e) {
                LOG.errorf(e, "Cannot make a CRL of CA %d", id.value());
            }
        }
    }

    private List<AuthorityId> due() {
        List<CertificateAuthority> all = authorities.listPublished();
        Map<Long, CrlRepository.Header> newest = new HashMap<>();
        Set<AuthorityId> unlisted = QuarkusTransaction.joiningExisting().call(() -> {
            crls.headers().forEach(header -> newest.put(header.authority(), header));
            return Set.copyOf(revocations.unlisted());
        });
        Instant now = clock.instant();
        List<AuthorityId> due = new ArrayList<>();
        for (CertificateAuthority authority : all) {
            CrlRepository.Header header = newest.get(authority.id().value());
            if (header != null) {
                gauges.published(authority.id(), header.nextUpdate());
            }
            if (isOld(header, now) || unlisted.contains(authority.id())) {
                due.add(authority.id());
            }
        }
        return due;
    }

    private boolean isOld(CrlRepository.@Nullable Header newest, Instant now) {
        return newest == null || !now.isBefore(newest.thisUpdate().plus(config.interval()));
    }

    private Optional<CrlRow> look(AuthorityId id, @Nullable Loaded known, Instant now) {
        Optional<CrlRow> row = load(id, known);
        if (row.isEmpty()) {
            refresh(id);
            row = load(id, known);
        }
        row.ifPresent(found -> loaded.put(id, new Loaded(found, now)));
        return row;
    }

    private Optional<CrlRow> load(AuthorityId id, @Nullable Loaded known) {
        return QuarkusTransaction.joiningExisting().call(() -> {
            Optional<CrlRepository.Header> newest = crls.newest(id);
            if (known != null
                    && newest.filter(
                                    header -> header.number() == known.row().key.number())
                            .isPresent()) {
                return Optional.of(known.row());
            }
            return newest.flatMap(header -> crls.find(id, header.number()));
        });
    }

    // The key signs outside the transactions. Whoever records a number first has published it; the other build is
    // dropped,
    // and what it would have listed stays unlisted, and so due.
    private boolean build(CertificateAuthority authority) {
        Timer.Sample sample = Timer.start(meters);
        Draft draft = QuarkusTransaction.requiringNew()
                .call(() -> draft(authority.id()).orElse(null));
        if (draft == null) {
            return false;
        }
        CrlRow row = row(authority.id(), draft.content(), signer.sign(authority, draft.content()));
        try {
            QuarkusTransaction.requiringNew().run(() -> record(authority.id(), row, draft.newlyListed()));
        } catch (ConstraintViolationException e) {
            LOG.debugf(e, "Another node has published CRL %d of CA %d", row.key.number(), row.key.authorityId());
            return false;
        }
        loaded.put(authority.id(), new Loaded(row, clock.instant()));
        gauges.published(authority.id(), row.nextUpdate);
        sample.stop(meters.timer("privyseal.crl.build"));
        LOG.infof(
                "Published CRL %d of CA %d: %d entries, next update %s",
                row.key.number(), row.key.authorityId(), row.entries, row.nextUpdate);
        return true;
    }

    private Optional<Draft> draft(AuthorityId id) {
        CrlRepository.Header newest = crls.newest(id).orElse(null);
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        if (!isOld(newest, now) && !revocations.hasUnlisted(id)) {
            return Optional.empty();
        }
        // RFC 5280 §3.3: an entry stays until one CRL made after the certificate's expiry has listed it.
        Instant notExpiredBy = newest == null ? Instant.EPOCH : newest.thisUpdate();
        // RFC 5280 §5.2.3: of two CRLs, the higher number is not the older one, whatever a clock says.
        Instant thisUpdate = now.isBefore(notExpiredBy) ? notExpiredBy : now;
        CrlEntries entries = new CrlEntries();
        List<String> newlyListed = new ArrayList<>();
        revocations.forEachListed(id, notExpiredBy, listed -> {
            entries.add(new SerialNumber(listed.serial()), listed.revokedAt(), listed.reason());
            if (listed.isNew()) {
                newlyListed.add(listed.serial());
            }
        });
        long number = newest == null ? 1 : newest.number() + 1;
        Instant nextUpdate = thisUpdate.plus(config.validity());
        return Optional.of(new Draft(new CrlContent(number, thisUpdate, nextUpdate, entries), newlyListed));
    }

    private void record(AuthorityId id, CrlRow row, List<String> newlyListed) {
        crls.add(row);
        revocations.markListed(id, newlyListed, row.key.number());
        crls.deleteBefore(id, row.key.number() - 1);
    }

    private static CrlRow row(AuthorityId id, CrlContent content, byte[] der) {
        CrlRow row = new CrlRow();
        row.key = new CrlKey(id.value(), content.number());
        row.thisUpdate = content.thisUpdate();
        row.nextUpdate = content.nextUpdate();
        row.entries = content.entries().size();
        row.sha256 = Sha256.hex(der);
        row.der = der;
        return row;
    }

    private PublishedCrl published(CrlRow row, Instant now) {
        Duration untilNext = Duration.between(now, row.thisUpdate.plus(config.interval()));
        Duration maxAge = untilNext.compareTo(MAXIMUM_AGE) < 0 ? untilNext : MAXIMUM_AGE;
        return new PublishedCrl(
                new AuthorityId(row.key.authorityId()),
                row.key.number(),
                row.thisUpdate,
                row.nextUpdate,
                row.der,
                row.sha256,
                maxAge.isNegative() ? Duration.ZERO : maxAge);
    }
}
