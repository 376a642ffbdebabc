package io.privyseal.platform.key;

import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;

/**
 * Who makes and reads private keys: the first provider that can, but for ML-DSA.
 *
 * <p>The native provider has generators and factories for {@code ML-DSA-44}, {@code -65} and {@code -87}, but signs by the
 * name {@code ML-DSA} alone. The JDK's signatures have the names that say the parameters, and cannot read keys in the native
 * provider's form (the seed, RFC 9881 §6).
 */
public final class KeyServices {
    private static final String ML_DSA = "ML-DSA";
    private static final String JDK = "SUN";

    private KeyServices() {}

    /**
     * @param algorithm its JCA name
     * @throws NoSuchAlgorithmException when no provider has it
     */
    public static KeyPairGenerator generator(String algorithm)
            throws NoSuchAlgorithmException, NoSuchProviderException {
        return algorithm.startsWith(ML_DSA)
                ? KeyPairGenerator.getInstance(algorithm, JDK)
                : KeyPairGenerator.getInstance(algorithm);
    }

    /** As {@link #generator}, for keys that exist. */
    public static KeyFactory factory(String algorithm) throws NoSuchAlgorithmException, NoSuchProviderException {
        return algorithm.startsWith(ML_DSA)
                ? KeyFactory.getInstance(algorithm, JDK)
                : KeyFactory.getInstance(algorithm);
    }
}
