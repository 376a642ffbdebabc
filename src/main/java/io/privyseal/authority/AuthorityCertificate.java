package io.privyseal.authority;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.X509CertificateHolder;

/** A CA's own certificate. */
public record AuthorityCertificate(X509CertificateHolder holder) {

    static AuthorityCertificate parse(byte[] der) {
        try {
            return new AuthorityCertificate(new X509CertificateHolder(der));
        } catch (IOException e) {
            throw new UncheckedIOException("A stored CA certificate cannot be read", e);
        }
    }

    public X500Name subject() {
        return holder.getSubject();
    }

    public Instant notBefore() {
        return holder.getNotBefore().toInstant();
    }

    public Instant notAfter() {
        return holder.getNotAfter().toInstant();
    }

    public byte[] der() {
        try {
            return holder.getEncoded();
        } catch (IOException e) {
            throw new UncheckedIOException("A CA certificate cannot be encoded", e);
        }
    }
}
