package io.privyseal.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** Public keys as SubjectPublicKeyInfo (RFC 5280 §4.1.2.7), and in files as PEM blocks of it (RFC 7468 §13). */
public final class PublicKeys {
    private static final String BEGIN = "-----BEGIN PUBLIC KEY-----";
    private static final String END = "-----END PUBLIC KEY-----";
    private static final int LINE = 64;

    private PublicKeys() {}

    /** The encoding of a SubjectPublicKeyInfo. */
    public static byte[] encoded(SubjectPublicKeyInfo key) {
        try {
            return key.getEncoded();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot encode a public key", e);
        }
    }

    public static byte[] toPem(PublicKey key) {
        String base64 = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(key.getEncoded());
        return (BEGIN + "\n" + base64 + "\n" + END + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * All keys of a file; text around the blocks is left alone.
     *
     * @throws IllegalArgumentException when there is none, or one that cannot be read
     */
    public static List<PublicKey> fromPem(byte[] pem) {
        String text = new String(pem, StandardCharsets.US_ASCII);
        List<PublicKey> keys = new ArrayList<>();
        int begin = text.indexOf(BEGIN);
        while (begin >= 0) {
            int end = text.indexOf(END, begin);
            if (end < 0) {
                throw new IllegalArgumentException("A public key has no end");
            }
            keys.add(read(Base64.getMimeDecoder().decode(text.substring(begin + BEGIN.length(), end))));
            begin = text.indexOf(BEGIN, end);
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("There is no public key");
        }
        return List.copyOf(keys);
    }

    private static PublicKey read(byte[] der) {
        try {
            String algorithm = SubjectPublicKeyInfo.getInstance(der)
                    .getAlgorithm()
                    .getAlgorithm()
                    .getId();
            return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(der));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("A public key cannot be read", e);
        }
    }
}
