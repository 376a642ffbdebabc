package io.privyseal.platform.name;

import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;

/**
 * A mail address as an rfc822Name carries it (RFC 5280 §4.2.1.6: a Mailbox without name or brackets), ASCII only, with the
 * host part in lower case. Quoted local parts and address literals are refused.
 *
 * @param value such as {@code jane.doe@example.com}
 */
public record MailAddress(String value) {
    // RFC 5321 §4.5.3.1: 64 octets before the "@", 254 in all, so that the path with its brackets fits.
    private static final int MAXIMUM_LOCAL_PART = 64;
    private static final int MAXIMUM_LENGTH = 254;
    private static final String SPECIALS_OF_ATEXT = "!#$%&'*+-/=?^_`{|}~";

    /** @throws RefusedException with {@link Refusal#IDENTIFIER_MALFORMED} */
    public MailAddress {
        value = normalized(value);
    }

    /** @throws RefusedException with {@link Refusal#IDENTIFIER_MALFORMED} */
    public static MailAddress parse(String text) {
        return new MailAddress(text);
    }

    public String localPart() {
        return value.substring(0, value.lastIndexOf('@'));
    }

    public DnsName domain() {
        return new DnsName(value.substring(value.lastIndexOf('@') + 1));
    }

    @Override
    public String toString() {
        return value;
    }

    private static String normalized(String text) {
        int at = text.lastIndexOf('@');
        if (text.length() > MAXIMUM_LENGTH || at < 1 || at > MAXIMUM_LOCAL_PART) {
            throw malformed(text);
        }
        checkDotAtom(text, at);
        DnsName host = DnsName.parse(text.substring(at + 1));
        if (host.isWildcard() || at + 1 + host.value().length() > MAXIMUM_LENGTH) {
            throw malformed(text);
        }
        return text.substring(0, at + 1) + host.value();
    }

    // RFC 5321 §4.1.2: Dot-string.
    private static void checkDotAtom(String text, int length) {
        boolean afterDot = true;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c == '.' ? afterDot : !isAtext(c)) {
                throw malformed(text);
            }
            afterDot = c == '.';
        }
        if (afterDot) {
            throw malformed(text);
        }
    }

    private static boolean isAtext(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || SPECIALS_OF_ATEXT.indexOf(c) >= 0;
    }

    private static RefusedException malformed(String address) {
        return new RefusedException(
                Refusal.IDENTIFIER_MALFORMED, "'" + Printable.text(address) + "' is not a mail address.");
    }
}
