package io.privyseal.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A server on a loopback address that does whatever a test wants with each connection, and knows which are still open. */
final class LoopbackServer implements AutoCloseable {
    /** What to do with a connection; it is closed afterwards. */
    interface Handler {
        void handle(Socket socket) throws Exception;
    }

    private final ServerSocket listener;
    private final Handler handler;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger closedByPeer = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    LoopbackServer(Handler handler) {
        this("127.0.0.1", 0, handler);
    }

    LoopbackServer(String address, int port, Handler handler) {
        this.handler = handler;
        try {
            listener = new ServerSocket(port, 50, InetAddress.ofLiteral(address));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    /** Reads a request's head and answers with what the function makes of it. */
    static Handler http(Function<List<String>, String> answer) {
        return socket -> {
            List<String> head = readHead(socket);
            socket.getOutputStream().write(answer.apply(head).getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            socket.shutdownOutput();
        };
    }

    static List<String> readHead(Socket socket) throws IOException {
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        List<String> head = new ArrayList<>();
        for (String line = reader.readLine(); line != null && !line.isEmpty(); line = reader.readLine()) {
            head.add(line);
        }
        return head;
    }

    static String ok(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    static String redirect(String location) {
        return "HTTP/1.1 302 Found\r\nLocation: " + location + "\r\nContent-Length: 0\r\n\r\n";
    }

    int port() {
        return listener.getLocalPort();
    }

    int accepted() {
        return accepted.get();
    }

    /** How many connections were open at the same time at most. */
    int most() {
        return most.get();
    }

    /** The client must have closed every connection that it opened, soon. */
    void assertAllClosed() throws InterruptedException {
        for (int i = 0; i < 200 && closedByPeer.get() < accepted.get(); i++) {
            Thread.sleep(Duration.ofMillis(10));
        }
        assertThat(closedByPeer).as("connections closed by the client").hasValue(accepted.get());
    }

    private void accept() {
        while (true) {
            try {
                Socket socket = listener.accept();
                accepted.incrementAndGet();
                open.add(socket);
                most.accumulateAndGet(open.size(), Math::max);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            try {
                handler.handle(socket);
            } catch (IOException _) {
                // Tests cut connections.
            }
            waitForClose(socket);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            open.remove(socket);
        }
    }

    private void waitForClose(Socket socket) throws IOException {
        try {
            socket.setSoTimeout(5000);
            while (socket.getInputStream().read() >= 0) {
                // what a client still says
            }
            closedByPeer.incrementAndGet();
        } catch (SocketException _) {
            // A reset is an end too.
            closedByPeer.incrementAndGet();
        } catch (SocketTimeoutException _) {
            // Not closed: the test will say so.
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : new CopyOnWriteArrayList<>(open)) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
