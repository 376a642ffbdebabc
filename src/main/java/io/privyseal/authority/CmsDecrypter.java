package io.privyseal.authority;

import jakarta.inject.Singleton;

/** Decrypts what is sent to registration authorities: by RSA alone, since the padding is the protocol's to judge. */
@Singleton
public class CmsDecrypter {
    private final KeyStore keys;

    CmsDecrypter(KeyStore keys) {
        this.keys = keys;
    }

    /**
     * RSADP of RFC 8017 §5.1.2.
     *
     * @param ciphertext as long as the modulus
     * @throws IllegalArgumentException when the key is not an RA's
     */
    public byte[] decrypt(KeyId id, byte[] ciphertext) {
        if (keys.require(id).purpose() != KeyPurpose.SCEP) {
            throw new IllegalArgumentException("Key " + id.value() + " is not an RA's");
        }
        return keys.decrypt(id, ciphertext);
    }
}
