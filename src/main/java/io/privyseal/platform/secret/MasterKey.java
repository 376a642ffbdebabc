package io.privyseal.platform.secret;

import io.privyseal.platform.Home;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key under which every secret is encrypted at rest: AES-256-GCM with a random nonce, the purpose as associated data.
 *
 * <p>Losing it means losing every CA key; it never lies in the database.
 */
public final class MasterKey {
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final SecureRandom random;
    private final String id;

    private MasterKey(byte[] key, SecureRandom random) {
        this.key = new SecretKeySpec(key, "AES");
        this.random = random;
        this.id = fingerprint(key);
    }

    /** Reads 64 hexadecimal digits, as {@link #create} writes them. */
    public static MasterKey parse(String text, SecureRandom random) {
        byte[] bytes;
        try {
            bytes = HexFormat.of().parseHex(text.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("The master key is not hexadecimal.", e);
        }
        if (bytes.length != KEY_BYTES) {
            throw new IllegalStateException("The master key must have 64 hexadecimal digits.");
        }
        return new MasterKey(bytes, random);
    }

    /** Makes a key and writes it to a new file in the state directory. */
    public static MasterKey create(Home home, String file, SecureRandom random) {
        byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        home.createSecret(file, (HexFormat.of().formatHex(bytes) + "\n").getBytes(StandardCharsets.US_ASCII));
        return new MasterKey(bytes, random);
    }

    /** Names the key without revealing it; stored beside each secret, so that a wrong key is noticed at start-up. */
    public String id() {
        return id;
    }

    public byte[] seal(byte[] secret, String purpose) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, purpose).doFinal(secret);
            byte[] out = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
            System.arraycopy(sealed, 0, out, NONCE_BYTES, sealed.length);
            return out;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot encrypt " + purpose, e);
        }
    }

    /** @throws IllegalStateException when the secret was sealed under another key, for another purpose, or changed */
    public byte[] unseal(byte[] sealed, String purpose) {
        if (sealed.length < NONCE_BYTES) {
            throw new IllegalStateException("Cannot decrypt " + purpose + ": too short");
        }
        try {
            return cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(sealed, NONCE_BYTES), purpose)
                    .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
        } catch (AEADBadTagException e) {
            throw new IllegalStateException("Cannot decrypt " + purpose + ": wrong master key, or changed data", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot decrypt " + purpose, e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String purpose) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private static String fingerprint(byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            byte[] digest = mac.doFinal("privyseal master key id".getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA-256 is not available", e);
        }
    }
}
