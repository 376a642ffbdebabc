package io.privyseal.est;

import io.privyseal.platform.tls.ClientCertificateListener;
import io.privyseal.platform.web.ListenerConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.OptionalInt;
import java.util.concurrent.CompletionException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The port for EST alone whose TLS handshake demands a client certificate: for networks whose devices must not even see a
 * password prompt, and for clients that offer a certificate only where it is demanded.
 */
@Singleton
class EstPort {
    private static final Logger LOG = Logger.getLogger(EstPort.class);
    private static final String ROOT = "/.well-known/est/";

    private final Vertx vertx;
    private final ClientCertificateListener listener;
    private final OptionalInt port;
    private final String bind;
    private @Nullable HttpServer server;

    EstPort(Vertx vertx, ClientCertificateListener listener, EstConfig config, ListenerConfig listeners) {
        this.vertx = vertx;
        this.listener = listener;
        this.port = config.estPort();
        this.bind = listeners.bind();
    }

    void open(@Observes StartupEvent event) {
        if (port.isEmpty()) {
            return;
        }
        HttpServer created = vertx.createHttpServer(
                        listener.options().setPort(port.getAsInt()).setHost(bind))
                .requestHandler(EstPort::handle);
        try {
            created.listen().toCompletionStage().toCompletableFuture().join();
        } catch (CompletionException e) {
            throw new IllegalStateException("Cannot listen on the EST port " + port.getAsInt(), e.getCause());
        }
        server = created;
        LOG.infof("EST with client certificates on port %d", created.actualPort());
    }

    /** Where it listens, which is not where it was told to when that was 0. */
    int actualPort() {
        return server == null ? -1 : server.actualPort();
    }

    void close(@Observes ShutdownEvent event) {
        if (server != null) {
            server.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    /** The same doors and the same rules as everywhere, but for EST only. */
    private static void handle(HttpServerRequest request) {
        if (request.path() != null && request.path().startsWith(ROOT)) {
            VertxHttpRecorder.getRootHandler().handle(request);
        } else {
            request.response().setStatusCode(404).end();
        }
    }
}
