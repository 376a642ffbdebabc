package io.privyseal.conformance.measure;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/** An administrator at the REST API, over one connection of one thread; requests are built beforehand. */
final class RestClient implements AutoCloseable {
    private static final Pattern SSL_ID = Pattern.compile("\"sslId\":(\\d+)");

    private final HttpConnection connection;

    private RestClient(HttpConnection connection) {
        this.connection = connection;
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
        return Trust.in(server.root());
    }

    static RestClient connect(SSLContext context, URI api) throws IOException {
        return new RestClient(HttpConnection.open(context, api));
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
        HttpConnection.Answer answer = connection.exchange(request);
        return new Answer(
                answer.status(),
                answer.header("x-total-count").map(Long::parseLong).orElse(-1L),
                answer.body());
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
