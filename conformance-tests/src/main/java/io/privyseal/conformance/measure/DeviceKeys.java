package io.privyseal.conformance.measure;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.RSAKeyGenParameterSpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.ArrayList;
import java.util.List;

/**
 * RSA-2048 keys of devices that nobody has seen before, tens of thousands of them in seconds: any two of some hundred primes
 * make one. They are as good as any for measuring, and for nothing else.
 */
final class DeviceKeys {
    private static final int PRIMES = 400;
    private static final BigInteger EXPONENT = RSAKeyGenParameterSpec.F4;

    private final List<BigInteger> primes;
    private final KeyFactory factory;
    private int first;
    private int second = 1;

    private DeviceKeys(List<BigInteger> primes, KeyFactory factory) {
        this.primes = primes;
        this.factory = factory;
    }

    static DeviceKeys make() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(new RSAKeyGenParameterSpec(2048, EXPONENT));
        List<BigInteger> primes = new ArrayList<>(PRIMES);
        while (primes.size() < PRIMES) {
            RSAPrivateCrtKey key =
                    (RSAPrivateCrtKey) generator.generateKeyPair().getPrivate();
            primes.add(key.getPrimeP());
            primes.add(key.getPrimeQ());
        }
        return new DeviceKeys(primes, KeyFactory.getInstance("RSA"));
    }

    /** Another pair, until all have had their turn. */
    KeyPair next() throws GeneralSecurityException {
        BigInteger p = primes.get(first);
        BigInteger q = primes.get(second);
        second++;
        if (second == PRIMES) {
            first = (first + 1) % (PRIMES - 1);
            second = first + 1;
        }
        BigInteger lessP = p.subtract(BigInteger.ONE);
        BigInteger lessQ = q.subtract(BigInteger.ONE);
        BigInteger modulus = p.multiply(q);
        BigInteger secret = EXPONENT.modInverse(lessP.multiply(lessQ));
        return new KeyPair(
                factory.generatePublic(new RSAPublicKeySpec(modulus, EXPONENT)),
                factory.generatePrivate(new RSAPrivateCrtKeySpec(
                        modulus, EXPONENT, secret, p, q, secret.mod(lessP), secret.mod(lessQ), q.modInverse(p))));
    }
}
