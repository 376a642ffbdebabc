package io.privyseal.protocol.scep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.function.Supplier;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Primitive;

/** Reads BER, indefinite lengths included, after it has walked through it: nothing nested too deep reaches the decoder. */
final class Ber {
    /** CMS around PKCS #10 needs less than half of it. */
    private static final int DEEPEST = 32;

    private static final int CONSTRUCTED = 0x20;
    private static final int INDEFINITE = -1;

    private final byte[] bytes;
    private int at;

    private Ber(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Reads one element that is all there is.
     *
     * @throws ScepException with {@link FailInfo#BAD_REQUEST}
     */
    static ASN1Primitive read(String what, byte[] bytes) {
        new Ber(bytes).walk(what);
        return decode(what, () -> {
            try {
                return ASN1Primitive.fromByteArray(bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /**
     * Runs code over elements that a client sent. The decoder says by exceptions of many types that they have the wrong shape.
     *
     * @throws ScepException with {@link FailInfo#BAD_REQUEST}
     */
    static <T> T decode(String what, Supplier<T> code) {
        try {
            return code.get();
        } catch (ScepException e) {
            throw e;
        } catch (IllegalArgumentException
                | IllegalStateException
                | ArithmeticException
                | ClassCastException
                | IndexOutOfBoundsException
                | NullPointerException
                | UncheckedIOException e) {
            throw ScepException.badRequest(what + " has the wrong structure.");
        }
    }

    static byte[] der(ASN1Encodable value) {
        try {
            return value.toASN1Primitive().getEncoded(ASN1Encoding.DER);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot encode", e);
        }
    }

    private void walk(String what) {
        // Where each open element ends.
        ArrayDeque<Integer> open = new ArrayDeque<>();
        int end = bytes.length;
        do {
            end = element(what, open, end);
            while (end == at && !open.isEmpty()) {
                end = open.pop();
            }
        } while (!open.isEmpty());
        if (at != bytes.length) {
            throw malformed(what);
        }
    }

    /** Steps into or over one element, and says where the innermost open one ends. */
    private int element(String what, ArrayDeque<Integer> open, int end) {
        int limit = end == INDEFINITE ? bytes.length : end;
        int tag = next(what, limit);
        if ((tag & 0x1f) == 0x1f) {
            skipTagNumber(what, limit);
        }
        int length = length(what, limit);
        if (tag == 0) {
            if (length != 0 || end != INDEFINITE) {
                throw malformed(what);
            }
            return open.pop();
        }
        boolean constructed = (tag & CONSTRUCTED) != 0;
        if (length == INDEFINITE ? !constructed : length > limit - at) {
            throw malformed(what);
        }
        if (!constructed) {
            at += length;
            return end;
        }
        if (open.size() == DEEPEST) {
            throw malformed(what);
        }
        open.push(end);
        return length == INDEFINITE ? INDEFINITE : at + length;
    }

    private void skipTagNumber(String what, int limit) {
        int octets = 0;
        while ((next(what, limit) & 0x80) != 0) {
            octets++;
            if (octets == 3) {
                throw malformed(what);
            }
        }
    }

    private int length(String what, int limit) {
        int first = next(what, limit);
        if (first < 0x80) {
            return first;
        }
        if (first == 0x80) {
            return INDEFINITE;
        }
        if (first > 0x84) {
            throw malformed(what);
        }
        int length = 0;
        for (int i = 0x80; i < first; i++) {
            length = (length << 8) | next(what, limit);
        }
        if (length < 0) {
            throw malformed(what);
        }
        return length;
    }

    private int next(String what, int limit) {
        if (at >= limit) {
            throw malformed(what);
        }
        return bytes[at++] & 0xff;
    }

    private static ScepException malformed(String what) {
        return ScepException.badRequest(what + " is not BER, or nested too deep.");
    }
}
