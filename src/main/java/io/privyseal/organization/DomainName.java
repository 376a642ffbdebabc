package io.privyseal.organization;

import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.platform.Text;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The name of a domain entry: A-labels in lower case, perhaps behind {@code *.}.
 *
 * @param value such as {@code example.test} or {@code *.example.test}
 */
public record DomainName(String value) {
    private static final String WILDCARD = "*.";
    private static final int SHORTEST = 4;
    private static final int LONGEST = 255;
    /** RFC 1035 §2.3.4: 255 octets on the wire are 253 characters. */
    private static final int LONGEST_HOST = 253;

    private static final int LONGEST_LABEL = 63;

    /** Reads what a caller sent; refuses it with the contract's reasons. */
    public static DomainName parse(@Nullable String text) {
        String name = Text.requireClean("name", text, Integer.MAX_VALUE).toLowerCase(Locale.ROOT);
        if (name.length() < SHORTEST || name.length() > LONGEST) {
            throw new RefusedException(
                    Refusal.DOMAIN_NAME_LENGTH,
                    "The length of a domain name must be between " + SHORTEST + " and " + LONGEST + " characters.");
        }
        String host = hostOf(name);
        if (host.startsWith(".") || host.endsWith(".") || host.contains("..")) {
            throw new RefusedException(
                    Refusal.DOMAIN_NAME_DOTS,
                    "A domain name must not begin or end with a dot, nor have two dots in a row.");
        }
        if (!isHost(host)) {
            throw new RefusedException(
                    Refusal.DOMAIN_NAME_INVALID,
                    "The domain name is invalid: it may have letters, digits, hyphens and one leading '*.';"
                            + " write internationalized names as A-labels (xn--...).");
        }
        return new DomainName(name);
    }

    public boolean isWildcard() {
        return value.startsWith(WILDCARD);
    }

    /** The name without {@code *.}. */
    public String host() {
        return hostOf(value);
    }

    public boolean isSingleLabel() {
        return host().indexOf('.') < 0;
    }

    static boolean isWildcard(String name) {
        return name.startsWith(WILDCARD);
    }

    static String hostOf(String name) {
        return isWildcard(name) ? name.substring(WILDCARD.length()) : name;
    }

    static boolean isHost(String host) {
        if (host.isEmpty() || host.length() > LONGEST_HOST) {
            return false;
        }
        int start = 0;
        for (int dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', start)) {
            if (!isLabel(host, start, dot)) {
                return false;
            }
            start = dot + 1;
        }
        // An all-numeric last label is an IPv4 address or looks like one (RFC 3696 §2).
        return isLabel(host, start, host.length()) && !isNumeric(host, start);
    }

    /** RFC 1123 §2.1: letters, digits and inner hyphens. */
    private static boolean isLabel(String host, int start, int end) {
        if (start == end || end - start > LONGEST_LABEL || host.charAt(start) == '-' || host.charAt(end - 1) == '-') {
            return false;
        }
        for (int i = start; i < end; i++) {
            char c = host.charAt(i);
            if (!((c >= 'a' && c <= 'z') || isDigit(c) || c == '-')) {
                return false;
            }
        }
        return true;
    }

    private static boolean isNumeric(String host, int start) {
        for (int i = start; i < host.length(); i++) {
            if (!isDigit(host.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    @Override
    public String toString() {
        return value;
    }
}
