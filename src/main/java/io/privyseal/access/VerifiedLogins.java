package io.privyseal.access;

import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Remembers for at most five minutes that a password was right, so that only the first call pays for the hash. Neither
 * password nor stored hash is kept: only an HMAC of both under a key that dies with the process. The stored hash is part
 * of it, so a new password makes the memory worthless on every node at once.
 */
@Singleton
final class VerifiedLogins {
    private static final Duration MEMORY = Duration.ofMinutes(5);
    private static final int CAPACITY = 10_000;

    private final Clock clock;
    private final SecretKeySpec key;
    private final Map<Fingerprint, Instant> until = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Fingerprint, Instant> eldest) {
            return size() > CAPACITY;
        }
    };

    VerifiedLogins(Clock clock, SecureRandom random) {
        this.clock = clock;
        byte[] secret = new byte[32];
        random.nextBytes(secret);
        this.key = new SecretKeySpec(secret, "HmacSHA256");
    }

    /** An HMAC-SHA256. Found by plain equality: without the key, its bits tell a caller nothing about the input. */
    record Fingerprint(long a, long b, long c, long d) {}

    Fingerprint fingerprint(String storedHash, String customerUri, String login, String password) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            update(mac, storedHash);
            update(mac, customerUri);
            update(mac, login);
            update(mac, password);
            ByteBuffer result = ByteBuffer.wrap(mac.doFinal());
            return new Fingerprint(result.getLong(), result.getLong(), result.getLong(), result.getLong());
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("HmacSHA256 is part of every Java platform", e);
        }
    }

    synchronized boolean contains(Fingerprint fingerprint) {
        Instant end = until.get(fingerprint);
        if (end == null) {
            return false;
        }
        if (clock.instant().isBefore(end)) {
            return true;
        }
        until.remove(fingerprint);
        return false;
    }

    synchronized void add(Fingerprint fingerprint) {
        until.put(fingerprint, clock.instant().plus(MEMORY));
    }

    // The length goes first, so that no two different inputs run together into the same bytes.
    private static void update(Mac mac, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        mac.update(ByteBuffer.allocate(4).putInt(bytes.length).flip());
        mac.update(bytes);
    }
}
