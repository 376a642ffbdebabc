package io.privyseal.platform.name;

import java.util.Arrays;
import java.util.Optional;

/** Punycode (RFC 3492) with the parameters of IDNA. */
final class Punycode {
    private static final int BASE = 36;
    private static final int LOWEST_THRESHOLD = 1;
    private static final int HIGHEST_THRESHOLD = 26;
    private static final int SKEW = 38;
    private static final int DAMP = 700;
    private static final int INITIAL_BIAS = 72;
    private static final int INITIAL_CODE_POINT = 0x80;

    private Punycode() {}

    /** RFC 3492 §6.2; empty when the text is not Punycode. */
    static Optional<int[]> decode(String text) {
        int[] output = new int[text.length()];
        int basic = text.lastIndexOf('-');
        int length = 0;
        for (; length < basic; length++) {
            output[length] = text.charAt(length);
        }
        int codePoint = INITIAL_CODE_POINT;
        int bias = INITIAL_BIAS;
        long i = 0;
        int position = basic < 0 ? 0 : basic + 1;
        while (position < text.length()) {
            long old = i;
            long weight = 1;
            for (int k = BASE; ; k += BASE) {
                int digit = position < text.length() ? digit(text.charAt(position++)) : -1;
                if (digit < 0 || weight > Integer.MAX_VALUE) {
                    return Optional.empty();
                }
                i += digit * weight;
                int threshold = threshold(k, bias);
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

    /** RFC 3492 §6.3; a label holds at most 63 characters, so nothing here can overflow a long. */
    static String encode(int[] codePoints) {
        StringBuilder output = new StringBuilder();
        for (int c : codePoints) {
            if (c < INITIAL_CODE_POINT) {
                output.append((char) c);
            }
        }
        int basic = output.length();
        if (basic > 0) {
            output.append('-');
        }
        int handled = basic;
        int codePoint = INITIAL_CODE_POINT;
        int bias = INITIAL_BIAS;
        long delta = 0;
        while (handled < codePoints.length) {
            int next = nextAfter(codePoints, codePoint);
            delta += (long) (next - codePoint) * (handled + 1);
            codePoint = next;
            for (int c : codePoints) {
                if (c < codePoint) {
                    delta++;
                }
                if (c == codePoint) {
                    appendNumber(output, delta, bias);
                    bias = adapt(delta, handled + 1, handled == basic);
                    delta = 0;
                    handled++;
                }
            }
            delta++;
            codePoint++;
        }
        return output.toString();
    }

    private static int nextAfter(int[] codePoints, int least) {
        int next = Integer.MAX_VALUE;
        for (int c : codePoints) {
            if (c >= least && c < next) {
                next = c;
            }
        }
        return next;
    }

    private static void appendNumber(StringBuilder output, long number, int bias) {
        long rest = number;
        for (int k = BASE; ; k += BASE) {
            int threshold = threshold(k, bias);
            if (rest < threshold) {
                output.append(character((int) rest));
                return;
            }
            output.append(character(threshold + (int) ((rest - threshold) % (BASE - threshold))));
            rest = (rest - threshold) / (BASE - threshold);
        }
    }

    private static int threshold(int k, int bias) {
        return Math.clamp((long) k - bias, LOWEST_THRESHOLD, HIGHEST_THRESHOLD);
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

    private static char character(int digit) {
        return (char) (digit < 26 ? 'a' + digit : '0' + digit - 26);
    }
}
