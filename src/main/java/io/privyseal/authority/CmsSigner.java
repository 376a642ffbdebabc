package io.privyseal.authority;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DERSet;

/**
 * Signs messages of registration authorities. What it signs is a SET of signed attributes (RFC 5652 §5.4): no certificate
 * begins so.
 */
@Singleton
public class CmsSigner {
    /** SCEP's envelopes need RSA, whatever the CA's own key is. */
    private static final KeyTemplate TEMPLATE = KeyTemplate.RSA_2048;

    private final KeyStore keys;

    CmsSigner(KeyStore keys) {
        this.keys = keys;
    }

    /** Makes a key for an RA in front of a CA; takes a moment, and needs no transaction. */
    public FreshKey newKey() {
        return keys.make(TEMPLATE);
    }

    /** Takes an RA's new key in, in the caller's transaction. */
    public HeldKey keep(CertificateAuthority issuer, FreshKey key) {
        return keys.keep(issuer.customer(), KeyPurpose.SCEP, key);
    }

    /**
     * Signs the attributes of a message, by PKCS #1 v1.5.
     *
     * @throws IllegalArgumentException when the key is not an RA's
     */
    public byte[] sign(KeyId id, CmsDigest digest, ASN1Set attributes) {
        HeldKey key = keys.require(id);
        if (key.purpose() != KeyPurpose.SCEP) {
            throw new IllegalArgumentException("Key " + id.value() + " is not an RA's");
        }
        try {
            return keys.sign(id, digest, new DERSet(attributes.toArray()).getEncoded(ASN1Encoding.DER));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot encode signed attributes", e);
        }
    }
}
