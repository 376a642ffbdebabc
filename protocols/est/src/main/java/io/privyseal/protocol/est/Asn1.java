package io.privyseal.protocol.est;

import java.io.IOException;
import java.util.function.Supplier;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;

/** Where ASN.1 that others wrote meets a library that throws whatever it likes. */
final class Asn1 {
    private Asn1() {}

    /** Runs a parser; whatever it throws is the client's fault, for the shape has been checked. */
    static <T> T parse(String what, Supplier<T> parser) {
        try {
            return parser.get();
        } catch (EstException e) {
            throw e;
        } catch (RuntimeException _) {
            throw new EstException(EstFailure.UNDECODABLE, what + " cannot be decoded.");
        }
    }

    /** The DER of a structure in memory. */
    static byte[] der(ASN1Encodable value) {
        try {
            return value.toASN1Primitive().getEncoded(ASN1Encoding.DER);
        } catch (IOException e) {
            throw new IllegalArgumentException("A structure cannot be encoded", e);
        }
    }
}
