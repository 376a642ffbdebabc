package io.privyseal.platform.tls;

import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import jakarta.inject.Singleton;

/** Options of a listener as the HTTPS listener's, but whose handshake fails for clients without a certificate. */
@Singleton
public final class ClientCertificateListener {
    private final HttpsListener https;

    ClientCertificateListener(HttpsListener https) {
        this.https = https;
    }

    public HttpServerOptions options() {
        HttpServerOptions options = new HttpServerOptions();
        https.customizeHttpsServer(options);
        return options.setClientAuth(ClientAuth.REQUIRED).setUseAlpn(true);
    }
}
