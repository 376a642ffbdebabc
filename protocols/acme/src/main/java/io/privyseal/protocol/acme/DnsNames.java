package io.privyseal.protocol.acme;

/**
 * The form of DNS names in orders: the one that certificates carry (RFC 8555 §7.1.4, RFC 5280 §7.2), which is lower-case
 * letters, digits, hyphens and A-labels, without a dot at the end.
 */
final class DnsNames {
    static final String WILDCARD = "*.";
    // RFC 1035 §2.3.4: 255 octets on the wire are 253 characters of text.
    private static final int LONGEST = 253;
    private static final int LONGEST_LABEL = 63;

    private DnsNames() {}

    /** ASCII only: other characters are for {@link #check} to refuse. */
    static String lowerCase(String name) {
        StringBuilder lower = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            lower.append(c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c);
        }
        return lower.toString();
    }

    /**
     * @throws ProblemException with {@link ProblemType#MALFORMED}, or with {@link ProblemType#REJECTED_IDENTIFIER} for a
     *     wildcard under a top-level domain
     */
    static void check(String name) {
        if (name.isEmpty()) {
            throw malformed(name, "is empty");
        }
        if (name.length() > LONGEST) {
            throw malformed(name, "is longer than 253 characters");
        }
        if (name.endsWith(".")) {
            throw malformed(name, "ends with a dot");
        }
        int start = name.startsWith(WILDCARD) ? WILDCARD.length() : 0;
        boolean isWildcard = start > 0;
        int labels = 0;
        int end;
        do {
            end = name.indexOf('.', start);
            int stop = end < 0 ? name.length() : end;
            checkLabel(name, start, stop);
            labels++;
            if (end < 0) {
                checkTopLevel(name, start);
            }
            start = stop + 1;
        } while (end >= 0);
        if (isWildcard && labels == 1) {
            throw Problem.of(
                            ProblemType.REJECTED_IDENTIFIER,
                            "The DNS name " + Quoted.text(name) + " has a wildcard directly under a top-level domain.")
                    .asException();
        }
    }

    private static void checkLabel(String name, int start, int stop) {
        if (stop == start) {
            throw malformed(name, "has an empty label");
        }
        for (int i = start; i < stop; i++) {
            if (!isLetterDigitHyphen(name.charAt(i))) {
                throw malformed(name, complaintAbout(name.charAt(i)));
            }
        }
        if (stop - start > LONGEST_LABEL) {
            throw malformed(name, "has a label longer than 63 characters");
        }
        if (name.charAt(start) == '-' || name.charAt(stop - 1) == '-') {
            throw malformed(name, "has a label that starts or ends with a hyphen");
        }
        // RFC 8555 §7.1.4: servers must verify what begins with the ACE prefix.
        if (name.startsWith(Punycode.ACE_PREFIX, start) && !Punycode.isSound(name.substring(start, stop))) {
            throw malformed(name, "has an xn-- label that stands for no label in Unicode");
        }
    }

    /** RFC 3696 §2: no top-level domain is all-numeric, which keeps IP addresses apart from names. */
    private static void checkTopLevel(String name, int start) {
        for (int i = start; i < name.length(); i++) {
            if (name.charAt(i) < '0' || name.charAt(i) > '9') {
                return;
            }
        }
        throw malformed(name, "has an all-numeric top-level domain; IP addresses are identifiers of type 'ip'");
    }

    // RFC 5280 §4.2.1.6: the preferred name syntax of RFC 1034 §3.5, as amended by RFC 1123 §2.1.
    private static boolean isLetterDigitHyphen(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    }

    private static String complaintAbout(char c) {
        if (c > 0x7f) {
            return "is not in ASCII; write international labels as A-labels (xn--)";
        }
        return switch (c) {
            case '*' -> "has an asterisk that is not the whole leftmost label";
            case '_' -> "has an underscore";
            default -> "has a character that is not allowed";
        };
    }

    private static ProblemException malformed(String name, String why) {
        return Problem.malformed("The DNS name " + Quoted.text(name) + " " + why + ".")
                .asException();
    }
}
