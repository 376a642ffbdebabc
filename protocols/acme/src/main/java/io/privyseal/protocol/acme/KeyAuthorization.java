package io.privyseal.protocol.acme;

/**
 * What a client shows to answer a challenge (RFC 8555 §8.1): a token tied to the account's key.
 *
 * @param value the token, a dot, and the thumbprint of the key
 */
public record KeyAuthorization(String value) {
    /** @throws IllegalArgumentException when the token is not base64url */
    public static KeyAuthorization of(String token, AccountKey key) {
        if (!Base64Url.isAlphabetOnly(token)) {
            throw new IllegalArgumentException("a token must be base64url (RFC 8555 §8.1)");
        }
        return new KeyAuthorization(token + "." + key.thumbprint());
    }

    /** §8.3: what the client's web server answers, apart from white space at the end. */
    public String httpBody() {
        return value;
    }

    /** §8.4: the value of the TXT record. */
    public String dnsText() {
        return Base64Url.encode(digest());
    }

    /** RFC 8737 §3: what the acmeIdentifier extension of the client's certificate holds. */
    public byte[] digest() {
        return AccountKey.sha256(value);
    }
}
