package io.privyseal.platform.tls;

import io.privyseal.platform.proxy.ClientAddress;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLKeyException;
import javax.net.ssl.SSLSession;

/** Keying material of a TLS connection (RFC 8446 §7.5), which ties messages inside to the connection. */
public final class TlsExporter {
    private static final String TLS_1_3 = "TLSv1.3";

    private TlsExporter() {}

    /**
     * The material; empty without TLS 1.3 between the client and this server. Below 1.3 it would be unique only with the
     * extended master secret (RFC 9266 §3), of which the engine does not tell.
     */
    public static Optional<byte[]> export(RoutingContext context, String label, int length) {
        SSLSession session = context.request().sslSession();
        if (ClientAddress.isProxied(context)
                || !(session instanceof ExtendedSSLSession extended)
                || !TLS_1_3.equals(session.getProtocol())) {
            return Optional.empty();
        }
        try {
            // RFC 9266 §2: a context of no octets, which in TLS 1.3 is the same as none.
            return Optional.of(extended.exportKeyingMaterialData(label, new byte[0], length));
        } catch (SSLKeyException | UnsupportedOperationException | IllegalStateException _) {
            return Optional.empty();
        }
    }
}
