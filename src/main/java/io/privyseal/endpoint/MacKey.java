package io.privyseal.endpoint;

import java.security.MessageDigest;
import java.util.Base64;

/** The key that an ACME client proves its external account with (RFC 8555 §7.3.4); it prints as nothing but its kind. */
public record MacKey(byte[] value) {
    /** As long as the output of HS512: RFC 7518 §3.2 demands that much of a client that chooses it. */
    static final int BYTES = 64;

    public MacKey {
        value = value.clone();
    }

    @Override
    public byte[] value() {
        return value.clone();
    }

    /** The form in which clients are given it. */
    public String base64Url() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MacKey that && MessageDigest.isEqual(value, that.value);
    }

    @Override
    public int hashCode() {
        return MacKey.class.hashCode();
    }

    @Override
    public String toString() {
        return "MacKey[secret]";
    }
}
