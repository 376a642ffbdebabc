package io.privyseal.platform;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A request by HTTP whose body comes in chunks and never ends. */
public final class EndlessBody implements AutoCloseable {
    private static final int CHUNK = 64 * 1024;
    private static final int PATIENCE = 30_000;

    private final Socket socket;

    public EndlessBody(int port, String path, String type) throws IOException {
        this(new Socket(InetAddress.ofLiteral("127.0.0.1"), port), path, type, "");
    }

    /** @param headers more of them, each with its line end */
    public EndlessBody(Socket socket, String path, String type, String headers) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE);
        send("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type + "\r\n" + headers
                + "Transfer-Encoding: chunked\r\n\r\n");
    }

    /** The status of the answer, which has to come before so many octets are sent. */
    public int statusAfterAtMost(long octets) throws IOException {
        // Read meanwhile: a write that fails can close the socket before the answer is read.
        FutureTask<Integer> status = new FutureTask<>(this::status);
        Thread.ofVirtual().start(status);
        byte[] chunk = new byte[CHUNK];
        try {
            for (long sent = 0; sent < octets && !status.isDone(); sent += CHUNK) {
                send(Integer.toHexString(CHUNK) + "\r\n");
                socket.getOutputStream().write(chunk);
                send("\r\n");
            }
        } catch (IOException _) {
            // The server has had enough.
        }
        try {
            return status.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IOException("No answer", e);
        }
    }

    private int status() throws IOException {
        socket.getInputStream().skipNBytes("HTTP/1.1 ".length());
        return Integer.parseInt(new String(socket.getInputStream().readNBytes(3), StandardCharsets.US_ASCII));
    }

    private void send(String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
