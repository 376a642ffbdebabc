package io.privyseal.authority;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CertificateHolder;
import org.jspecify.annotations.Nullable;

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

    /** How many CAs may follow below it (RFC 5280 §4.2.1.9); null for no limit. */
    public @Nullable Integer pathLength() {
        BasicConstraints constraints = BasicConstraints.fromExtensions(holder.getExtensions());
        ASN1Integer limit = constraints == null ? null : constraints.getPathLenConstraintInteger();
        return limit == null ? null : limit.intValueExact();
    }

    public SerialNumber serial() {
        return SerialNumber.of(holder.getSerialNumber());
    }

    /** The address of the CRL that would list it; null for a root, which no CRL lists. */
    public @Nullable String crlUrl() {
        CRLDistPoint points = CRLDistPoint.getInstance(
                holder.getExtensions().getExtensionParsedValue(Extension.cRLDistributionPoints));
        if (points == null) {
            return null;
        }
        DistributionPointName name = points.getDistributionPoints()[0].getDistributionPoint();
        GeneralName[] names = GeneralNames.getInstance(name.getName()).getNames();
        return ASN1IA5String.getInstance(names[0].getName()).getString();
    }

    public byte[] der() {
        try {
            return holder.getEncoded();
        } catch (IOException e) {
            throw new UncheckedIOException("A CA certificate cannot be encoded", e);
        }
    }
}
