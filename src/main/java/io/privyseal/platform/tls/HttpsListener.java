package io.privyseal.platform.tls;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.TrustOptions;
import jakarta.inject.Singleton;
import java.util.LinkedHashSet;
import java.util.List;

/** Gives the HTTPS listener its certificate at run time; there is none at build time. */
@Singleton
final class HttpsListener implements HttpServerOptionsCustomizer {
    private final ServerCertificate certificate;

    HttpsListener(ServerCertificate certificate) {
        this.certificate = certificate;
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        options.setSsl(true);
        options.setKeyCertOptions(KeyCertOptions.wrap(new ServerKeys(certificate)));
        options.setTrustOptions(TrustOptions.wrap(new AnyClient()));
        options.setClientAuth(ClientAuth.REQUEST);
        options.setEnabledSecureTransportProtocols(new LinkedHashSet<>(List.of("TLSv1.3", "TLSv1.2")));
    }
}
