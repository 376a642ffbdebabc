package io.privyseal.platform.tls;

import jakarta.inject.Singleton;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The certificate that the HTTPS listener shows; a replacement is used by the next handshake. */
@Singleton
public final class ServerCertificate {
    private volatile @Nullable Credential current;

    /** A private key and its chain, the server's certificate first. */
    public record Credential(PrivateKey key, List<X509Certificate> chain) {
        public Credential {
            chain = List.copyOf(chain);
            if (chain.isEmpty()) {
                throw new IllegalArgumentException("A server certificate needs a chain");
            }
        }
    }

    /** Shows this certificate from now on. */
    public void use(PrivateKey key, List<X509Certificate> chain) {
        current = new Credential(key, chain);
    }

    /** What is shown now; null before the first {@link #use}. */
    public @Nullable Credential current() {
        return current;
    }
}
