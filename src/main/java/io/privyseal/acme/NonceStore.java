package io.privyseal.acme;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/** What servers that share a database know of each other's nonces; each method is a transaction of its own. */
@Singleton
class NonceStore {
    private final NonceRepository repository;

    NonceStore(NonceRepository repository) {
        this.repository = repository;
    }

    @Transactional
    void add(long issuer, byte[] sealedKey, Instant now) {
        repository.add(issuer, sealedKey, now);
    }

    @Transactional
    Optional<byte[]> findKey(long issuer) {
        return repository.findKey(issuer);
    }

    @Transactional
    void seen(long issuer, Instant now) {
        repository.seen(issuer, now);
    }

    @Transactional
    boolean othersSeenSince(long issuer, Instant since) {
        return repository.othersSeenSince(issuer, since);
    }

    @Transactional
    void share(long issuer, @Nullable Long from) {
        repository.share(issuer, from);
    }

    /** False when it was redeemed before. */
    boolean redeem(long issuer, long number, Instant now) {
        return inserted(() -> repository.redeem(issuer, number, now));
    }

    /** False when it was redeemed before, or its issuer does not share it now. */
    boolean redeemShared(long issuer, long number, Instant now, Instant seenSince) {
        return inserted(() -> repository.redeemShared(issuer, number, now, seenSince));
    }

    /** Outside of any transaction of a request, which could take the redemption back with it. */
    private static boolean inserted(IntSupplier insertion) {
        try {
            return QuarkusTransaction.requiringNew().call(insertion::getAsInt) == 1;
        } catch (ConstraintViolationException _) {
            return false;
        }
    }

    /** Forgets some used nonces and, when there are no more, servers that are gone. */
    @Transactional
    int purge(Instant before, int limit) {
        return repository.purge(before, limit);
    }
}
