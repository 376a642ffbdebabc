package io.privyseal.access;

import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Secrets that clients share, such as the challenge of all devices of an account: kept and checked as administrators'
 * passwords are, but in turns of their own, so that clients cannot keep administrators from signing in. Secrets of one
 * place have one salt: one hash tells whose a secret is, however many there are. Waits; hold no transaction.
 */
@Singleton
public class SharedSecrets {
    /** How long a caller waits for its turn. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final PasswordHash passwords;
    private final VerifiedLogins verified;
    private final GuessPacing pacing;
    private final Clock clock;
    private final HashingTurns turns = new HashingTurns();

    SharedSecrets(PasswordHash passwords, VerifiedLogins verified, GuessPacing pacing, Clock clock) {
        this.passwords = passwords;
        this.verified = verified;
        this.pacing = pacing;
        this.clock = clock;
    }

    /**
     * One of those whose the secret may be.
     *
     * @param hash what {@link #hash} made of its secret
     */
    public record Candidate<T>(T subject, String hash) {}

    /** The salt of a place. */
    public String newSalt() {
        return passwords.newSalt();
    }

    /** What is kept of a secret. */
    public String hash(String secret, String salt) {
        return turns.take(() -> passwords.hash(secret, salt));
    }

    /**
     * Tells whose the secret is. That takes as long where there is no candidate.
     *
     * @param place where it is good, and for whom if that was said; names what is guessed
     * @return empty when it is nobody's, after a delay that grows with each wrong one
     * @throws RefusedException {@link Refusal#TOO_MANY_REQUESTS} when the turn does not come in time
     */
    public <T> Optional<T> find(
            String place, String salt, List<Candidate<T>> candidates, String secret, InetAddress from) {
        Optional<T> remembered = remembered(place, candidates, secret);
        if (remembered.isPresent()) {
            return remembered;
        }
        GuessPacing.Source source = GuessPacing.Source.of(place, from);
        Instant end = clock.instant().plus(PATIENCE);
        while (true) {
            await(pacing.delay(source), end);
            Attempt<T> attempt = turns.take(() -> attempt(source, salt, candidates, secret));
            if (attempt.wasMade()) {
                return attempt.found();
            }
        }
    }

    /** Tells it at once where the secret was found right before; empty says nothing. */
    public <T> Optional<T> recall(String place, List<Candidate<T>> candidates, String secret) {
        return remembered(place, candidates, secret);
    }

    /** @param wasMade false when others of the same source were faster, and it has to wait again */
    private record Attempt<T>(boolean wasMade, Optional<T> found) {}

    private <T> Attempt<T> attempt(
            GuessPacing.Source source, String salt, List<Candidate<T>> candidates, String secret) {
        // While this caller waited, another may have verified the same secret.
        Optional<T> remembered = remembered(source.place(), candidates, secret);
        if (remembered.isPresent()) {
            return new Attempt<>(true, remembered);
        }
        if (!pacing.begin(source)) {
            return new Attempt<>(false, Optional.empty());
        }
        byte[] hash = passwords.hash(secret, salt).getBytes(StandardCharsets.US_ASCII);
        for (Candidate<T> candidate : candidates) {
            if (MessageDigest.isEqual(hash, candidate.hash().getBytes(StandardCharsets.US_ASCII))) {
                verified.add(fingerprint(source.place(), candidate, secret));
                pacing.succeeded(source);
                return new Attempt<>(true, Optional.of(candidate.subject()));
            }
        }
        pacing.failed(source);
        return new Attempt<>(true, Optional.empty());
    }

    private <T> Optional<T> remembered(String place, List<Candidate<T>> candidates, String secret) {
        return candidates.stream()
                .filter(candidate -> verified.contains(fingerprint(place, candidate, secret)))
                .map(Candidate::subject)
                .findFirst();
    }

    /** No customer's URI is empty, so this is never an administrator's. */
    private VerifiedLogins.Fingerprint fingerprint(String place, Candidate<?> candidate, String secret) {
        return verified.fingerprint(candidate.hash(), "", place, secret);
    }

    private void await(Duration delay, Instant end) {
        if (clock.instant().plus(delay).isAfter(end)) {
            throw busy();
        }
        try {
            Thread.sleep(delay);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw busy();
        }
    }

    private static RefusedException busy() {
        return new RefusedException(
                Refusal.TOO_MANY_REQUESTS, "Too many wrong secrets from this network. Try again later.");
    }
}
