package io.privyseal.protocol.est;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.jspecify.annotations.Nullable;

/**
 * What a CSR should have in it, said twice: as the list of RFC 7030 §4.5.2, and as the template of RFC 9908, which clients
 * that know it use alone; a linked request is asked for by the list alone.
 *
 * @param linked whether the challenge password has to be the channel binding
 * @param key which key; null for any
 * @param signatureAlgorithm the object identifier of the CSR's signature; null for any
 * @param subject the subject's attributes in their order; those of the template only
 * @param extensions object identifiers of extensions that the client fills in; of the template only
 */
public record CsrAttributes(
        boolean linked,
        @Nullable WantedKey key,
        @Nullable String signatureAlgorithm,
        List<SubjectAttribute> subject,
        List<String> extensions) {
    private static final ASN1ObjectIdentifier TEMPLATE = new ASN1ObjectIdentifier("1.2.840.113549.1.9.16.2.61");
    private static final ASN1ObjectIdentifier EXTENSION_TEMPLATE =
            new ASN1ObjectIdentifier("1.2.840.113549.1.9.16.2.62");

    /** A kind of key. */
    public sealed interface WantedKey {
        /** @param bits of the modulus */
        record Rsa(int bits) implements WantedKey {}

        /** @param curve the curve's object identifier */
        record EllipticCurve(String curve) implements WantedKey {}
    }

    /**
     * An attribute of the subject.
     *
     * @param type its object identifier
     * @param value null when the client fills it in
     */
    public record SubjectAttribute(String type, @Nullable String value) {}

    public CsrAttributes {
        subject = List.copyOf(subject);
        extensions = List.copyOf(extensions);
    }

    /** The DER of CsrAttrs. */
    byte[] encoded() {
        List<ASN1Encodable> members = new ArrayList<>();
        if (linked) {
            members.add(PKCSObjectIdentifiers.pkcs_9_at_challengePassword);
        }
        if (key != null) {
            members.add(listed(key));
        }
        if (signatureAlgorithm != null) {
            members.add(new ASN1ObjectIdentifier(signatureAlgorithm));
        }
        // A template has no place for a value that is wanted but not known here, and whoever reads it reads nothing
        // else.
        if (!linked && (key != null || !subject.isEmpty() || !extensions.isEmpty())) {
            members.add(attribute(TEMPLATE, template()));
        }
        return Asn1.der(sequence(members));
    }

    /** RFC 7030 §4.5.2: an attribute whose type is the algorithm and whose value is the parameter. */
    private static ASN1Encodable listed(WantedKey key) {
        return switch (key) {
            case WantedKey.Rsa(int bits) -> attribute(PKCSObjectIdentifiers.rsaEncryption, new ASN1Integer(bits));
            case WantedKey.EllipticCurve(String curve) ->
                attribute(X9ObjectIdentifiers.id_ecPublicKey, new ASN1ObjectIdentifier(curve));
        };
    }

    /** CertificationRequestInfoTemplate of RFC 9908; its tags are implicit. */
    private ASN1Encodable template() {
        List<ASN1Encodable> members = new ArrayList<>();
        members.add(new ASN1Integer(0));
        if (!subject.isEmpty()) {
            members.add(
                    sequence(subject.stream().map(CsrAttributes::relativeName).toList()));
        }
        if (key != null) {
            members.add(new DERTaggedObject(false, 0, keyTemplate(key)));
        }
        List<ASN1Encodable> attributes = new ArrayList<>();
        if (!extensions.isEmpty()) {
            attributes.add(attribute(
                    EXTENSION_TEMPLATE,
                    sequence(extensions.stream()
                            .map(CsrAttributes::extensionTemplate)
                            .toList())));
        }
        members.add(new DERTaggedObject(false, 1, new DERSet(vector(attributes))));
        return sequence(members);
    }

    private static ASN1Encodable relativeName(SubjectAttribute attribute) {
        List<ASN1Encodable> members = new ArrayList<>();
        members.add(new ASN1ObjectIdentifier(attribute.type()));
        String value = attribute.value();
        if (value != null) {
            members.add(new DERUTF8String(value));
        }
        return new DERSet(sequence(members));
    }

    private static ASN1Encodable keyTemplate(WantedKey key) {
        return switch (key) {
            case WantedKey.Rsa(int bits) ->
                // A modulus of the wanted size stands for the size; nobody uses it as a key.
                new DERSequence(new ASN1Encodable[] {
                    new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
                    new DERBitString(
                            Asn1.der(new RSAPublicKey(BigInteger.ONE.shiftLeft(bits - 1), BigInteger.valueOf(65537))))
                });
            case WantedKey.EllipticCurve(String curve) ->
                new DERSequence(
                        new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, new ASN1ObjectIdentifier(curve)));
        };
    }

    /** No value: the client fills it in. */
    private static ASN1Encodable extensionTemplate(String type) {
        return new DERSequence(new ASN1ObjectIdentifier(type));
    }

    private static ASN1Encodable attribute(ASN1ObjectIdentifier type, ASN1Encodable value) {
        return new DERSequence(new ASN1Encodable[] {type, new DERSet(value)});
    }

    private static DERSequence sequence(List<ASN1Encodable> members) {
        return new DERSequence(vector(members));
    }

    private static ASN1EncodableVector vector(List<ASN1Encodable> members) {
        ASN1EncodableVector vector = new ASN1EncodableVector(Math.max(1, members.size()));
        members.forEach(vector::add);
        return vector;
    }
}
