package io.privyseal.conformance.measure;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * One kept-alive connection of one thread, by HTTP or HTTPS. Requests are bytes and answers are read into one buffer,
 * because the client shares the processors with the server that it measures.
 */
final class HttpConnection implements AutoCloseable {
    private static final int LONGEST_ANSWER = 1 << 20;
    private static final int PATIENCE_MILLIS = 30_000;
    private static final byte[] END_OF_LINE = {'\r', '\n'};
    private static final byte[] END_OF_HEADERS = {'\r', '\n', '\r', '\n'};
    private static final byte[] HEAD = "HEAD ".getBytes(StandardCharsets.US_ASCII);

    private final Socket socket;
    private final InputStream in;
    private final byte[] buffer = new byte[LONGEST_ANSWER];
    private int filled;

    private HttpConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
    }

    /**
     * An answer.
     *
     * @param head status line and headers
     */
    record Answer(int status, String head, byte[] body) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        /** The value of a header, whose name is in lower case. */
        Optional<String> header(String name) {
            return valueOf(head, name);
        }
    }

    /** @param context for HTTPS */
    static HttpConnection open(SSLContext context, URI server) throws IOException {
        boolean encrypted = server.getScheme().equals("https");
        int port = server.getPort() < 0 ? (encrypted ? 443 : 80) : server.getPort();
        Socket socket = encrypted
                ? context.getSocketFactory().createSocket(server.getHost(), port)
                : new Socket(server.getHost(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        if (socket instanceof SSLSocket tls) {
            var parameters = tls.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            tls.setSSLParameters(parameters);
            tls.startHandshake();
        }
        return new HttpConnection(socket);
    }

    Answer exchange(byte[] request) throws IOException {
        socket.getOutputStream().write(request);
        filled = 0;
        int body = fillPast(END_OF_HEADERS, 0);
        String head = new String(buffer, 0, body, StandardCharsets.ISO_8859_1);
        int status = Integer.parseInt(head.substring(9, 12));
        if (Arrays.equals(request, 0, HEAD.length, HEAD, 0, HEAD.length)) {
            return new Answer(status, head, new byte[0]);
        }
        if (valueOf(head, "transfer-encoding").isPresent()) {
            return new Answer(status, head, chunks(body));
        }
        int end = body + valueOf(head, "content-length").map(Integer::parseInt).orElse(0);
        fillTo(end);
        return new Answer(status, head, Arrays.copyOfRange(buffer, body, end));
    }

    /** RFC 9112 §7.1; nobody here sends trailers. */
    private byte[] chunks(int from) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        int at = from;
        while (true) {
            int start = fillPast(END_OF_LINE, at);
            int size = Integer.parseInt(
                    new String(buffer, at, start - END_OF_LINE.length - at, StandardCharsets.US_ASCII).strip(), 16);
            fillTo(start + size + END_OF_LINE.length);
            if (size == 0) {
                return content.toByteArray();
            }
            content.write(buffer, start, size);
            at = start + size + END_OF_LINE.length;
        }
    }

    private int fillPast(byte[] mark, int from) throws IOException {
        int searched = from;
        while (true) {
            for (int i = searched; i + mark.length <= filled; i++) {
                if (Arrays.equals(buffer, i, i + mark.length, mark, 0, mark.length)) {
                    return i + mark.length;
                }
            }
            searched = Math.max(from, filled - mark.length + 1);
            fillTo(filled + 1);
        }
    }

    private void fillTo(int end) throws IOException {
        while (filled < end) {
            int read = in.read(buffer, filled, buffer.length - filled);
            if (read <= 0) {
                throw new EOFException("The server closed the connection");
            }
            filled += read;
        }
    }

    private static Optional<String> valueOf(String head, String name) {
        String wanted = "\r\n" + name + ":";
        int at = head.toLowerCase(Locale.ROOT).indexOf(wanted);
        if (at < 0) {
            return Optional.empty();
        }
        int start = at + wanted.length();
        return Optional.of(head.substring(start, head.indexOf("\r\n", start)).strip());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
