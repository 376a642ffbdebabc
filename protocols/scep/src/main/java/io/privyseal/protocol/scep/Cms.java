package io.privyseal.protocol.scep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DLSequence;
import org.bouncycastle.asn1.DLSet;
import org.bouncycastle.asn1.DLTaggedObject;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.SignerIdentifier;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Certificate;

/** CMS structures of answers. Lengths are definite; sets of certificates keep their order, since clients take the first. */
final class Cms {
    private static final ASN1Integer VERSION_1 = new ASN1Integer(1);

    private Cms() {}

    /** A SignedData without signers and content (RFC 8894 §3.4). */
    static byte[] degenerate(List<byte[]> certificates, List<byte[]> crls) {
        ASN1EncodableVector data = new ASN1EncodableVector();
        data.add(VERSION_1);
        data.add(new DERSet());
        data.add(new DERSequence(CMSObjectIdentifiers.data));
        if (!certificates.isEmpty()) {
            data.add(new DLTaggedObject(false, 0, ordered(certificates)));
        }
        if (!crls.isEmpty()) {
            data.add(new DLTaggedObject(false, 1, ordered(crls)));
        }
        data.add(new DERSet());
        return encoded(contentInfo(CMSObjectIdentifiers.signedData, new DLSequence(data)));
    }

    /** A SignedData by the RA, with its certificates. The content may be empty, but it is there: certmonger demands it. */
    static byte[] signed(byte[] content, SignedAttributes attributes, ReplySigner signer) {
        List<byte[]> certificates = signer.certificates();
        AlgorithmIdentifier digest = new AlgorithmIdentifier(attributes.digest().oid());
        SignerInfo info = new SignerInfo(
                new SignerIdentifier(new IssuerAndSerialNumber(Certificate.getInstance(certificates.getFirst()))),
                digest,
                attributes.attributes(),
                new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
                new DEROctetString(signer.sign(attributes)),
                null);
        ASN1EncodableVector data = new ASN1EncodableVector();
        data.add(VERSION_1);
        data.add(new DERSet(digest));
        data.add(contentInfo(CMSObjectIdentifiers.data, new DEROctetString(content)));
        data.add(new DLTaggedObject(false, 0, ordered(certificates)));
        data.add(new DERSet(info));
        return encoded(contentInfo(CMSObjectIdentifiers.signedData, new DLSequence(data)));
    }

    static Attribute attribute(ASN1ObjectIdentifier type, ASN1Encodable value) {
        return new Attribute(type, new DERSet(value));
    }

    /** RFC 5652 §11: what every set of signed attributes begins with. */
    static ASN1EncodableVector signedAttributes(byte[] contentDigest) {
        ASN1EncodableVector attributes = new ASN1EncodableVector();
        attributes.add(attribute(CMSAttributes.contentType, CMSObjectIdentifiers.data));
        attributes.add(attribute(CMSAttributes.messageDigest, new DEROctetString(contentDigest)));
        return attributes;
    }

    static ASN1Sequence contentInfo(ASN1ObjectIdentifier type, ASN1Encodable content) {
        ASN1EncodableVector info = new ASN1EncodableVector();
        info.add(type);
        info.add(new DLTaggedObject(true, 0, content));
        return new DLSequence(info);
    }

    static byte[] encoded(ASN1Encodable structure) {
        try {
            return structure.toASN1Primitive().getEncoded(ASN1Encoding.DL);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot encode a CMS structure", e);
        }
    }

    private static DLSet ordered(List<byte[]> elements) {
        ASN1EncodableVector vector = new ASN1EncodableVector(elements.size());
        for (byte[] element : elements) {
            try {
                vector.add(ASN1Primitive.fromByteArray(element));
            } catch (IOException e) {
                throw new IllegalArgumentException("Not DER", e);
            }
        }
        return new DLSet(vector);
    }
}
