package io.privyseal.acme;

import io.privyseal.platform.secret.MasterKey;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Nonces (RFC 8555 §6.5): each is good once, on whatever node, and a single node needs no database for them.
 *
 * <p>A nonce names who gave it out (a start of a server is an <i>issuer</i>), its number, and when, under a MAC. Its issuer
 * knows by one bit whether a number has been used; of numbers only the last million are good. A restart begins a new
 * issuer, so what was given out before is refused, and clients try again with the nonce of that answer (§6.5).
 *
 * <p>When an issuer sees another server it publishes a number from which on its nonces are <i>shared</i>: those are redeemed
 * by a row that only one transaction can insert, by the issuer itself too. Others take no nonce that is not shared. When the
 * other server is gone, the issuer first takes the publication back and goes on with the rows for a while, and with those of
 * nonces from that time for ever, so that no nonce is ever redeemed both ways.
 *
 * <p>If the database is away, shared nonces cannot be redeemed and requests fail with it; if a node stops counting as seen,
 * its nonces are refused and clients try again.
 */
@Singleton
class Nonces {
    static final int WINDOW = 1 << 20;

    private static final int BITS = 64;
    private static final int MAC_BYTES = 12;
    private static final int BODY_BYTES = Long.BYTES + Long.BYTES + Integer.BYTES;
    private static final int BYTES = BODY_BYTES + MAC_BYTES;
    private static final int KEY_BYTES = 32;
    private static final String MAC = "HmacSHA256";
    private static final String PURPOSE = "acme nonces";

    /** What is older may have been redeemed by a row that has been purged. */
    private static final Duration LONGEST_SHARED_LIFE = Duration.ofHours(1);

    /** After this long without a sign of life a server is gone. */
    private static final Duration GONE = Duration.ofSeconds(60);

    private static final int PURGE = 5_000;

    private final NonceStore store;
    private final MasterKey masterKey;
    private final Clock clock;

    private final long issuer;
    private final byte[] key = new byte[KEY_BYTES];
    private final ConcurrentHashMap<Long, byte[]> keysOfOthers = new ConcurrentHashMap<>();

    /** A set bit is a number that is not to be taken: used, or not given out yet. */
    private final long[] used = new long[WINDOW / BITS];

    private long last;

    /** Whether others may redeem what is given out now. */
    private boolean sharing;

    /** After this number, up to {@link #lastShared}, nonces are or were shared: a row tells whether they have been used. */
    private long sharedAfter = Long.MAX_VALUE;

    private long lastShared;

    private volatile @Nullable Instant aloneSince;

    Nonces(NonceStore store, MasterKey masterKey, SecureRandom random, Clock clock) {
        this.store = store;
        this.masterKey = masterKey;
        this.clock = clock;
        this.issuer = random.nextLong(1, Long.MAX_VALUE);
        random.nextBytes(key);
        Arrays.fill(used, -1L);
    }

    void start(@Observes StartupEvent event) {
        isRegistered(clock.instant());
    }

    /** The first beat may come before the start's event, or with it; false when this call has registered the server. */
    private synchronized boolean isRegistered(Instant now) {
        if (store.seen(issuer, now)) {
            return true;
        }
        store.add(issuer, masterKey.seal(key, PURPOSE), now);
        return false;
    }

    /** A fresh one, in base64url. */
    String next() {
        long number;
        synchronized (used) {
            number = ++last;
            used[word(number)] &= ~bit(number);
        }
        ByteBuffer nonce = ByteBuffer.allocate(BYTES);
        nonce.putLong(issuer).putLong(number).putInt((int) clock.instant().getEpochSecond());
        nonce.put(mac(key, nonce.array()));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(nonce.array());
    }

    /** Whether it was given out and has not been redeemed before; it has been now. */
    boolean redeem(String text) {
        byte[] nonce;
        try {
            nonce = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException _) {
            return false;
        }
        if (nonce.length != BYTES) {
            return false;
        }
        ByteBuffer fields = ByteBuffer.wrap(nonce);
        long from = fields.getLong();
        long number = fields.getLong();
        long second = Integer.toUnsignedLong(fields.getInt());
        byte[] issuersKey = from == issuer ? key : keyOfOther(from);
        if (issuersKey == null || !isGenuine(issuersKey, nonce)) {
            return false;
        }
        return from == issuer ? redeemOwn(number, second) : redeemOther(from, number, second);
    }

    private boolean redeemOwn(long number, long second) {
        boolean byRow;
        synchronized (used) {
            if (number <= 0 || number > last || number <= last - WINDOW || (used[word(number)] & bit(number)) != 0) {
                return false;
            }
            used[word(number)] |= bit(number);
            byRow = number > sharedAfter && (sharing || number <= lastShared);
        }
        return !byRow || (isYoung(second) && store.redeem(issuer, number, clock.instant()));
    }

    private boolean redeemOther(long from, long number, long second) {
        Instant now = clock.instant();
        return isYoung(second) && store.redeemShared(from, number, now, now.minus(GONE));
    }

    private boolean isYoung(long second) {
        return Instant.ofEpochSecond(second).isAfter(clock.instant().minus(LONGEST_SHARED_LIFE));
    }

    private byte @Nullable [] keyOfOther(long from) {
        byte[] known = keysOfOthers.get(from);
        if (known != null) {
            return known;
        }
        byte[] sealed = store.findKey(from).orElse(null);
        if (sealed == null) {
            return null;
        }
        byte[] unsealed = masterKey.unseal(sealed, PURPOSE);
        keysOfOthers.put(from, unsealed);
        return unsealed;
    }

    /** Tells others that this server is alive, and looks whether there are any. */
    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void beat() {
        Instant now = clock.instant();
        if (!isRegistered(now)) {
            // It was taken for gone, as after a long sleep of the machine.
            publish();
        }
        if (store.othersSeenSince(issuer, now.minus(GONE))) {
            share();
            return;
        }
        unshare(now);
    }

    private void share() {
        boolean begins;
        synchronized (used) {
            begins = !sharing;
            if (begins) {
                sharing = true;
                sharedAfter = Math.min(sharedAfter, last);
                lastShared = last;
            }
        }
        // First here, then for the others to see.
        if (begins || aloneSince != null) {
            aloneSince = null;
            publish();
        }
    }

    private void publish() {
        Long after;
        synchronized (used) {
            after = sharing ? lastShared : null;
        }
        store.share(issuer, after);
    }

    private void unshare(Instant now) {
        synchronized (used) {
            if (!sharing) {
                return;
            }
        }
        Instant since = aloneSince;
        if (since == null) {
            store.share(issuer, null);
            aloneSince = now;
            return;
        }
        if (since.plus(GONE).isBefore(now)) {
            synchronized (used) {
                sharing = false;
                lastShared = last;
            }
            aloneSince = null;
        }
    }

    @Scheduled(every = "60s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void purge() {
        Instant before = clock.instant().minus(LONGEST_SHARED_LIFE.multipliedBy(2));
        int purged;
        do {
            purged = store.purge(before, PURGE);
        } while (purged == PURGE);
        keysOfOthers.clear();
    }

    private static int word(long number) {
        return (int) (number % WINDOW) / BITS;
    }

    private static long bit(long number) {
        return 1L << (number % BITS);
    }

    private static boolean isGenuine(byte[] issuersKey, byte[] nonce) {
        return MessageDigest.isEqual(mac(issuersKey, nonce), Arrays.copyOfRange(nonce, BODY_BYTES, BYTES));
    }

    private static byte[] mac(byte[] with, byte[] nonce) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(with, MAC));
            mac.update(nonce, 0, BODY_BYTES);
            return Arrays.copyOf(mac.doFinal(), MAC_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(MAC + " is not available", e);
        }
    }
}
