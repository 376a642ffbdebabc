package io.privyseal.conformance.measure;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Answers http-01 challenges (RFC 8555 §8.3) at a port of this host for all clients of a measurement. */
final class ChallengeServer implements AutoCloseable {
    private static final String PATH = "GET /.well-known/acme-challenge/";
    private static final int LONGEST_REQUEST = 4096;
    private static final int BACKLOG = 1024;
    private static final int PATIENCE_MILLIS = 5_000;
    private static final int PATIENCE_SECONDS = 20;

    private final ServerSocket socket;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Expected> expected = new ConcurrentHashMap<>();

    private ChallengeServer(ServerSocket socket) {
        this.socket = socket;
    }

    /** What is to be answered, and whether it has been. */
    private record Expected(String keyAuthorization, CountDownLatch asked) {}

    /** At a port, or at any free one for 0. */
    static ChallengeServer open(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), BACKLOG);
        ChallengeServer server = new ChallengeServer(socket);
        Thread.ofPlatform().daemon().name("challenges").start(server::accept);
        return server;
    }

    int port() {
        return socket.getLocalPort();
    }

    void expect(String token, String keyAuthorization) {
        expected.put(token, new Expected(keyAuthorization, new CountDownLatch(1)));
    }

    /** Waits until the server under measurement has come for an answer, which spares it most of the polling. */
    void awaitAsked(String token) throws InterruptedException {
        Expected one = expected.get(token);
        if (one == null || !one.asked.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("Nobody has come to port " + port() + " for the answer to a challenge");
        }
    }

    void forget(String token) {
        expected.remove(token);
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                threads.execute(() -> serve(connection));
            } catch (IOException _) {
                // Closed, at the end of the measurement.
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setSoTimeout(PATIENCE_MILLIS);
            Expected one = expected.get(token(request(connection.getInputStream())));
            String body = one == null ? "unknown" : one.keyAuthorization;
            connection
                    .getOutputStream()
                    .write(("HTTP/1.1 " + (one == null ? "404 Not Found" : "200 OK")
                                    + "\r\nContent-Type: application/octet-stream\r\nContent-Length: " + body.length()
                                    + "\r\nConnection: close\r\n\r\n" + body)
                            .getBytes(StandardCharsets.US_ASCII));
            if (one != null) {
                one.asked.countDown();
            }
        } catch (IOException _) {
            // The other side sees it too, and says so.
        }
    }

    private static String request(InputStream in) throws IOException {
        byte[] buffer = new byte[LONGEST_REQUEST];
        int filled = 0;
        while (filled < buffer.length) {
            int read = in.read(buffer, filled, buffer.length - filled);
            if (read < 0) {
                break;
            }
            filled += read;
            String text = new String(buffer, 0, filled, StandardCharsets.ISO_8859_1);
            if (text.contains("\r\n\r\n")) {
                return text;
            }
        }
        return "";
    }

    private static String token(String request) {
        int end = request.indexOf(' ', PATH.length());
        return request.startsWith(PATH) && end > 0 ? request.substring(PATH.length(), end) : "";
    }

    @Override
    public void close() throws IOException {
        socket.close();
        threads.shutdownNow();
    }
}
