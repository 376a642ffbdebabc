package io.privyseal.revocation;

/** Looks at the nesting of DER before a parser follows it. */
final class DerShape {
    private static final int CONSTRUCTED = 0x20;
    private static final int HIGH_TAG = 0x1f;
    private static final int LONGEST_LENGTH = 4;

    private DerShape() {}

    /** Whether all lengths are definite, every element ends within its parent, and none lies deeper than allowed. */
    static boolean isDefiniteAndShallow(byte[] der, int deepest) {
        return walk(der, 0, der.length, deepest);
    }

    private static boolean walk(byte[] der, int from, int to, int depth) {
        int at = from;
        while (at < to) {
            // Multi-octet tags and lengths of zero octets (the indefinite form) have no place in what is read here.
            if (depth == 0 || (der[at] & HIGH_TAG) == HIGH_TAG || at + 2 > to) {
                return false;
            }
            int first = der[at + 1] & 0xff;
            int octets = first < 0x80 ? 0 : first & 0x7f;
            int content = at + 2 + octets;
            if (first == 0x80 || octets > LONGEST_LENGTH || content > to) {
                return false;
            }
            long length = first < 0x80 ? first : length(der, at + 2, octets);
            if (length > to - content) {
                return false;
            }
            int end = content + (int) length;
            if ((der[at] & CONSTRUCTED) != 0 && !walk(der, content, end, depth - 1)) {
                return false;
            }
            at = end;
        }
        return true;
    }

    private static long length(byte[] der, int from, int octets) {
        long length = 0;
        for (int i = from; i < from + octets; i++) {
            length = length << 8 | (der[i] & 0xff);
        }
        return length;
    }
}
