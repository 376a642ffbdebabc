package io.privyseal.protocol.scep;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerIdentifier;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;

/** A SignedData with one signer and its attributes, taken apart but not yet verified. */
final class SignedMessage {
    private static final String MESSAGE = "The message";
    private static final int MOST_ATTRIBUTES = 64;
    private static final int MOST_CERTIFICATES = 32;

    private final SignedData signedData;
    private final SignerInfo signer;
    private final Map<ASN1ObjectIdentifier, ASN1Encodable> attributes;

    private SignedMessage(SignedData signedData) {
        this.signedData = signedData;
        this.signer = onlySigner(signedData);
        this.attributes = attributes(signer);
    }

    static SignedMessage parse(byte[] body) {
        ASN1Encodable content = Ber.read(MESSAGE, body);
        return Ber.decode(MESSAGE, () -> {
            ContentInfo info = ContentInfo.getInstance(content);
            if (!info.getContentType().equals(CMSObjectIdentifiers.signedData)) {
                throw ScepException.badRequest("The message is not a SignedData.");
            }
            return new SignedMessage(SignedData.getInstance(info.getContent()));
        });
    }

    private static SignerInfo onlySigner(SignedData signedData) {
        ASN1Set signers = signedData.getSignerInfos();
        if (signers.size() != 1) {
            throw ScepException.badRequest("The message must have exactly one signer.");
        }
        return SignerInfo.getInstance(signers.getObjectAt(0));
    }

    private static Map<ASN1ObjectIdentifier, ASN1Encodable> attributes(SignerInfo signer) {
        ASN1Set set = signer.getAuthenticatedAttributes();
        if (set == null || set.size() > MOST_ATTRIBUTES) {
            throw ScepException.badRequest("The message has no signed attributes, or too many.");
        }
        Map<ASN1ObjectIdentifier, ASN1Encodable> attributes = new HashMap<>();
        for (ASN1Encodable element : set) {
            Attribute attribute = Attribute.getInstance(element);
            ASN1Set values = attribute.getAttrValues();
            // RFC 5652 §11, RFC 8894 §3.2.1: one instance with one value; with two, two readers could see two messages.
            if (values.size() != 1 || attributes.put(attribute.getAttrType(), values.getObjectAt(0)) != null) {
                throw ScepException.badRequest("A signed attribute has no value, or more than one.");
            }
        }
        return attributes;
    }

    Optional<ASN1Encodable> find(ASN1ObjectIdentifier attribute) {
        return Optional.ofNullable(attributes.get(attribute));
    }

    ASN1ObjectIdentifier digestAlgorithm() {
        return signer.getDigestAlgorithm().getAlgorithm();
    }

    ASN1ObjectIdentifier signatureAlgorithm() {
        return signer.getDigestEncryptionAlgorithm().getAlgorithm();
    }

    byte[] signature() {
        return signer.getEncryptedDigest().getOctets();
    }

    /** RFC 5652 §5.4: whatever the encoding on the wire, the DER of a SET OF is what was signed. */
    byte[] signedBytes() {
        return Ber.decode(MESSAGE, () -> Ber.der(signer.getAuthenticatedAttributes()));
    }

    ASN1ObjectIdentifier contentType() {
        return signedData.getEncapContentInfo().getContentType();
    }

    /** The content, joined from its pieces; empty when there is none. */
    byte[] content() {
        return Ber.decode(MESSAGE, () -> {
            ASN1Encodable content = signedData.getEncapContentInfo().getContent();
            return content == null
                    ? new byte[0]
                    : ASN1OctetString.getInstance(content).getOctets();
        });
    }

    /**
     * The certificate that the signer names.
     *
     * @throws ScepException when there is not exactly one
     */
    SignerCertificate signerCertificate() {
        Certificate found = Ber.decode(MESSAGE, this::onlyCertificate);
        return Ber.decode("The signer's certificate", () -> SignerCertificate.of(found));
    }

    private Certificate onlyCertificate() {
        ASN1Set certificates = signedData.getCertificates();
        if (certificates == null || certificates.size() > MOST_CERTIFICATES) {
            throw ScepException.badRequest("The message has no certificates, or too many.");
        }
        Set<Certificate> found = new HashSet<>();
        for (ASN1Encodable element : certificates) {
            // Attribute certificates and the like are tagged; they sign nothing here.
            if (element.toASN1Primitive() instanceof ASN1Sequence sequence) {
                Certificate certificate = Certificate.getInstance(sequence);
                if (isNamedBy(signer.getSID(), certificate)) {
                    found.add(certificate);
                }
            }
        }
        if (found.size() != 1) {
            throw ScepException.badRequest("The message must have exactly one certificate of its signer.");
        }
        return found.iterator().next();
    }

    private static boolean isNamedBy(SignerIdentifier identifier, Certificate certificate) {
        ASN1Encodable id = identifier.getId();
        if (id.toASN1Primitive() instanceof ASN1TaggedObject || id instanceof ASN1OctetString) {
            byte[] wanted = id instanceof ASN1OctetString octets
                    ? octets.getOctets()
                    : ASN1OctetString.getInstance((ASN1TaggedObject) id.toASN1Primitive(), false)
                            .getOctets();
            return certificate.getTBSCertificate().getExtensions() != null
                    && certificate.getTBSCertificate().getExtensions().getExtension(Extension.subjectKeyIdentifier)
                            != null
                    && Arrays.equals(
                            wanted,
                            SubjectKeyIdentifier.fromExtensions(
                                            certificate.getTBSCertificate().getExtensions())
                                    .getKeyIdentifier());
        }
        IssuerAndSerialNumber name = IssuerAndSerialNumber.getInstance(id);
        return name.getSerialNumber().equals(certificate.getSerialNumber())
                && name.getName().equals(certificate.getIssuer());
    }
}
