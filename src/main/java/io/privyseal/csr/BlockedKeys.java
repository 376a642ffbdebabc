package io.privyseal.csr;

import io.quarkus.runtime.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** The leaked and guessable keys that the administrator lists in a file. Made at start-up, so that a bad file stops it. */
@Startup
@Singleton
final class BlockedKeys {
    private static final int SHA_256_DIGITS = 64;
    private static final int DEBIAN_DIGITS = 20;
    private static final HexFormat HEX = HexFormat.of();

    private final Optional<WatchedFile<Entries>> file;

    @Inject
    BlockedKeys(KeyFilesConfig config) {
        this(config.blockedKeys());
    }

    BlockedKeys(Optional<Path> path) {
        this.file = WatchedFile.open(path, Entries::parse);
    }

    /** Whether the SHA-256 of the key's SubjectPublicKeyInfo is listed. */
    boolean contains(SubjectPublicKeyInfo key) {
        return file.isPresent() && file.get().contents().hasKey(fingerprint(key));
    }

    /** Whether the modulus is listed in Debian's form: the last 80 bits of the SHA-1 of a line "Modulus=" and hexadecimal. */
    boolean containsModulus(BigInteger modulus) {
        if (file.isEmpty() || !file.get().contents().listsModuli()) {
            return false;
        }
        String line = "Modulus=" + modulus.toString(16).toUpperCase(Locale.ROOT) + "\n";
        byte[] digest = digest("SHA-1", line.getBytes(StandardCharsets.US_ASCII));
        return file.get()
                .contents()
                .hasModulus(ByteBuffer.wrap(digest, 10, Long.BYTES).getLong());
    }

    private static long fingerprint(SubjectPublicKeyInfo key) {
        try {
            return ByteBuffer.wrap(digest("SHA-256", key.getEncoded())).getLong();
        } catch (IOException impossible) {
            throw new IllegalStateException("cannot encode a decoded key", impossible);
        }
    }

    private static byte[] digest(String algorithm, byte[] data) {
        try {
            return MessageDigest.getInstance(algorithm).digest(data);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has " + algorithm, impossible);
        }
    }

    /** The first 64 bits of each entry: with ten million entries a false hit has a chance below 2^-40. */
    private static final class Entries {
        private final long[] keys;
        private final long[] moduli;

        private Entries(long[] keys, long[] moduli) {
            this.keys = keys;
            this.moduli = moduli;
        }

        static Entries parse(List<String> lines) {
            for (String line : lines) {
                if (line.length() != SHA_256_DIGITS && line.length() != DEBIAN_DIGITS) {
                    throw new IllegalArgumentException("neither a SHA-256 nor a Debian entry: " + line);
                }
            }
            return new Entries(sorted(lines, SHA_256_DIGITS), sorted(lines, DEBIAN_DIGITS));
        }

        private static long[] sorted(List<String> lines, int digits) {
            return lines.stream()
                    .filter(line -> line.length() == digits)
                    .mapToLong(line -> ByteBuffer.wrap(HEX.parseHex(line)).getLong())
                    .sorted()
                    .toArray();
        }

        boolean hasKey(long fingerprint) {
            return Arrays.binarySearch(keys, fingerprint) >= 0;
        }

        boolean listsModuli() {
            return moduli.length > 0;
        }

        boolean hasModulus(long fingerprint) {
            return Arrays.binarySearch(moduli, fingerprint) >= 0;
        }
    }
}
