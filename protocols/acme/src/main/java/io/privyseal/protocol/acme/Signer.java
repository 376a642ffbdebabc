package io.privyseal.protocol.acme;

/** Who says to have signed a request (RFC 8555 §6.2). */
public sealed interface Signer {
    /** The holder of a key: in newAccount, and in revokeCert by the certificate's key. */
    record ByJwk(AccountKey key) implements Signer {}

    /** An account, by its URL: in all other requests. */
    record ByKid(String url) implements Signer {}
}
