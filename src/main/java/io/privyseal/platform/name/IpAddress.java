package io.privyseal.platform.name;

import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import java.util.Arrays;

/**
 * An IP address in canonical text: dotted decimal, or RFC 5952 for version 6. IPv4-mapped addresses and zones are refused.
 *
 * @param value such as {@code 192.0.2.1} or {@code 2001:db8::1}; any valid spelling given is made canonical
 */
public record IpAddress(String value) {
    private static final int V4_OCTETS = 4;
    private static final int V6_OCTETS = 16;
    private static final int GROUPS = 8;
    private static final int LONGEST = 45;

    /** @throws RefusedException with {@link Refusal#IDENTIFIER_MALFORMED} */
    public IpAddress {
        value = text(value, octetsOf(value));
    }

    /** @throws RefusedException with {@link Refusal#IDENTIFIER_MALFORMED} */
    public static IpAddress parse(String text) {
        return new IpAddress(text);
    }

    /**
     * The address of a certificate's iPAddress (RFC 5280 §4.2.1.6: 4 or 16 octets).
     *
     * @throws RefusedException with {@link Refusal#IDENTIFIER_MALFORMED}
     */
    public static IpAddress ofOctets(byte[] octets) {
        return switch (octets.length) {
            case V4_OCTETS -> new IpAddress(v4Text(octets));
            case V6_OCTETS -> new IpAddress(v6Text(octets));
            default ->
                throw new RefusedException(
                        Refusal.IDENTIFIER_MALFORMED,
                        "An IP address has " + octets.length + " octets where only 4 or 16 are possible.");
        };
    }

    /** 4 or 16 octets in network order. */
    public byte[] octets() {
        return octetsOf(value);
    }

    @Override
    public String toString() {
        return value;
    }

    private static byte[] octetsOf(String text) {
        if (text.length() > LONGEST) {
            throw malformed(text, "is too long");
        }
        return text.indexOf(':') < 0 ? v4(text, text) : v6(text);
    }

    private static String text(String given, byte[] octets) {
        if (octets.length == V4_OCTETS) {
            return v4Text(octets);
        }
        if (isMapped(octets)) {
            throw malformed(given, "is an IPv4 address mapped to IPv6; give the IPv4 address");
        }
        return v6Text(octets);
    }

    // RFC 4291 §2.5.5.2.
    private static boolean isMapped(byte[] octets) {
        for (int i = 0; i < 10; i++) {
            if (octets[i] != 0) {
                return false;
            }
        }
        return octets[10] == (byte) 0xff && octets[11] == (byte) 0xff;
    }

    private static byte[] v4(String whole, String text) {
        byte[] octets = new byte[V4_OCTETS];
        int position = 0;
        for (int i = 0; i < V4_OCTETS; i++) {
            int end = i == V4_OCTETS - 1 ? text.length() : text.indexOf('.', position);
            octets[i] = (byte) decimal(whole, text, position, end);
            position = end + 1;
        }
        return octets;
    }

    /** No leading zeros: some readers take them for octal. */
    private static int decimal(String whole, String text, int start, int end) {
        int digits = end - start;
        if (digits < 1 || digits > 3 || (digits > 1 && text.charAt(start) == '0')) {
            throw malformed(whole, "is not an IP address");
        }
        int number = 0;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                throw malformed(whole, "is not an IP address");
            }
            number = number * 10 + c - '0';
        }
        if (number > 255) {
            throw malformed(whole, "is not an IP address");
        }
        return number;
    }

    private static byte[] v6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            byte[] octets = groups(text, text, true);
            if (octets.length != V6_OCTETS) {
                throw malformed(text, "is not an IP address");
            }
            return octets;
        }
        byte[] head = groups(text, text.substring(0, gap), false);
        byte[] tail = groups(text, text.substring(gap + 2), true);
        // RFC 4291 §2.2: "::" stands for one group or more.
        if (head.length + tail.length > V6_OCTETS - 2) {
            throw malformed(text, "is not an IP address");
        }
        byte[] octets = Arrays.copyOf(head, V6_OCTETS);
        System.arraycopy(tail, 0, octets, V6_OCTETS - tail.length, tail.length);
        return octets;
    }

    /** @param last whether the address ends here, where alone dotted decimal may stand (RFC 4291 §2.2) */
    private static byte[] groups(String whole, String text, boolean last) {
        if (text.isEmpty()) {
            return new byte[0];
        }
        byte[] octets = new byte[V6_OCTETS];
        int length = 0;
        int start = 0;
        int end;
        do {
            end = text.indexOf(':', start);
            String group = text.substring(start, end < 0 ? text.length() : end);
            boolean dotted = last && end < 0 && group.indexOf('.') >= 0;
            int needed = dotted ? V4_OCTETS : 2;
            if (length + needed > V6_OCTETS) {
                throw malformed(whole, "is not an IP address");
            }
            if (dotted) {
                System.arraycopy(v4(whole, group), 0, octets, length, V4_OCTETS);
            } else {
                int number = hexadecimal(whole, group);
                octets[length] = (byte) (number >> 8);
                octets[length + 1] = (byte) number;
            }
            length += needed;
            start = end + 1;
        } while (end >= 0);
        return Arrays.copyOf(octets, length);
    }

    private static int hexadecimal(String whole, String group) {
        if (group.isEmpty() || group.length() > 4) {
            throw malformed(whole, "is not an IP address");
        }
        int number = 0;
        for (int i = 0; i < group.length(); i++) {
            char c = group.charAt(i);
            int digit = c < 0x80 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                throw malformed(whole, "is not an IP address");
            }
            number = (number << 4) | digit;
        }
        return number;
    }

    private static String v4Text(byte[] octets) {
        return (octets[0] & 0xff) + "." + (octets[1] & 0xff) + "." + (octets[2] & 0xff) + "." + (octets[3] & 0xff);
    }

    /** RFC 5952 §4: lower case, no leading zeros, the first longest run of two or more zero groups becomes "::". */
    private static String v6Text(byte[] octets) {
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            groups[i] = (octets[2 * i] & 0xff) << 8 | (octets[2 * i + 1] & 0xff);
        }
        int bestStart = -1;
        int bestLength = 1;
        for (int i = 0; i < GROUPS; i++) {
            int end = i;
            while (end < GROUPS && groups[end] == 0) {
                end++;
            }
            if (end - i > bestLength) {
                bestStart = i;
                bestLength = end - i;
            }
        }
        StringBuilder text = new StringBuilder(LONGEST);
        for (int i = 0; i < GROUPS; i++) {
            if (i == bestStart) {
                text.append("::");
                i += bestLength - 1;
                continue;
            }
            if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
                text.append(':');
            }
            text.append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }

    private static RefusedException malformed(String address, String why) {
        return new RefusedException(
                Refusal.IDENTIFIER_MALFORMED, "The IP address '" + Printable.text(address) + "' " + why + ".");
    }
}
