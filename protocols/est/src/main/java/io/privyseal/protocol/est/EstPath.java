package io.privyseal.protocol.est;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An address below {@code /.well-known/est} (RFC 7030 §3.2.2).
 *
 * @param label which of several CAs or profiles is meant; null when the path has none
 */
public record EstPath(@Nullable String label, EstOperation operation) {
    /** What all addresses begin with. */
    public static final String ROOT = "/.well-known/est/";

    private static final int LONGEST_LABEL = 128;

    /**
     * Reads a path as it came on the wire, without query.
     *
     * <p>Percent-encoding is decoded once, and only where it stands for a character that could have been written plainly:
     * no encoded slash, and nothing that a second decoding would change.
     *
     * @throws EstException with {@link EstFailure#UNKNOWN_ADDRESS}
     */
    public static EstPath parse(String path) {
        if (!path.startsWith(ROOT)) {
            throw unknown("The address is not below " + ROOT + ".");
        }
        List<String> segments = List.of(path.substring(ROOT.length()).split("/", -1));
        if (segments.size() > 2) {
            throw unknown("The address has more segments than a label and an operation.");
        }
        EstOperation operation = EstOperation.find(decoded(segments.getLast()))
                .orElseThrow(() -> unknown("The address names no operation of EST."));
        return new EstPath(segments.size() == 1 ? null : label(segments.getFirst()), operation);
    }

    /** Whether endpoints can have this label. */
    public static boolean isLabel(String label) {
        return !label.isEmpty()
                && label.length() <= LONGEST_LABEL
                && label.chars().allMatch(EstPath::isUnreserved)
                && !label.equals(".")
                && !label.equals("..")
                && EstOperation.find(label).isEmpty();
    }

    private static String label(String segment) {
        String label = decoded(segment);
        if (!isLabel(label)) {
            throw unknown("The address has a label that no endpoint can have.");
        }
        return label;
    }

    private static String decoded(String segment) {
        if (segment.indexOf('%') < 0) {
            return segment;
        }
        StringBuilder decoded = new StringBuilder(segment.length());
        for (int i = 0; i < segment.length(); i++) {
            char c = segment.charAt(i);
            if (c == '%') {
                c = escaped(segment, i + 1);
                i += 2;
            }
            decoded.append(c);
        }
        return decoded.toString();
    }

    private static char escaped(String segment, int at) {
        int high = at + 1 < segment.length() ? Character.digit(segment.charAt(at), 16) : -1;
        int low = at + 1 < segment.length() ? Character.digit(segment.charAt(at + 1), 16) : -1;
        int octet = (high << 4) | low;
        if (high < 0 || low < 0 || !isUnreserved(octet)) {
            throw unknown("The address has an escape that a label cannot have.");
        }
        return (char) octet;
    }

    /** RFC 3986 §2.3. */
    private static boolean isUnreserved(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '.'
                || c == '_'
                || c == '~';
    }

    private static EstException unknown(String detail) {
        return new EstException(EstFailure.UNKNOWN_ADDRESS, detail);
    }
}
