package io.privyseal.protocol.est;

/**
 * Whether foreign octets are one value of ASN.1. Comes before any parser sees them: nesting is bounded, lengths stay inside,
 * nothing trails.
 */
final class Asn1Shape {
    private static final int DEEPEST = 32;
    private static final int CONSTRUCTED = 0x20;
    private static final int HIGH_TAG = 0x1f;
    private static final int LONG_FORM = 0x80;
    private static final int INDEFINITE = -1;

    private final byte[] octets;
    private final boolean strict;
    /** Where the contents begin of the value whose header was read last. */
    private int contents;

    private Asn1Shape(byte[] octets, boolean strict) {
        this.octets = octets;
        this.strict = strict;
    }

    /** DER as far as lengths go (X.690 §10.1). */
    static void requireDer(byte[] octets, String what) {
        new Asn1Shape(octets, true).require(what);
    }

    /** BER, which messages of CMS may be. */
    static void requireBer(byte[] octets, String what) {
        new Asn1Shape(octets, false).require(what);
    }

    /** How long the value that begins the octets says it is; -1 when it does not. */
    static long announcedLength(byte[] octets) {
        try {
            Asn1Shape shape = new Asn1Shape(octets, false);
            long length = shape.header(0, octets.length);
            return length == INDEFINITE ? INDEFINITE : shape.contents + length;
        } catch (MisshapenException _) {
            return -1;
        }
    }

    private void require(String what) {
        try {
            if (walk(0, octets.length, 0) != octets.length) {
                throw new MisshapenException("has octets after its end");
            }
        } catch (MisshapenException e) {
            throw new EstException(EstFailure.UNDECODABLE, what + " " + e.why + ".");
        }
    }

    /** Returns where the value that starts here ends. */
    private int walk(int start, int limit, int depth) {
        if (depth > DEEPEST) {
            throw new MisshapenException("is nested too deeply");
        }
        long length = header(start, limit);
        int member = contents;
        boolean constructed = (octets[start] & CONSTRUCTED) != 0;
        if (length == INDEFINITE) {
            if (!constructed) {
                throw new MisshapenException("has a length that it cannot have");
            }
            while (!isEndOfContents(member, limit)) {
                member = walk(member, limit, depth + 1);
            }
            return member + 2;
        }
        if (length > limit - member) {
            throw new MisshapenException("is truncated");
        }
        int end = member + (int) length;
        while (constructed && member < end) {
            member = walk(member, end, depth + 1);
        }
        return end;
    }

    private boolean isEndOfContents(int at, int limit) {
        return limit - at >= 2 && octets[at] == 0 && octets[at + 1] == 0;
    }

    private long header(int start, int limit) {
        if (limit - start < 2) {
            throw new MisshapenException("is truncated");
        }
        // None of the structures has a tag above 30.
        if ((octets[start] & HIGH_TAG) == HIGH_TAG || octets[start] == 0) {
            throw new MisshapenException("has an unexpected tag");
        }
        int first = octets[start + 1] & 0xff;
        contents = start + 2;
        if (first < LONG_FORM) {
            return first;
        }
        int count = first - LONG_FORM;
        if (count > 4 || (strict && count == 0)) {
            throw new MisshapenException("has a length that it cannot have");
        }
        if (count == 0) {
            return INDEFINITE;
        }
        if (count > limit - contents) {
            throw new MisshapenException("is truncated");
        }
        long length = 0;
        for (int i = 0; i < count; i++) {
            length = (length << 8) | (octets[contents++] & 0xff);
        }
        if (strict && (length < LONG_FORM || octets[start + 2] == 0)) {
            throw new MisshapenException("has a length that DER does not allow");
        }
        return length;
    }

    /** Ends a walk; never leaves this class. */
    private static final class MisshapenException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final String why;

        MisshapenException(String why) {
            super(why, null, false, false);
            this.why = why;
        }
    }
}
