package io.privyseal.authority.lint;

import java.io.IOException;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Object;
import org.bouncycastle.asn1.ASN1Primitive;

/** Encodings, for comparing what two structures say byte for byte. */
final class Der {
    private Der() {}

    static boolean equal(ASN1Object one, ASN1Object other) {
        return Arrays.equals(encode(one), encode(other));
    }

    static byte[] encode(ASN1Object object) {
        try {
            return object.getEncoded(ASN1Encoding.DER);
        } catch (IOException unencodable) {
            throw new IllegalArgumentException("cannot be encoded", unencodable);
        }
    }

    /** Whether the bytes are one value in DER and nothing else: decoded and encoded again, they are the same. */
    static boolean isCanonical(byte[] der) {
        try {
            return Arrays.equals(ASN1Primitive.fromByteArray(der).getEncoded(ASN1Encoding.DER), der);
        } catch (IOException undecodable) {
            return false;
        }
    }
}
