package io.privyseal.azure;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Who may vouch for Microsoft's hosts: what the Java virtual machine trusts, and what is configured besides. */
final class TrustedRoots {
    private TrustedRoots() {}

    /** @param pem certificates that are trusted too */
    static SSLContext context(String pem, SecureRandom random) {
        try {
            KeyStore roots = KeyStore.getInstance(KeyStore.getDefaultType());
            roots.load(null, null);
            for (X509Certificate known : acceptedByDefault()) {
                roots.setCertificateEntry("root-" + roots.size(), known);
            }
            Collection<? extends Certificate> added = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
            if (added.isEmpty()) {
                throw new IllegalStateException("privyseal.azure.trust has no certificate");
            }
            for (Certificate some : added) {
                roots.setCertificateEntry("root-" + roots.size(), some);
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trustManagers(roots), random);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("privyseal.azure.trust cannot be read as certificates in PEM", e);
        }
    }

    private static X509Certificate[] acceptedByDefault() throws GeneralSecurityException {
        for (TrustManager some : trustManagers(null)) {
            if (some instanceof X509TrustManager trust) {
                return trust.getAcceptedIssuers();
            }
        }
        return new X509Certificate[0];
    }

    private static TrustManager[] trustManagers(@Nullable KeyStore roots) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(roots);
        return factory.getTrustManagers();
    }
}
