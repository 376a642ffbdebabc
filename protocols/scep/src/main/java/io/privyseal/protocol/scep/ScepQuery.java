package io.privyseal.protocol.scep;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The query of a request line (RFC 8894 §4.1).
 *
 * @param operation null when it is not named, which a POST may do
 * @param message the identifier of a CA, or the message of a GET in base64; null when absent
 */
public record ScepQuery(
        @Nullable Operation operation, @Nullable String message) {
    /**
     * Reads a query as it was sent, escapes and all. A plus sign is one: no form was filled in here.
     *
     * @param raw what follows the question mark; null when there is none
     * @throws ScepException with {@link FailInfo#BAD_REQUEST}
     */
    public static ScepQuery parse(@Nullable String raw) {
        String operation = null;
        String message = null;
        for (String parameter : raw == null ? new String[0] : raw.split("&", -1)) {
            int equals = parameter.indexOf('=');
            String name = equals < 0 ? parameter : parameter.substring(0, equals);
            String value = equals < 0 ? "" : parameter.substring(equals + 1);
            // Others are ignored: old clients add some.
            if (name.equals("operation")) {
                operation = once("operation", operation, value);
            } else if (name.equals("message")) {
                message = once("message", message, value);
            }
        }
        return new ScepQuery(operation == null ? null : requireOperation(operation), message);
    }

    /**
     * The bytes of a message that came in the query. Taken beside the standard alphabet of base64: the one for URLs, blanks
     * for plus signs, line breaks, and no padding.
     *
     * @throws ScepException with {@link FailInfo#BAD_REQUEST}
     */
    public byte[] messageBytes() {
        if (message == null || message.isEmpty()) {
            throw ScepException.badRequest("The query has no message.");
        }
        StringBuilder standard = new StringBuilder(message.length());
        for (int i = 0; i < message.length(); i++) {
            char letter = message.charAt(i);
            switch (letter) {
                case '\r', '\n', '\t' -> {}
                case ' ', '-' -> standard.append('+');
                case '_' -> standard.append('/');
                default -> standard.append(letter);
            }
        }
        try {
            return Base64.getDecoder().decode(withoutPadding(standard));
        } catch (IllegalArgumentException e) {
            throw ScepException.badRequest("The message in the query is not base64.");
        }
    }

    /** The identifier of a CA in GetCACert and GetCACaps, which many clients fill with something of their own. */
    public Optional<String> identifier() {
        return Optional.ofNullable(message).filter(text -> !text.isEmpty());
    }

    private static String once(String name, @Nullable String before, String value) {
        if (before != null) {
            throw ScepException.badRequest("The query has \"" + name + "\" twice.");
        }
        return decode(value);
    }

    private static Operation requireOperation(String text) {
        return Operation.find(text).orElseThrow(() -> ScepException.badRequest("The operation is not known."));
    }

    private static String withoutPadding(StringBuilder text) {
        int end = text.length();
        // A blank at the end is a padding nobody sends; only "=" is.
        while (end > 0 && text.length() - end < 2 && text.charAt(end - 1) == '=') {
            end--;
        }
        return text.substring(0, end);
    }

    private static String decode(String value) {
        if (value.indexOf('%') < 0) {
            return value;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(value.length());
        for (int i = 0; i < value.length(); i++) {
            char letter = value.charAt(i);
            if (letter == '%') {
                out.write((hex(value, i + 1) << 4) | hex(value, i + 2));
                i += 2;
            } else {
                out.writeBytes(String.valueOf(letter).getBytes(StandardCharsets.UTF_8));
            }
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static int hex(String value, int at) {
        int digit = at < value.length() ? Character.digit(value.charAt(at), 16) : -1;
        if (digit < 0) {
            throw ScepException.badRequest("The query has a broken escape.");
        }
        return digit;
    }
}
