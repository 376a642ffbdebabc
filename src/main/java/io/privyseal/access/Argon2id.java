package io.privyseal.access;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** Argon2id (RFC 9106), written as a PHC string: {@code $argon2id$v=19$m=19456,t=2,p=1$salt$hash}. */
@Singleton
final class Argon2id implements PasswordHash {
    // 19 MiB and two passes: what OWASP's password storage advice has for one lane.
    private static final int MEMORY_KIB = 19_456;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final String PREFIX = "$argon2id$v=19$";

    private final SecureRandom random;

    Argon2id(SecureRandom random) {
        this.random = random;
    }

    @Override
    public String hash(String password) {
        return hash(password, newSalt());
    }

    @Override
    public String newSalt() {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return Base64.getEncoder().withoutPadding().encodeToString(salt);
    }

    @Override
    public String hash(String password, String salt) {
        byte[] hash = derive(password, Base64.getDecoder().decode(salt), MEMORY_KIB, PASSES, LANES, HASH_BYTES);
        return PREFIX + "m=" + MEMORY_KIB + ",t=" + PASSES + ",p=" + LANES + "$" + salt + "$"
                + Base64.getEncoder().withoutPadding().encodeToString(hash);
    }

    @Override
    public boolean matches(String encoded, String password) {
        String[] parts =
                encoded.startsWith(PREFIX) ? encoded.substring(PREFIX.length()).split("\\$", -1) : new String[0];
        String[] costs = parts.length == 3 ? parts[0].split(",", -1) : new String[0];
        if (costs.length != 3) {
            throw new IllegalStateException("A stored password hash is not in the form that was written.");
        }
        byte[] salt = Base64.getDecoder().decode(parts[1]);
        byte[] expected = Base64.getDecoder().decode(parts[2]);
        byte[] actual = derive(
                password, salt, cost(costs[0], "m="), cost(costs[1], "t="), cost(costs[2], "p="), expected.length);
        return MessageDigest.isEqual(expected, actual);
    }

    private static int cost(String text, String name) {
        if (!text.startsWith(name)) {
            throw new IllegalStateException("A stored password hash is not in the form that was written.");
        }
        return Integer.parseInt(text.substring(name.length()));
    }

    private static byte[] derive(String password, byte[] salt, int memory, int passes, int lanes, int length) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memory)
                .withIterations(passes)
                .withParallelism(lanes)
                .withSalt(salt)
                .build());
        byte[] hash = new byte[length];
        generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
        return hash;
    }
}
