package io.privyseal.conformance.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;

/** Reads, writes and verifies certificates of clients. */
public final class Certificates {
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----", Pattern.MULTILINE);

    private Certificates() {}

    /** All in a file of PEM. */
    public static List<X509Certificate> read(Path file) throws IOException, GeneralSecurityException {
        return in(Files.readString(file));
    }

    /** All in a text, whatever else is in it. */
    public static List<X509Certificate> in(String text) throws GeneralSecurityException {
        List<X509Certificate> found = new ArrayList<>();
        for (String pem : PEM.matcher(text).results().map(MatchResult::group).toList()) {
            found.add(of(pem.getBytes(StandardCharsets.US_ASCII)));
        }
        return found;
    }

    /** One, as PEM or DER. */
    public static X509Certificate of(byte[] encoded) throws GeneralSecurityException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
    }

    /** Writes certificates, keys and requests as PEM. */
    public static Path write(Path file, Object... contents) throws IOException {
        try (JcaPEMWriter writer = new JcaPEMWriter(Files.newBufferedWriter(file))) {
            for (Object content : contents) {
                writer.writeObject(content);
            }
        }
        return file;
    }

    /** Throws unless the chain leads to the root. */
    public static void requirePath(List<X509Certificate> chain, X509Certificate root) throws GeneralSecurityException {
        PKIXParameters trust = new PKIXParameters(Set.of(new TrustAnchor(root, null)));
        trust.setRevocationEnabled(false);
        CertPathValidator.getInstance("PKIX")
                .validate(CertificateFactory.getInstance("X.509").generateCertPath(chain), trust);
    }
}
