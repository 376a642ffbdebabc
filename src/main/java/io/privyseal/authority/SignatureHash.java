package io.privyseal.authority;

/** The hash of RSA and ECDSA signatures; Ed25519 and ML-DSA have their own. */
public enum SignatureHash {
    SHA256,
    SHA384,
    SHA512
}
