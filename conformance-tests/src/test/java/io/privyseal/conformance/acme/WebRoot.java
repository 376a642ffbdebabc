package io.privyseal.conformance.acme;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/** A web server on loopback that serves the challenge files which clients put into a directory. */
final class WebRoot implements AutoCloseable {
    private static final String CHALLENGES = "/.well-known/acme-challenge/";

    private final Path root;
    private final HttpServer server;

    WebRoot(Path root) throws IOException {
        this.root = root;
        Files.createDirectories(challenges());
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.createContext(CHALLENGES, this::serve);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    Path root() {
        return root;
    }

    Path challenges() {
        return root.resolve(CHALLENGES.substring(1));
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String token = exchange.getRequestURI().getPath().substring(CHALLENGES.length());
            Path file = challenges().resolve(token);
            if (!token.matches("[A-Za-z0-9_-]+") || !Files.isRegularFile(file)) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            byte[] content = Files.readAllBytes(file);
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
