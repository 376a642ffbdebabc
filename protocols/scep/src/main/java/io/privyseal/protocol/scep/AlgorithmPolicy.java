package io.privyseal.protocol.scep;

/**
 * Which of the weak algorithms an endpoint allows for its old devices.
 *
 * @param tripleDes DES-EDE3-CBC in envelopes
 * @param sha1 SHA-1 in signatures of messages
 */
public record AlgorithmPolicy(boolean tripleDes, boolean sha1) {
    /** None of them. */
    public static final AlgorithmPolicy STRONG = new AlgorithmPolicy(false, false);

    boolean allows(DigestAlgorithm digest) {
        return digest != DigestAlgorithm.SHA1 || sha1;
    }

    boolean allows(ContentCipher cipher) {
        return cipher != ContentCipher.DES_EDE3_CBC || tripleDes;
    }
}
