package io.privyseal.protocol.scep;

/** The private half of an RSA key that envelopes are addressed to. Safe for concurrent use. */
@FunctionalInterface
public interface RecipientKey {
    /**
     * RSA alone, without any padding (RFC 8017 §5.1.2 RSADP): the padding is judged here, where its faults have no voice.
     *
     * @param ciphertext as long as the modulus, and a number below it
     * @return as long as the modulus
     */
    byte[] decrypt(byte[] ciphertext);
}
