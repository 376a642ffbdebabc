package io.privyseal.platform.name;

import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import java.util.Locale;
import java.util.Optional;

/**
 * A DNS name in the form that certificates carry: lower-case LDH and A-labels, no trailing dot, possibly a wildcard.
 *
 * @param value such as {@code www.example.com}, {@code xn--bcher-kva.example} or {@code *.example.com}
 */
public record DnsName(String value) {
    // RFC 1035 §2.3.4: 255 octets on the wire are 253 characters of text.
    private static final int MAXIMUM_LENGTH = 253;
    private static final int MAXIMUM_LABEL = 63;
    private static final String WILDCARD = "*.";

    /** @throws RefusedException when the value is not already in the form of a certificate */
    public DnsName {
        check(value);
    }

    /**
     * Reads a name as people write it: any case, and labels in Unicode (IDNA2008, RFC 5891).
     *
     * @throws RefusedException with {@link Refusal#IDENTIFIER_MALFORMED}
     */
    public static DnsName parse(String text) {
        if (text.length() > MAXIMUM_LENGTH) {
            throw malformed(text, "is longer than 253 characters");
        }
        return new DnsName(isAscii(text) ? text.toLowerCase(Locale.ROOT) : toALabels(text));
    }

    /**
     * The name that a text is where any would do, such as a common name: two labels at least, and the last of them one that
     * a top-level domain can have (RFC 3696 §2), so that device ids with dots in them are none.
     */
    public static Optional<DnsName> find(String text) {
        String name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        try {
            return Optional.of(parse(name)).filter(DnsName::hasTopLevelDomain);
        } catch (RefusedException _) {
            return Optional.empty();
        }
    }

    private boolean hasTopLevelDomain() {
        int dot = value.lastIndexOf('.');
        String last = value.substring(dot + 1);
        return dot > 0
                && (last.startsWith(InternationalLabel.PREFIX) || last.chars().allMatch(c -> c >= 'a' && c <= 'z'));
    }

    public boolean isWildcard() {
        return value.startsWith(WILDCARD);
    }

    /** The name under the wildcard, or the name itself. */
    public DnsName withoutWildcard() {
        return isWildcard() ? new DnsName(value.substring(WILDCARD.length())) : this;
    }

    /** Whether this name is the domain itself or lies under it; a wildcard lies under what follows its asterisk. */
    public boolean isWithin(DnsName domain) {
        return value.equals(domain.value)
                || (value.endsWith(domain.value) && value.charAt(value.length() - domain.value.length() - 1) == '.');
    }

    @Override
    public String toString() {
        return value;
    }

    private static void check(String value) {
        if (value.isEmpty()) {
            throw malformed(value, "is empty");
        }
        if (value.length() > MAXIMUM_LENGTH) {
            throw malformed(value, "is longer than 253 characters");
        }
        if (value.endsWith(".")) {
            throw malformed(value, "ends with a dot");
        }
        int start = 0;
        if (value.startsWith(WILDCARD)) {
            start = WILDCARD.length();
            // RFC 9525 §6.3: a wildcard never stands for what a whole top-level domain contains.
            if (value.indexOf('.', start) < 0) {
                throw malformed(value, "has a wildcard directly under a top-level domain");
            }
        }
        int end;
        do {
            end = value.indexOf('.', start);
            int stop = end < 0 ? value.length() : end;
            checkLabel(value, start, stop);
            if (end < 0) {
                checkTopLevel(value, start);
            }
            start = stop + 1;
        } while (end >= 0);
    }

    private static void checkLabel(String value, int start, int stop) {
        if (stop == start) {
            throw malformed(value, "has an empty label");
        }
        if (stop - start > MAXIMUM_LABEL) {
            throw malformed(value, "has a label longer than 63 characters");
        }
        for (int i = start; i < stop; i++) {
            if (!isLetterDigitHyphen(value.charAt(i))) {
                throw malformed(value, complaintAbout(value.charAt(i)));
            }
        }
        if (value.charAt(start) == '-' || value.charAt(stop - 1) == '-') {
            throw malformed(value, "has a label that starts or ends with a hyphen");
        }
        if (value.startsWith(InternationalLabel.PREFIX, start)
                && !InternationalLabel.isValid(value.substring(start, stop))) {
            throw malformed(value, "has an xn-- label that is not valid IDNA2008");
        }
    }

    /** RFC 3696 §2: no top-level domain is all-numeric, which keeps IP addresses apart from names. */
    private static void checkTopLevel(String value, int start) {
        for (int i = start; i < value.length(); i++) {
            if (value.charAt(i) < '0' || value.charAt(i) > '9') {
                return;
            }
        }
        throw malformed(value, "has an all-numeric top-level domain");
    }

    // RFC 5280 §4.2.1.6: the preferred name syntax of RFC 1034 §3.5, as amended by RFC 1123 §2.1.
    private static boolean isLetterDigitHyphen(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    }

    private static String complaintAbout(char c) {
        return switch (c) {
            case '*' -> "has an asterisk that is not the whole leftmost label";
            case '_' -> "has an underscore";
            default -> "has a character that is not allowed";
        };
    }

    private static String toALabels(String text) {
        StringBuilder name = new StringBuilder(text.length() + 16);
        int start = 0;
        int end;
        do {
            end = text.indexOf('.', start);
            String label = text.substring(start, end < 0 ? text.length() : end);
            name.append(isAscii(label) ? label.toLowerCase(Locale.ROOT) : aLabel(text, label));
            if (end >= 0) {
                name.append('.');
            }
            start = end + 1;
        } while (end >= 0);
        return name.toString();
    }

    private static String aLabel(String text, String label) {
        return InternationalLabel.toALabel(label)
                .orElseThrow(() -> malformed(text, "has a label that IDNA2008 does not allow"));
    }

    static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0x7f) {
                return false;
            }
        }
        return true;
    }

    private static RefusedException malformed(String name, String why) {
        return new RefusedException(
                Refusal.IDENTIFIER_MALFORMED, "The DNS name '" + Printable.text(name) + "' " + why + ".");
    }
}
