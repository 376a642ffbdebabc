package io.privyseal.protocol.est;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A media type (RFC 9110 §8.3.1).
 *
 * @param name type and subtype, in lower case
 * @param parameters by name in lower case; the values as they came
 */
public record ContentType(String name, Map<String, String> parameters) {
    /** A CSR (RFC 5967). */
    public static final String PKCS10 = "application/pkcs10";

    /** A message of CMS (RFC 8551). */
    public static final String PKCS7_MIME = "application/pkcs7-mime";

    private static final int LONGEST = 512;

    public ContentType {
        parameters = Map.copyOf(parameters);
    }

    /**
     * Reads the value of a header.
     *
     * @throws EstException with {@link EstFailure#WRONG_MEDIA_TYPE}
     */
    public static ContentType parse(String header) {
        if (header.length() > LONGEST) {
            throw wrong("The Content-Type is too long.");
        }
        int end = header.indexOf(';');
        String name = (end < 0 ? header : header.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        int slash = name.indexOf('/');
        if (slash < 1 || !isToken(name.substring(0, slash)) || !isToken(name.substring(slash + 1))) {
            throw wrong("The Content-Type is not a media type.");
        }
        return new ContentType(name, end < 0 ? Map.of() : parameters(header, end));
    }

    /** Refuses another type than the operation takes. */
    public void require(String wanted) {
        if (!name.equals(wanted)) {
            throw wrong("This operation takes " + wanted + ".");
        }
    }

    private static Map<String, String> parameters(String header, int start) {
        Map<String, String> parameters = new LinkedHashMap<>();
        int at = start;
        while (at < header.length()) {
            // At a semicolon. RFC 9110 §5.6.6: there may be nothing between two of them.
            int equals = at + 1;
            while (equals < header.length() && header.charAt(equals) != '=' && header.charAt(equals) != ';') {
                equals++;
            }
            String name = header.substring(at + 1, equals).strip().toLowerCase(Locale.ROOT);
            if (equals == header.length() || header.charAt(equals) == ';') {
                if (!name.isEmpty()) {
                    throw wrong("The Content-Type has a parameter without a value.");
                }
                at = equals;
                continue;
            }
            int end = valueEnd(header, equals + 1);
            String value = unquoted(header.substring(equals + 1, end).strip());
            if (!isToken(name) || parameters.put(name, value) != null) {
                throw wrong("The Content-Type has a parameter that cannot be read.");
            }
            at = end;
        }
        return parameters;
    }

    private static int valueEnd(String header, int start) {
        boolean quoted = false;
        for (int i = start; i < header.length(); i++) {
            char c = header.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ';' && !quoted) {
                return i;
            }
        }
        if (quoted) {
            throw wrong("The Content-Type has a quotation mark that is not closed.");
        }
        return header.length();
    }

    private static String unquoted(String value) {
        if (value.length() < 2 || value.charAt(0) != '"' || value.charAt(value.length() - 1) != '"') {
            return value;
        }
        StringBuilder text = new StringBuilder();
        for (int i = 1; i < value.length() - 1; i++) {
            if (value.charAt(i) == '\\' && i + 1 < value.length() - 1) {
                i++;
            }
            text.append(value.charAt(i));
        }
        return text.toString();
    }

    /** RFC 9110 §5.6.2. */
    private static boolean isToken(String text) {
        return !text.isEmpty()
                && text.chars()
                        .allMatch(c -> (c >= 'a' && c <= 'z')
                                || (c >= 'A' && c <= 'Z')
                                || (c >= '0' && c <= '9')
                                || "!#$%&'*+-.^_`|~".indexOf(c) >= 0);
    }

    private static EstException wrong(String detail) {
        return new EstException(EstFailure.WRONG_MEDIA_TYPE, detail);
    }
}
