package io.privyseal.authority;

import io.privyseal.platform.CustomerId;
import org.jspecify.annotations.Nullable;

/**
 * Makes and uses private keys without handing them out. Safe for concurrent use.
 *
 * <p>Package-private: outside this package a key is reached through a signer of one narrow purpose.
 */
interface KeyStore {
    /** Makes a key that nothing holds yet. A large RSA key takes seconds, so no transaction should be open meanwhile. */
    FreshKey make(KeyTemplate template);

    /**
     * Takes a new key in, in the caller's transaction.
     *
     * @param customer the owner; null for keys of the server itself
     */
    HeldKey keep(@Nullable CustomerId customer, KeyPurpose purpose, FreshKey key);

    /** Makes a key that takes no time and keeps it, in the caller's transaction. */
    default HeldKey generate(@Nullable CustomerId customer, KeyPurpose purpose, KeyTemplate template) {
        return keep(customer, purpose, make(template));
    }

    HeldKey require(KeyId id);

    /**
     * Signs a message.
     *
     * @return the signature value as certificates carry it (ECDSA: the DER sequence)
     * @throws IllegalStateException when the key is unknown or cannot be used
     */
    byte[] sign(KeyId id, SignatureAlgorithm algorithm, byte[] message);

    /**
     * Signs a message by RSA (PKCS #1 v1.5).
     *
     * @throws IllegalStateException when the key is unknown or not RSA
     */
    byte[] sign(KeyId id, CmsDigest digest, byte[] message);

    /**
     * RSA with the private exponent and no padding.
     *
     * @return as long as the modulus, as is the ciphertext
     * @throws IllegalStateException when the key is unknown or not RSA, or the ciphertext is not a number below the modulus
     */
    byte[] decrypt(KeyId id, byte[] ciphertext);
}
