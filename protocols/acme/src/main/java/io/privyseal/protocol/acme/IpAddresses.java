package io.privyseal.protocol.acme;

import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * The form of IP addresses in orders (RFC 8738 §3): dotted decimal, or RFC 5952 §4 for version 6, and nothing else, so
 * that one address has one text.
 */
final class IpAddresses {
    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    private static final Pattern V4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    private static final Pattern DOTTED_MAPPED = Pattern.compile("(?i)::ffff:" + V4.pattern());
    private static final int[] MAPPED_PREFIX = {0, 0, 0, 0, 0, 0xffff};
    private static final Pattern GROUP = Pattern.compile("[0-9a-f]{1,4}");
    private static final int GROUPS = 8;
    private static final int LONGEST = 45;

    private IpAddresses() {}

    /**
     * @throws ProblemException with {@link ProblemType#MALFORMED}, or with {@link ProblemType#REJECTED_IDENTIFIER} for an
     *     IPv4 address that is mapped into IPv6
     */
    static void check(String address) {
        if (address.length() > LONGEST) {
            throw malformed(address, "is too long");
        }
        if (address.indexOf(':') < 0) {
            if (!V4.matcher(address).matches()) {
                throw malformed(address, "is not an IPv4 address in dotted decimal without leading zeros");
            }
            return;
        }
        // RFC 5952 §5: the form that mapped addresses have.
        if (DOTTED_MAPPED.matcher(address).matches()) {
            throw mapped(address);
        }
        int[] groups = groups(address);
        if (isMapped(groups)) {
            throw mapped(address);
        }
        if (!text(groups).equals(address)) {
            throw malformed(address, "is not in the form of RFC 5952, which is '" + text(groups) + "'");
        }
    }

    private static int[] groups(String address) {
        int gap = address.indexOf("::");
        String[] front = parts(gap < 0 ? address : address.substring(0, gap));
        String[] back = parts(gap < 0 ? "" : address.substring(gap + 2));
        int given = front.length + back.length;
        if (gap < 0 ? given != GROUPS : given >= GROUPS) {
            throw malformed(address, "is not an IPv6 address");
        }
        int[] groups = new int[GROUPS];
        for (int i = 0; i < front.length; i++) {
            groups[i] = group(address, front[i]);
        }
        for (int i = 0; i < back.length; i++) {
            groups[GROUPS - back.length + i] = group(address, back[i]);
        }
        return groups;
    }

    private static String[] parts(String text) {
        return text.isEmpty() ? new String[0] : text.split(":", -1);
    }

    private static int group(String address, String digits) {
        String lower = DnsNames.lowerCase(digits);
        if (!GROUP.matcher(lower).matches()) {
            throw malformed(address, "is not an IPv6 address");
        }
        return Integer.parseInt(lower, 16);
    }

    /** RFC 5952 §4: no leading zeros, lower case, and {@code ::} for the first of the longest runs of two zeros or more. */
    private static String text(int[] groups) {
        int start = -1;
        int length = 1;
        for (int i = 0; i < GROUPS; i++) {
            int run = 0;
            while (i + run < GROUPS && groups[i + run] == 0) {
                run++;
            }
            if (run > length) {
                start = i;
                length = run;
            }
        }
        StringBuilder text = new StringBuilder(LONGEST);
        for (int i = 0; i < GROUPS; i++) {
            if (i == start) {
                text.append("::");
                i += length - 1;
                continue;
            }
            if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
                text.append(':');
            }
            text.append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }

    // RFC 4291 §2.5.5.2.
    private static boolean isMapped(int[] groups) {
        return Arrays.equals(groups, 0, MAPPED_PREFIX.length, MAPPED_PREFIX, 0, MAPPED_PREFIX.length);
    }

    private static ProblemException mapped(String address) {
        return Problem.of(
                        ProblemType.REJECTED_IDENTIFIER,
                        "The IP address " + Quoted.text(address)
                                + " is an IPv4 address mapped into IPv6; name the IPv4 address.")
                .asException();
    }

    private static ProblemException malformed(String address, String why) {
        return Problem.malformed("The IP address " + Quoted.text(address) + " " + why + ".")
                .asException();
    }
}
