package io.privyseal.protocol.scep;

/** What the server knows of the certificate that signed a message. */
public enum SignerTrust {
    /** Nothing, so it has to prove the possession of the key that a certificate is asked for (RFC 8894 §2.3). */
    UNKNOWN,
    /** It is on record or under an anchor, so it may ask for a certificate of another key. */
    KNOWN
}
