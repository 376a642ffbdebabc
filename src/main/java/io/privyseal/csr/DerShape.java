package io.privyseal.csr;

import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import java.util.Arrays;

/**
 * Whether foreign bytes are one well-formed DER value. Comes before any parser sees them: nesting is bounded, lengths are
 * definite and minimal (X.690 §10.1) and stay inside, nothing trails.
 */
final class DerShape {
    private static final int DEEPEST = 24;
    private static final int CONSTRUCTED = 0x20;
    private static final int HIGH_TAG = 0x1f;
    private static final int LONG_FORM = 0x80;

    private final byte[] der;

    private DerShape(byte[] der) {
        this.der = der;
    }

    /** @throws RefusedException with {@link Refusal#CSR_UNDECODABLE} */
    static void require(byte[] der) {
        DerShape shape = new DerShape(der);
        if (shape.walk(0, der.length, 0) != der.length) {
            throw undecodable("has bytes after its end");
        }
    }

    /** The encoding of the first member of a sequence whose shape is sound. */
    static byte[] firstMember(byte[] der) {
        DerShape shape = new DerShape(der);
        int start = shape.contentStart(0, der.length);
        int contents = shape.contentStart(start, der.length);
        return Arrays.copyOfRange(der, start, contents + shape.contentLength(start, contents));
    }

    /** Returns where the value that starts here ends. */
    private int walk(int start, int limit, int depth) {
        if (depth > DEEPEST) {
            throw undecodable("is nested too deeply");
        }
        int contents = contentStart(start, limit);
        int length = contentLength(start, contents);
        if (length > limit - contents) {
            throw undecodable("is truncated");
        }
        int end = contents + length;
        if ((der[start] & CONSTRUCTED) != 0) {
            int member = contents;
            while (member < end) {
                member = walk(member, end, depth + 1);
            }
        }
        return end;
    }

    private int contentStart(int start, int limit) {
        if (limit - start < 2) {
            throw undecodable("is truncated");
        }
        // No structure of a CSR has a tag above 30.
        if ((der[start] & HIGH_TAG) == HIGH_TAG || der[start] == 0) {
            throw undecodable("has an unexpected tag");
        }
        int first = der[start + 1] & 0xff;
        int octets = first < LONG_FORM ? 0 : first - LONG_FORM;
        if (first == LONG_FORM || octets > 4) {
            throw undecodable("has a length that DER does not allow");
        }
        if (octets > limit - start - 2) {
            throw undecodable("is truncated");
        }
        return start + 2 + octets;
    }

    private int contentLength(int start, int contents) {
        if (contents == start + 2) {
            return der[start + 1];
        }
        long length = 0;
        for (int i = start + 2; i < contents; i++) {
            length = (length << 8) | (der[i] & 0xff);
        }
        boolean minimal = length >= LONG_FORM && der[start + 2] != 0;
        if (!minimal) {
            throw undecodable("has a length that DER does not allow");
        }
        if (length > der.length) {
            throw undecodable("is truncated");
        }
        return (int) length;
    }

    private static RefusedException undecodable(String why) {
        return new RefusedException(Refusal.CSR_UNDECODABLE, "The CSR " + why + ".");
    }
}
