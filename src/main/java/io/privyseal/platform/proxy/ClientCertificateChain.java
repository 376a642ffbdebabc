package io.privyseal.platform.proxy;

import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayInputStream;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * The certificates that a client showed: in its TLS handshake with us, or with a trusted proxy that passes them on
 * (RFC 9440). The handshake proved possession of the leaf's key and nothing else; no path has been validated.
 */
public final class ClientCertificateChain {
    private static final int MAXIMUM_LENGTH = 10;

    private ClientCertificateChain() {}

    /**
     * The certificates, the leaf first; empty where the client showed none.
     *
     * @throws RefusedException when a proxy's header cannot be read
     */
    public static List<X509Certificate> of(RoutingContext context) {
        // Behind a proxy the connection's own certificate is the proxy's: it must never pass for the client's.
        return ClientAddress.isProxied(context)
                ? ofHeaders(context)
                : ofHandshake(context.request().sslSession());
    }

    private static List<X509Certificate> ofHandshake(@org.jspecify.annotations.Nullable SSLSession session) {
        if (session == null) {
            return List.of();
        }
        try {
            List<X509Certificate> chain = new ArrayList<>();
            for (Certificate certificate : session.getPeerCertificates()) {
                if (certificate instanceof X509Certificate x509) {
                    chain.add(x509);
                }
            }
            return chain;
        } catch (SSLPeerUnverifiedException none) {
            return List.of();
        }
    }

    private static List<X509Certificate> ofHeaders(RoutingContext context) {
        String leaf = context.request().getHeader("Client-Cert");
        if (leaf == null) {
            return List.of();
        }
        List<X509Certificate> chain = new ArrayList<>();
        chain.add(decode(leaf));
        String issuers = String.join(",", context.request().headers().getAll("Client-Cert-Chain"));
        for (String item : issuers.split(",", MAXIMUM_LENGTH + 1)) {
            if (!item.isBlank() && chain.size() < MAXIMUM_LENGTH) {
                chain.add(decode(item));
            }
        }
        return chain;
    }

    /** RFC 9440 §2.1 with RFC 8941 §3.3.5: DER as a byte sequence, base64 between colons. */
    private static X509Certificate decode(String item) {
        String text = item.strip();
        if (text.length() < 2 || text.charAt(0) != ':' || text.charAt(text.length() - 1) != ':') {
            throw unreadable();
        }
        try {
            byte[] der = Base64.getDecoder().decode(text.substring(1, text.length() - 1));
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (IllegalArgumentException | CertificateException _) {
            throw unreadable();
        }
    }

    private static RefusedException unreadable() {
        return new RefusedException(Refusal.INVALID_FIELD, "The proxy's client certificate header cannot be read.");
    }
}
