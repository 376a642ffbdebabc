package io.privyseal.validation;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Reads one answer of HTTP/1 (RFC 9112) from a server that may mean ill: head and body have a largest size, and what
 * comes after is not read. Who calls it sees to the time.
 */
final class HttpReader {
    private static final int LARGEST_HEAD = 16 * 1024;
    private static final int LARGEST_BODY = 8 * 1024;
    private static final int MOST_INTERIM_ANSWERS = 5;

    private final InputStream in;
    private int headLeft = LARGEST_HEAD;

    HttpReader(InputStream in) {
        this.in = new BufferedInputStream(in, 2048);
    }

    /**
     * Reads the answer to a GET.
     *
     * @throws ProtocolException when this is not HTTP, or more than is read
     */
    HttpAnswer read() throws IOException {
        int status = status(line());
        Map<String, String> fields = fields();
        // RFC 9110 §15.2: a client must be able to parse interim answers.
        for (int i = 0; status < 200; i++) {
            if (i == MOST_INTERIM_ANSWERS || status == 101) {
                throw new ProtocolException("no final answer");
            }
            status = status(line());
            fields = fields();
        }
        Optional<String> location = Optional.ofNullable(fields.get("location")).filter(Predicate.not(String::isEmpty));
        // RFC 9110 §15: only the body of an answer that may hold the proof is of interest.
        return new HttpAnswer(status, location, status == 200 ? body(fields) : new byte[0]);
    }

    private static int status(String line) throws ProtocolException {
        // RFC 9112 §4: "HTTP/1.1 200", and a phrase that nobody reads.
        if (!line.startsWith("HTTP/1.") || line.length() < 12 || line.charAt(8) != ' ') {
            throw new ProtocolException("no status line");
        }
        String code = line.substring(9, 12);
        boolean ended = line.length() == 12 || line.charAt(12) == ' ';
        if (!ended || !code.chars().allMatch(c -> c >= '0' && c <= '9') || code.charAt(0) == '0') {
            throw new ProtocolException("no status code");
        }
        return Integer.parseInt(code);
    }

    private Map<String, String> fields() throws IOException {
        Map<String, String> fields = new HashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            // RFC 9112 §5.1, §5.2: no white space before the colon, and no line that continues another.
            if (colon < 1 || line.charAt(0) == ' ' || line.charAt(0) == '\t' || line.charAt(colon - 1) == ' ') {
                throw new ProtocolException("no header field");
            }
            String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
            String value = line.substring(colon + 1).strip();
            String before = fields.put(name, value);
            // RFC 9112 §6.3: two lengths, or two places to go, are a server's error or an attack.
            if (before != null && !before.equals(value) && isSingle(name)) {
                throw new ProtocolException("contradicting header fields");
            }
        }
        return fields;
    }

    private static boolean isSingle(String name) {
        return name.equals("content-length") || name.equals("transfer-encoding") || name.equals("location");
    }

    // RFC 9112 §2.2: a single LF may end a line.
    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(80);
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the answer ends in its head");
            }
            if (--headLeft < 0) {
                throw new ProtocolException("the head is too large");
            }
            line.write(c);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    // RFC 9112 §6.3.
    private byte[] body(Map<String, String> fields) throws IOException {
        String encoding = fields.get("transfer-encoding");
        if (encoding != null) {
            if (!encoding.equalsIgnoreCase("chunked")) {
                throw new ProtocolException("unknown transfer coding");
            }
            return chunks();
        }
        String length = fields.get("content-length");
        if (length == null) {
            byte[] body = in.readNBytes(LARGEST_BODY + 1);
            requireSmall(body.length);
            return body;
        }
        return exactly(requireSmall(number(length, 10)));
    }

    // RFC 9112 §7.1; trailers are not read.
    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            String line = line();
            int extension = line.indexOf(';');
            long size = number((extension < 0 ? line : line.substring(0, extension)).strip(), 16);
            if (size == 0) {
                return body.toByteArray();
            }
            body.writeBytes(exactly(requireSmall(body.size() + size) - body.size()));
            if (!line().isEmpty()) {
                throw new ProtocolException("a chunk is longer than it says");
            }
        }
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the answer ends in its body");
        }
        return bytes;
    }

    private static int requireSmall(long length) throws ProtocolException {
        if (length > LARGEST_BODY) {
            throw new ProtocolException("the body is too large");
        }
        return (int) length;
    }

    private static long number(String digits, int radix) throws ProtocolException {
        if (digits.isEmpty()
                || digits.length() > 12
                || !digits.chars().allMatch(c -> c < 0x80 && Character.digit(c, radix) >= 0)) {
            throw new ProtocolException("not a length");
        }
        return Long.parseLong(digits, radix);
    }
}
