package io.privyseal.protocol.acme;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Optional;

/** Punycode (RFC 3492) as far as it takes to tell a sound A-label from one that only looks like it. */
final class Punycode {
    static final String ACE_PREFIX = "xn--";
    private static final int BASE = 36;
    private static final int LOWEST_THRESHOLD = 1;
    private static final int HIGHEST_THRESHOLD = 26;
    private static final int SKEW = 38;
    private static final int DAMP = 700;
    private static final int INITIAL_BIAS = 72;
    private static final int FIRST_CODE_POINT = 0x80;

    private Punycode() {}

    /**
     * Whether a lower-case label is the encoding of some label in Unicode: it decodes, to something that needed encoding, has
     * no capitals and is in NFC (RFC 5891 §5.4). Which code points are allowed beyond that is for the CA's policy.
     */
    static boolean isSound(String aLabel) {
        return decode(aLabel.substring(ACE_PREFIX.length()))
                .filter(Punycode::isPlausible)
                .isPresent();
    }

    private static boolean isPlausible(int[] codePoints) {
        boolean isAscii = true;
        for (int c : codePoints) {
            isAscii &= c < FIRST_CODE_POINT;
            if (!Character.isDefined(c) || Character.getType(c) == Character.SURROGATE || Character.isUpperCase(c)) {
                return false;
            }
        }
        return !isAscii && Normalizer.isNormalized(new String(codePoints, 0, codePoints.length), Normalizer.Form.NFC);
    }

    /** RFC 3492 §6.2; empty when the text is not Punycode. */
    private static Optional<int[]> decode(String text) {
        int basic = text.lastIndexOf('-');
        // A hyphen in front would delimit nothing, and stands in no text that an encoder makes.
        if (basic == 0) {
            return Optional.empty();
        }
        int[] output = new int[text.length()];
        int length = 0;
        for (; length < basic; length++) {
            output[length] = text.charAt(length);
        }
        int codePoint = FIRST_CODE_POINT;
        int bias = INITIAL_BIAS;
        long i = 0;
        int position = basic + 1;
        while (position < text.length()) {
            long old = i;
            long weight = 1;
            for (int k = BASE; ; k += BASE) {
                int digit = position < text.length() ? digit(text.charAt(position++)) : -1;
                if (digit < 0 || weight > Integer.MAX_VALUE) {
                    return Optional.empty();
                }
                i += digit * weight;
                int threshold = Math.clamp((long) k - bias, LOWEST_THRESHOLD, HIGHEST_THRESHOLD);
                if (digit < threshold) {
                    break;
                }
                weight *= BASE - threshold;
            }
            length++;
            bias = adapt(i - old, length, old == 0);
            long next = codePoint + i / length;
            if (next > Character.MAX_CODE_POINT) {
                return Optional.empty();
            }
            codePoint = (int) next;
            i %= length;
            System.arraycopy(output, (int) i, output, (int) i + 1, length - 1 - (int) i);
            output[(int) i++] = codePoint;
        }
        return Optional.of(Arrays.copyOf(output, length));
    }

    private static int adapt(long delta, int points, boolean first) {
        long rest = first ? delta / DAMP : delta / 2;
        rest += rest / points;
        int k = 0;
        while (rest > (BASE - LOWEST_THRESHOLD) * HIGHEST_THRESHOLD / 2) {
            rest /= BASE - LOWEST_THRESHOLD;
            k += BASE;
        }
        return k + (int) ((BASE - LOWEST_THRESHOLD + 1) * rest / (rest + SKEW));
    }

    private static int digit(char c) {
        if (c >= 'a' && c <= 'z') {
            return c - 'a';
        }
        return c >= '0' && c <= '9' ? c - '0' + 26 : -1;
    }
}
