package io.privyseal.authority;

import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.BERTags;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.Time;

/**
 * Signs CRLs. It builds the to-be-signed bytes itself, and what it builds is a TBSCertList: a certificate has a SEQUENCE
 * where a CRL has its thisUpdate.
 */
@Singleton
public class CrlSigner {
    /** RFC 5280 §5.1.2.1: v2 is written as 1. */
    private static final ASN1Integer V2 = new ASN1Integer(1);

    private static final int SEQUENCE = BERTags.SEQUENCE | BERTags.CONSTRUCTED;

    private final KeyStore keys;

    CrlSigner(KeyStore keys) {
        this.keys = keys;
    }

    /**
     * Signs a CRL with its CA's key, in whatever state the CA is.
     *
     * @return the CRL's DER
     * @throws IllegalStateException when the key cannot be used
     */
    public byte[] sign(CertificateAuthority issuer, CrlContent content) {
        SignatureAlgorithm algorithm = issuer.signatureAlgorithm();
        try {
            byte[] toBeSigned = toBeSigned(issuer, algorithm, content);
            byte[] signature = keys.sign(issuer.key(), algorithm, toBeSigned);
            return sequence(toBeSigned, der(algorithm.identifier()), der(new DERBitString(signature)));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot encode a CRL", e);
        }
    }

    private static byte[] toBeSigned(CertificateAuthority issuer, SignatureAlgorithm algorithm, CrlContent content)
            throws IOException {
        AuthorityCertificate certificate = issuer.requireCertificate();
        byte[] entries = content.entries().encoded();
        return sequence(
                der(V2),
                der(algorithm.identifier()),
                der(certificate.subject()),
                der(new Time(Date.from(content.thisUpdate()))),
                der(new Time(Date.from(content.nextUpdate()))),
                // RFC 5280 §5.1.2.6: absent when nothing is revoked.
                entries.length == 0 ? entries : sequence(entries),
                der(new DERTaggedObject(true, 0, extensions(certificate, content.number()))));
    }

    // RFC 5280 §5.2.1 and §5.2.3: both required, neither critical.
    private static Extensions extensions(AuthorityCertificate issuer, long number) throws IOException {
        byte[] key = SubjectKeyIdentifier.fromExtensions(issuer.holder().getExtensions())
                .getKeyIdentifier();
        ExtensionsGenerator out = new ExtensionsGenerator();
        out.addExtension(Extension.authorityKeyIdentifier, false, new AuthorityKeyIdentifier(key));
        out.addExtension(Extension.cRLNumber, false, new CRLNumber(BigInteger.valueOf(number)));
        return out.generate();
    }

    private static byte[] der(ASN1Encodable value) throws IOException {
        return value.toASN1Primitive().getEncoded(ASN1Encoding.DER);
    }

    private static byte[] sequence(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(length + 6);
        out.write(SEQUENCE);
        writeLength(out, length);
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    // X.690 §10.1: the definite form, in as few octets as possible.
    private static void writeLength(ByteArrayOutputStream out, int length) {
        if (length < 0x80) {
            out.write(length);
            return;
        }
        int octets = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 7) / 8;
        out.write(0x80 | octets);
        for (int i = octets - 1; i >= 0; i--) {
            out.write(length >>> (8 * i));
        }
    }
}
