package io.privyseal.authority;

import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** The public side of a key that Privyseal holds. */
public record HeldKey(KeyId id, KeyPurpose purpose, KeyTemplate template, SubjectPublicKeyInfo publicKey) {}
