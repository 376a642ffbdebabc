package io.privyseal.protocol.est;

import java.io.IOException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.List;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;

/** Certificates and nothing else in a message of CMS: a Simple PKI Response (RFC 5272 §4.1). */
final class CertsOnly {
    private CertsOnly() {}

    /** The DER, with the certificates in the order given: DER would sort a SET OF, and clients read the first one. */
    static byte[] of(List<X509Certificate> certificates) {
        ASN1EncodableVector members = new ASN1EncodableVector();
        for (X509Certificate certificate : certificates) {
            members.add(structure(certificate));
        }
        ASN1EncodableVector signedData = new ASN1EncodableVector();
        // RFC 5652 §5.1: version 1, no digests, data without content, certificates, no signers.
        signedData.add(new ASN1Integer(1));
        signedData.add(new DERSet());
        signedData.add(new DERSequence(PKCSObjectIdentifiers.data));
        signedData.add(new DERTaggedObject(false, 0, new DERSequence(members)));
        signedData.add(new DERSet());
        ASN1EncodableVector contentInfo = new ASN1EncodableVector();
        contentInfo.add(PKCSObjectIdentifiers.signedData);
        contentInfo.add(new DERTaggedObject(true, 0, new DERSequence(signedData)));
        return Asn1.der(new DERSequence(contentInfo));
    }

    private static ASN1Primitive structure(X509Certificate certificate) {
        try {
            return ASN1Primitive.fromByteArray(certificate.getEncoded());
        } catch (CertificateEncodingException | IOException e) {
            throw new IllegalArgumentException("A certificate cannot be encoded", e);
        }
    }
}
