package io.privyseal.authority;

import org.bouncycastle.cert.X509CertificateHolder;

/**
 * A responder that a CA has delegated (RFC 6960 §4.2.2.2).
 *
 * @param key a key of purpose {@link KeyPurpose#OCSP}, as {@link OcspSigner#keep} takes it in
 * @param certificate issued by the CA itself for that key
 */
public record OcspResponder(KeyId key, X509CertificateHolder certificate) {}
