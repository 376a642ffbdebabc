package io.privyseal.protocol.scep;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cms.CMSAbsentContent;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSEnvelopedData;
import org.bouncycastle.cms.CMSEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.CMSTypedData;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientInfoGenerator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.jspecify.annotations.Nullable;

/** Builds requests with Bouncy Castle's generators, which know nothing of the code under test. */
final class Client {
    private static final String VERISIGN = "2.16.840.1.113733.1.9.";
    static final byte[] NONCE = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private Keys.Holder signer = Keys.CLIENT;
    private final List<Keys.Holder> moreSigners = new ArrayList<>();
    private X509Certificate recipient = Keys.RA.certificate();
    private String signature = "SHA256withRSA";
    private ASN1ObjectIdentifier cipher = CMSAlgorithm.AES128_CBC;
    private @Nullable AlgorithmIdentifier keyTransport;
    private byte @Nullable [] recipientKeyId;
    private byte[] contents = Csr.of(Keys.CLIENT.pair(), "CN=device-1", "secret");
    private byte @Nullable [] envelope;
    private boolean absentContent;
    private boolean absentCertificates;
    private boolean der = true;
    private final Map<ASN1ObjectIdentifier, Attribute> attributes = new LinkedHashMap<>();

    private Client() {
        attribute("2", new DERPrintableString("19"));
        attribute("5", new DEROctetString(NONCE));
        attribute("7", new DERPrintableString("5A0B5C1A64C2AAC3B2A07A5C9E4C51E3"));
    }

    static Client request() {
        return new Client();
    }

    Client signedBy(Keys.Holder holder) {
        signer = holder;
        if (holder.key().getAlgorithm().equals("EC")) {
            signature = "SHA256withECDSA";
        }
        return this;
    }

    Client alsoSignedBy(Keys.Holder holder) {
        moreSigners.add(holder);
        return this;
    }

    Client type(String text) {
        return attribute("2", new DERPrintableString(text));
    }

    Client transactionId(String text) {
        return attribute("7", new DERPrintableString(text));
    }

    Client attribute(String number, ASN1Encodable value) {
        return attribute(new ASN1ObjectIdentifier(VERISIGN + number), value);
    }

    Client attribute(ASN1ObjectIdentifier type, ASN1Encodable... values) {
        ASN1EncodableVector vector = new ASN1EncodableVector();
        vector.addAll(values);
        attributes.put(type, new Attribute(type, new DERSet(vector)));
        return this;
    }

    Client without(String number) {
        attributes.remove(new ASN1ObjectIdentifier(VERISIGN + number));
        return this;
    }

    Client signature(String algorithm) {
        signature = algorithm;
        return this;
    }

    Client cipher(ASN1ObjectIdentifier algorithm) {
        cipher = algorithm;
        return this;
    }

    Client keyTransport(AlgorithmIdentifier algorithm) {
        keyTransport = algorithm;
        return this;
    }

    Client to(X509Certificate certificate) {
        recipient = certificate;
        return this;
    }

    Client toKeyId(byte[] identifier) {
        recipientKeyId = identifier;
        return this;
    }

    Client contents(byte[] plain) {
        contents = plain;
        return this;
    }

    /** Instead of an envelope. */
    Client signedContent(byte[] bytes) {
        envelope = bytes;
        return this;
    }

    Client withoutContent() {
        absentContent = true;
        return this;
    }

    Client withoutCertificates() {
        absentCertificates = true;
        return this;
    }

    /** Indefinite lengths and OCTET STRINGs in pieces, inside and outside. */
    Client ber() {
        der = false;
        return this;
    }

    PkiMessage parse() {
        return PkiMessage.parse(bytes(), AlgorithmPolicy.STRONG);
    }

    byte[] bytes() {
        try {
            CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
            add(generator, signer);
            for (Keys.Holder more : moreSigners) {
                add(generator, more);
            }
            CMSTypedData content =
                    absentContent ? new CMSAbsentContent() : new CMSProcessableByteArray(envelopeBytes());
            CMSSignedData signed = generator.generate(content, true);
            return der ? signed.getEncoded("DER") : signed.getEncoded();
        } catch (CMSException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void add(CMSSignedDataGenerator generator, Keys.Holder holder) {
        try {
            String algorithm = holder.key().getAlgorithm().equals("EC") == signature.endsWith("ECDSA")
                    ? signature
                    : "SHA256withECDSA";
            ASN1EncodableVector vector = new ASN1EncodableVector();
            attributes.values().forEach(vector::add);
            generator.addSignerInfoGenerator(new JcaSignerInfoGeneratorBuilder(
                            new JcaDigestCalculatorProviderBuilder().build())
                    .setSignedAttributeGenerator(new DefaultSignedAttributeTableGenerator(new AttributeTable(vector)))
                    .build(new JcaContentSignerBuilder(algorithm).build(holder.key()), holder.certificate()));
            if (!absentCertificates) {
                generator.addCertificate(new JcaX509CertificateHolder(holder.certificate()));
            }
        } catch (GeneralSecurityException | OperatorCreationException | CMSException e) {
            throw new IllegalStateException(e);
        }
    }

    byte[] envelopeBytes() {
        if (envelope != null) {
            return envelope;
        }
        try {
            CMSEnvelopedDataGenerator generator = new CMSEnvelopedDataGenerator();
            if (recipientKeyId != null) {
                generator.addRecipientInfoGenerator(
                        new JceKeyTransRecipientInfoGenerator(recipientKeyId, recipient.getPublicKey()));
            } else if (keyTransport == null) {
                generator.addRecipientInfoGenerator(new JceKeyTransRecipientInfoGenerator(recipient));
            } else {
                generator.addRecipientInfoGenerator(new JceKeyTransRecipientInfoGenerator(recipient, keyTransport));
            }
            CMSEnvelopedData data = generator.generate(
                    new CMSProcessableByteArray(contents), new JceCMSContentEncryptorBuilder(cipher).build());
            return der ? data.toASN1Structure().getEncoded("DER") : data.getEncoded();
        } catch (GeneralSecurityException | CMSException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] issuerAndSubject(String issuer, String subject) {
        return Ber.der(new DERSequence(new ASN1Encodable[] {new X500Name(issuer), new X500Name(subject)}));
    }
}
