package io.privyseal.csr;

import java.math.BigInteger;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.x9.X9ECParameters;

/** One of the NIST curves over a prime field, y² = x³ - 3x + b (SP 800-186 §3.2.1), all of cofactor 1. */
record NistCurve(BigInteger prime, BigInteger b) {
    private static final NistCurve P_256 = named("secp256r1");
    private static final NistCurve P_384 = named("secp384r1");
    private static final NistCurve P_521 = named("secp521r1");
    private static final BigInteger THREE = BigInteger.valueOf(3);

    static NistCurve of(int bits) {
        return switch (bits) {
            case 256 -> P_256;
            case 384 -> P_384;
            case 521 -> P_521;
            default -> throw new IllegalArgumentException("no NIST curve of " + bits + " bits");
        };
    }

    /** Octets of a coordinate. */
    int octets() {
        return (prime.bitLength() + 7) / 8;
    }

    boolean contains(BigInteger x, BigInteger y) {
        if (x.compareTo(prime) >= 0 || y.compareTo(prime) >= 0) {
            return false;
        }
        BigInteger right = x.multiply(x).subtract(THREE).multiply(x).add(b);
        return y.multiply(y).subtract(right).mod(prime).signum() == 0;
    }

    private static NistCurve named(String name) {
        X9ECParameters parameters = SECNamedCurves.getByName(name);
        return new NistCurve(
                parameters.getCurve().getField().getCharacteristic(),
                parameters.getCurve().getB().toBigInteger());
    }
}
