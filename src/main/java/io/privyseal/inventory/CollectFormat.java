package io.privyseal.inventory;

import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSAbsentContent;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.util.CollectionStore;

/** The forms in which a certificate is collected, with the REST contract's names and chain orders. */
public enum CollectFormat {
    /** Leaf with chain, the root first. */
    X509("x509", "cer"),
    PEM("pem", "cer"),
    /** Leaf with chain, the leaf first. */
    X509R("x509R", "cer"),
    PEMIA("pemia", "cer"),
    /** Leaf alone. */
    X509CO("x509CO", "cer"),
    PEMCO("pemco", "cer"),
    /** Chain alone, the root first. */
    X509IO("x509IO", "cer"),
    /** Chain alone, the issuing CA first. */
    X509IOR("x509IOR", "cer"),
    /** PKCS #7, PEM. */
    BASE64("base64", "p7b"),
    /** PKCS #7, DER. */
    BIN("bin", "p7b");

    private static final Base64.Encoder BASE_64 = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private final String wireName;
    private final String extension;

    CollectFormat(String wireName, String extension) {
        this.wireName = wireName;
        this.extension = extension;
    }

    /** The usual ending of a file in this form. */
    public String extension() {
        return extension;
    }

    /** @throws RefusedException {@link Refusal#UNKNOWN_FORMAT} */
    public static CollectFormat named(String text) {
        for (CollectFormat format : values()) {
            if (format.wireName.equalsIgnoreCase(text)) {
                return format;
            }
        }
        throw new RefusedException(
                Refusal.UNKNOWN_FORMAT,
                "Unknown file format " + text.toLowerCase(Locale.ROOT).strip() + ".");
    }

    /**
     * Puts a certificate and its chain together.
     *
     * @param chain the issuing CA first, the root last
     */
    public byte[] encode(byte[] leaf, List<byte[]> chain) {
        return switch (this) {
            case X509, PEM -> pem(reversed(leafFirst(leaf, chain)));
            case X509R, PEMIA -> pem(leafFirst(leaf, chain));
            case X509CO, PEMCO -> pem(List.of(leaf));
            case X509IO -> pem(reversed(chain));
            case X509IOR -> pem(chain);
            case BASE64 -> armour("PKCS7", pkcs7(leafFirst(leaf, chain)));
            case BIN -> pkcs7(leafFirst(leaf, chain));
        };
    }

    private static List<byte[]> leafFirst(byte[] leaf, List<byte[]> chain) {
        List<byte[]> all = new ArrayList<>(chain.size() + 1);
        all.add(leaf);
        all.addAll(chain);
        return all;
    }

    private static List<byte[]> reversed(List<byte[]> certificates) {
        List<byte[]> copy = new ArrayList<>(certificates);
        Collections.reverse(copy);
        return copy;
    }

    /** Certificates in PEM, one after the other. */
    public static byte[] pem(List<byte[]> certificates) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        certificates.forEach(der -> out.writeBytes(armour("CERTIFICATE", der)));
        return out.toByteArray();
    }

    /** A degenerate, certificates-only message (RFC 5652 §5.1). */
    public static byte[] pkcs7(List<byte[]> certificates) {
        try {
            List<X509CertificateHolder> holders = new ArrayList<>();
            for (byte[] der : certificates) {
                holders.add(new X509CertificateHolder(der));
            }
            CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
            generator.addCertificates(new CollectionStore<>(holders));
            return generator.generate(new CMSAbsentContent(), false).getEncoded("DER");
        } catch (IOException e) {
            throw new UncheckedIOException("A stored certificate cannot be read", e);
        } catch (CMSException e) {
            throw new IllegalStateException("Certificates cannot be put together", e);
        }
    }

    private static byte[] armour(String label, byte[] der) {
        String text =
                "-----BEGIN " + label + "-----\n" + BASE_64.encodeToString(der) + "\n-----END " + label + "-----\n";
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
