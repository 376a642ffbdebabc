package io.privyseal.conformance.measure;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * One kept-alive HTTPS connection of one thread. Requests are built beforehand and answers are read into one buffer,
 * because the client shares the processors with the server that it measures.
 */
final class RestClient implements AutoCloseable {
    private static final int LONGEST_ANSWER = 1 << 20;
    private static final int PATIENCE_MILLIS = 30_000;
    private static final byte[] END_OF_HEADERS = {'\r', '\n', '\r', '\n'};
    private static final Pattern SSL_ID = Pattern.compile("\"sslId\":(\\d+)");

    private final SSLSocket socket;
    private final InputStream in;
    private final byte[] buffer = new byte[LONGEST_ANSWER];
    private int filled;

    private RestClient(SSLSocket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
    }

    /** An answer: status, the one counting header (−1 without), body. */
    record Answer(int status, long totalCount, byte[] body) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        /** The number that an enrollment got. */
        long sslId() {
            Matcher matcher = SSL_ID.matcher(text());
            if (status != 200 || !matcher.find()) {
                throw new IllegalStateException("Enrollment answered " + status + ": " + text());
            }
            return Long.parseLong(matcher.group(1));
        }
    }

    static SSLContext trusting(FirstRun server) throws IOException, GeneralSecurityException {
        KeyStore roots = KeyStore.getInstance(KeyStore.getDefaultType());
        roots.load(null, null);
        roots.setCertificateEntry(
                "root",
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(server.root()))));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(roots);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    static RestClient connect(SSLContext context, URI api) throws IOException {
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(api.getHost(), api.getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        var parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return new RestClient(socket);
    }

    /** A request's bytes, to be sent as often as wanted. */
    static byte[] request(FirstRun server, String method, String path, String body) {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder(512)
                .append(method)
                .append(' ')
                .append(server.api().getPath())
                .append(path)
                .append(" HTTP/1.1\r\nHost: ")
                .append(server.api().getAuthority())
                .append("\r\nlogin: ")
                .append(server.login())
                .append("\r\npassword: ")
                .append(server.password())
                .append("\r\ncustomerUri: ")
                .append(server.customerUri());
        if (content.length > 0) {
            head.append("\r\nContent-Type: application/json\r\nContent-Length: ")
                    .append(content.length);
        }
        byte[] start = head.append("\r\n\r\n").toString().getBytes(StandardCharsets.US_ASCII);
        byte[] all = Arrays.copyOf(start, start.length + content.length);
        System.arraycopy(content, 0, all, start.length, content.length);
        return all;
    }

    Answer get(FirstRun server, String path) throws IOException {
        return exchange(request(server, "GET", path, ""));
    }

    Answer exchange(byte[] request) throws IOException {
        socket.getOutputStream().write(request);
        filled = 0;
        int headEnd = -1;
        while (headEnd < 0) {
            int from = Math.max(0, filled - END_OF_HEADERS.length);
            fill();
            headEnd = endOfHeaders(from, filled);
        }
        String head = new String(buffer, 0, headEnd, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        int status = Integer.parseInt(head.substring(9, 12));
        byte[] body = head.contains("\r\ntransfer-encoding: chunked")
                ? chunks(headEnd)
                : content(headEnd, (int) Math.max(0, header(head, "content-length")));
        return new Answer(status, header(head, "x-total-count"), body);
    }

    private void fill() throws IOException {
        int read = in.read(buffer, filled, buffer.length - filled);
        if (read <= 0) {
            throw new EOFException("The server closed the connection, or its answer is too long");
        }
        filled += read;
    }

    private byte[] content(int from, int length) throws IOException {
        while (filled < from + length) {
            fill();
        }
        return Arrays.copyOfRange(buffer, from, from + length);
    }

    /** RFC 9112 §7.1, without trailers. */
    private byte[] chunks(int from) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int at = from;
        while (true) {
            int size = Integer.parseInt(line(at), 16);
            at += line(at).length() + 2;
            body.writeBytes(content(at, size));
            content(at + size, 2);
            at += size + 2;
            if (size == 0) {
                return body.toByteArray();
            }
        }
    }

    private String line(int from) throws IOException {
        int end = from;
        while (true) {
            while (end + 1 >= filled) {
                fill();
            }
            if (buffer[end] == '\r' && buffer[end + 1] == '\n') {
                return new String(buffer, from, end - from, StandardCharsets.US_ASCII);
            }
            end++;
        }
    }

    private int endOfHeaders(int from, int to) {
        for (int i = from; i + END_OF_HEADERS.length <= to; i++) {
            if (Arrays.equals(buffer, i, i + END_OF_HEADERS.length, END_OF_HEADERS, 0, END_OF_HEADERS.length)) {
                return i + END_OF_HEADERS.length;
            }
        }
        return -1;
    }

    private static long header(String head, String name) {
        int at = head.indexOf("\r\n" + name + ":");
        if (at < 0) {
            return -1;
        }
        int start = at + name.length() + 3;
        return Long.parseLong(head.substring(start, head.indexOf("\r\n", start)).strip());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
