package io.privyseal.authority;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;

/**
 * A certificate's serial number, positive and at most 20 octets long (RFC 5280 §4.1.2.2).
 *
 * @param hex lower case, without leading zeros
 */
public record SerialNumber(String hex) {
    private static final int RANDOM_BITS = 128;
    private static final int LONGEST_HEX = 40;

    static SerialNumber random(SecureRandom random) {
        BigInteger value;
        do {
            value = new BigInteger(RANDOM_BITS, random);
        } while (value.signum() == 0);
        return of(value);
    }

    public static SerialNumber of(BigInteger value) {
        return new SerialNumber(value.toString(16));
    }

    /** Reads hexadecimal digits in either case, with or without colons, blanks, "0x" and leading zeros. */
    public static Optional<SerialNumber> parse(String text) {
        String digits = text.replace(":", "").replace(" ", "").toLowerCase(Locale.ROOT);
        if (digits.startsWith("0x")) {
            digits = digits.substring(2);
        }
        if (digits.isEmpty()
                || digits.length() > LONGEST_HEX + 2
                || !digits.chars().allMatch(SerialNumber::isHex)) {
            return Optional.empty();
        }
        SerialNumber serial = of(new BigInteger(digits, 16));
        return serial.hex.length() > LONGEST_HEX ? Optional.empty() : Optional.of(serial);
    }

    private static boolean isHex(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }

    public BigInteger value() {
        return new BigInteger(hex, 16);
    }

    /** As the REST contract shows it: upper case octets, joined by colons. */
    public String withColons() {
        String padded = (hex.length() % 2 == 0 ? hex : "0" + hex).toUpperCase(Locale.ROOT);
        StringBuilder out = new StringBuilder(padded.length() * 3 / 2);
        for (int i = 0; i < padded.length(); i += 2) {
            if (i > 0) {
                out.append(':');
            }
            out.append(padded, i, i + 2);
        }
        return out.toString();
    }
}
