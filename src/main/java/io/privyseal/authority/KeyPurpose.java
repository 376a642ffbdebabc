package io.privyseal.authority;

/** What a held key may sign; a key never serves two purposes. */
public enum KeyPurpose {
    /** Certificates and CRLs of a CA, and OCSP answers of a root. */
    AUTHORITY,
    /** OCSP answers, by a responder that the CA has delegated. */
    OCSP,
    /** TLS handshakes of this server. */
    TLS,
    /** Checkpoints of the audit trail. */
    AUDIT,
    /** Messages of a registration authority, which it decrypts as well. */
    SCEP
}
