package io.privyseal.protocol.scep;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DERSet;

/**
 * The to-be-signed bytes of an answer. Only this package makes them, and they are a SET (RFC 5652 §5.4): no certificate, which
 * is a SEQUENCE, can be signed by who signs them.
 */
public final class SignedAttributes {
    private final ASN1Set attributes;
    private final DigestAlgorithm digest;

    SignedAttributes(ASN1EncodableVector attributes, DigestAlgorithm digest) {
        this.attributes = new DERSet(attributes);
        this.digest = digest;
    }

    public DigestAlgorithm digest() {
        return digest;
    }

    /** What the signature is computed over. */
    public byte[] der() {
        try {
            return attributes.getEncoded(ASN1Encoding.DER);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot encode signed attributes", e);
        }
    }

    ASN1Set attributes() {
        return attributes;
    }
}
