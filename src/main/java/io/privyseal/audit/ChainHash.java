package io.privyseal.audit;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A SHA-256 value that links an entry or a checkpoint to the one before it. */
final class ChainHash {
    /** What the first link names as its predecessor. */
    static final ChainHash NONE = new ChainHash(new byte[32]);

    private final byte[] value;

    private ChainHash(byte[] value) {
        this.value = value;
    }

    /** The hash of these bytes. */
    static ChainHash over(byte[] content) {
        try {
            return new ChainHash(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** A hash as it was stored; of any length, because a tampered row must be readable to be reported. */
    static ChainHash stored(byte[] value) {
        return new ChainHash(value.clone());
    }

    /**
     * A hash in a checkpoint's text.
     *
     * @throws IllegalArgumentException when it is not hexadecimal
     */
    static ChainHash fromHex(String hex) {
        return new ChainHash(HexFormat.of().parseHex(hex));
    }

    byte[] bytes() {
        return value.clone();
    }

    String hex() {
        return HexFormat.of().formatHex(value);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ChainHash hash && Arrays.equals(value, hash.value);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return hex();
    }
}
