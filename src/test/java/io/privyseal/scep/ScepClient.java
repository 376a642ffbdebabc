package io.privyseal.scep;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSEnvelopedData;
import org.bouncycastle.cms.CMSEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JceKeyTransEnvelopedRecipient;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientInfoGenerator;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.jspecify.annotations.Nullable;

/** A SCEP client of Bouncy Castle's parts, which knows nothing of the server's own. */
final class ScepClient {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String VERISIGN = "2.16.840.1.113733.1.9.";

    private final URI address;

    ScepClient(URI address) {
        this.address = address;
    }

    /** A certificate and its key. */
    record Identity(X509Certificate certificate, KeyPair pair) {
        static Identity selfSigned(String name, KeyPair pair) {
            return issued(name, pair, name, pair);
        }

        static Identity issued(String name, KeyPair pair, String issuer, KeyPair issuerPair) {
            return new Identity(certificate(name, pair, issuer, issuerPair, false), pair);
        }

        static X509Certificate authority(String name, KeyPair pair) {
            return certificate(name, pair, name, pair, true);
        }

        private static X509Certificate certificate(
                String name, KeyPair pair, String issuer, KeyPair issuerPair, boolean authority) {
            try {
                Instant now = Instant.now();
                JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                        new X500Name(issuer),
                        new BigInteger(64, RANDOM),
                        Date.from(now.minusSeconds(3600)),
                        Date.from(now.plus(Duration.ofDays(7))),
                        new X500Name(name),
                        pair.getPublic());
                builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
                return convert(builder.build(signer(issuerPair.getPrivate())));
            } catch (CertIOException e) {
                throw new IllegalStateException(e);
            }
        }

        PrivateKey key() {
            return pair.getPrivate();
        }
    }

    /** An answer to a PKI message. */
    record Reply(int status, byte[] body) {
        private SignerInformation signer() {
            try {
                SignerInformation signer = new CMSSignedData(body)
                        .getSignerInfos()
                        .getSigners()
                        .iterator()
                        .next();
                X509CertificateHolder ra = certificates(new CMSSignedData(body)).stream()
                        .filter(signer.getSID()::match)
                        .findFirst()
                        .orElseThrow();
                if (!signer.verify(new JcaSimpleSignerInfoVerifierBuilder()
                        .build(new JcaX509CertificateConverter().getCertificate(ra)))) {
                    throw new IllegalStateException("The answer's signature is wrong");
                }
                return signer;
            } catch (CMSException | GeneralSecurityException | OperatorCreationException e) {
                throw new IllegalStateException(e);
            }
        }

        @Nullable
        ASN1Encodable value(String oid) {
            Attribute attribute = signer().getSignedAttributes().get(new ASN1ObjectIdentifier(oid));
            return attribute == null ? null : attribute.getAttrValues().getObjectAt(0);
        }

        private String text(String number) {
            ASN1Encodable value = value(VERISIGN + number);
            return value == null ? "" : ((ASN1String) value).getString();
        }

        String pkiStatus() {
            return text("3");
        }

        String failInfo() {
            return text("4");
        }

        String transactionId() {
            return text("7");
        }

        byte[] recipientNonce() {
            ASN1Encodable value = value(VERISIGN + "6");
            return value == null ? new byte[0] : ((ASN1OctetString) value).getOctets();
        }

        String failInfoText() {
            ASN1Encodable value = value("1.3.6.1.5.5.7.24.1");
            return value == null ? "" : ((ASN1String) value).getString();
        }

        CMSSignedData open(Identity recipient) {
            try {
                byte[] envelope =
                        (byte[]) new CMSSignedData(body).getSignedContent().getContent();
                return new CMSSignedData(new CMSEnvelopedData(envelope)
                        .getRecipientInfos()
                        .getRecipients()
                        .iterator()
                        .next()
                        .getContent(new JceKeyTransEnvelopedRecipient(recipient.key())));
            } catch (CMSException e) {
                throw new IllegalStateException(e);
            }
        }

        /** The certificate that was granted. */
        X509Certificate certificate(Identity recipient) {
            try {
                return new JcaX509CertificateConverter()
                        .getCertificate(certificates(open(recipient)).getFirst());
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** What is to be sent. */
    static final class Message {
        private final Identity signer;
        private final X509Certificate recipient;
        private @Nullable Identity second;
        private byte[] contents = {};
        private String type = "19";
        private String transactionId = "transaction";
        private final byte[] nonce = new byte[16];
        private @Nullable Instant signingTime;
        private String signature = "SHA256withRSA";
        private ASN1ObjectIdentifier cipher = CMSAlgorithm.AES128_CBC;

        Message(Identity signer, X509Certificate recipient) {
            this.signer = signer;
            this.recipient = recipient;
            RANDOM.nextBytes(nonce);
        }

        Message contents(byte[] plain) {
            contents = plain;
            return this;
        }

        Message type(int number) {
            type = Integer.toString(number);
            return this;
        }

        Message transactionId(String text) {
            transactionId = text;
            return this;
        }

        Message signingTime(Instant time) {
            signingTime = time;
            return this;
        }

        Message signature(String algorithm) {
            signature = algorithm;
            return this;
        }

        Message cipher(ASN1ObjectIdentifier algorithm) {
            cipher = algorithm;
            return this;
        }

        /** Signs once more, as somebody else. */
        Message alsoSignedBy(Identity other) {
            second = other;
            return this;
        }

        byte[] nonce() {
            return nonce;
        }

        /** The envelope alone, which nobody has signed. */
        byte[] envelope() {
            try {
                CMSEnvelopedDataGenerator envelope = new CMSEnvelopedDataGenerator();
                envelope.addRecipientInfoGenerator(new JceKeyTransRecipientInfoGenerator(recipient));
                return envelope.generate(
                                new CMSProcessableByteArray(contents),
                                new JceCMSContentEncryptorBuilder(cipher).build())
                        .getEncoded();
            } catch (CMSException | IOException | GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        byte[] bytes() {
            try {
                ASN1EncodableVector attributes = new ASN1EncodableVector();
                put(attributes, VERISIGN + "2", new DERPrintableString(type));
                put(attributes, VERISIGN + "5", new DEROctetString(nonce));
                put(attributes, VERISIGN + "7", new DERPrintableString(transactionId));
                if (signingTime != null) {
                    put(attributes, CMSAttributes.signingTime.getId(), new Time(Date.from(signingTime)));
                }
                CMSSignedDataGenerator signed = new CMSSignedDataGenerator();
                sign(signed, signer, new AttributeTable(attributes));
                if (second != null) {
                    sign(signed, second, new AttributeTable(attributes));
                }
                return signed.generate(new CMSProcessableByteArray(envelope()), true)
                        .getEncoded();
            } catch (CMSException | IOException | GeneralSecurityException | OperatorCreationException e) {
                throw new IllegalStateException(e);
            }
        }

        private void sign(CMSSignedDataGenerator signed, Identity by, AttributeTable attributes)
                throws CMSException, GeneralSecurityException, OperatorCreationException {
            signed.addSignerInfoGenerator(
                    new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build())
                            .setSignedAttributeGenerator(parameters -> {
                                AttributeTable all =
                                        new DefaultSignedAttributeTableGenerator(attributes).getAttributes(parameters);
                                return signingTime == null ? all.remove(CMSAttributes.signingTime) : all;
                            })
                            .build(new JcaContentSignerBuilder(signature).build(by.key()), by.certificate()));
            signed.addCertificate(new JcaX509CertificateHolder(by.certificate()));
        }

        private static void put(ASN1EncodableVector attributes, String oid, ASN1Encodable value) {
            attributes.add(new Attribute(new ASN1ObjectIdentifier(oid), new DERSet(value)));
        }
    }

    HttpResponse<byte[]> get(String query) {
        return send(HttpRequest.newBuilder(URI.create(address + "?" + query)).build());
    }

    /** The certificates of GetCACert, in their order. */
    List<X509Certificate> caCertificates() {
        HttpResponse<byte[]> answer = get("operation=GetCACert&message=default");
        try {
            return certificates(new CMSSignedData(answer.body())).stream()
                    .map(ScepClient::convert)
                    .toList();
        } catch (CMSException e) {
            throw new IllegalStateException(e);
        }
    }

    X509Certificate ra() {
        return caCertificates().getFirst();
    }

    Reply post(byte[] message) {
        HttpResponse<byte[]> answer = post("?operation=PKIOperation", "application/x-pki-message", message);
        return new Reply(answer.statusCode(), answer.body());
    }

    HttpResponse<byte[]> post(String query, String mediaType, byte[] body) {
        return send(HttpRequest.newBuilder(URI.create(address + query))
                .header("Content-Type", mediaType)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build());
    }

    Reply getMessage(byte[] message) {
        HttpResponse<byte[]> answer = get("operation=PKIOperation&message="
                + URLEncoder.encode(Base64.getEncoder().encodeToString(message), StandardCharsets.US_ASCII));
        return new Reply(answer.statusCode(), answer.body());
    }

    private static HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static KeyPair rsa() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] csr(KeyPair pair, String subject, @Nullable String challenge, String... alternatives) {
        GeneralName[] names = Stream.of(alternatives)
                .map(text -> new GeneralName(kind(text), text))
                .toArray(GeneralName[]::new);
        ASN1Encodable password = challenge == null ? null : new DERUTF8String(challenge);
        return names.length == 0
                ? csr(pair, new X500Name(subject), password)
                : csr(
                        pair,
                        new X500Name(subject),
                        password,
                        extension(Extension.subjectAlternativeName, new GeneralNames(names)));
    }

    private static int kind(String alternative) {
        if (alternative.indexOf(':') > 0) {
            return GeneralName.uniformResourceIdentifier;
        }
        return alternative.indexOf('@') < 0 ? GeneralName.dNSName : GeneralName.rfc822Name;
    }

    static Extension extension(ASN1ObjectIdentifier type, ASN1Encodable value) {
        return new Extension(type, false, der(value));
    }

    static byte[] csr(KeyPair pair, X500Name subject, @Nullable ASN1Encodable challenge, Extension... extensions) {
        PKCS10CertificationRequestBuilder builder = new JcaPKCS10CertificationRequestBuilder(subject, pair.getPublic());
        if (challenge != null) {
            builder.addAttribute(PKCSObjectIdentifiers.pkcs_9_at_challengePassword, challenge);
        }
        if (extensions.length > 0) {
            builder.addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, new Extensions(extensions));
        }
        try {
            return builder.build(signer(pair.getPrivate())).getEncoded();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] issuerAndSubject(X509Certificate issuer, String subject) {
        return der(new DERSequence(new ASN1Encodable[] {
            X500Name.getInstance(issuer.getSubjectX500Principal().getEncoded()), new X500Name(subject)
        }));
    }

    static byte[] issuerAndSerial(X509Certificate certificate) {
        return der(new IssuerAndSerialNumber(
                X500Name.getInstance(certificate.getIssuerX500Principal().getEncoded()),
                certificate.getSerialNumber()));
    }

    private static byte[] der(ASN1Encodable value) {
        try {
            return value.toASN1Primitive().getEncoded(ASN1Encoding.DER);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ContentSigner signer(PrivateKey key) {
        try {
            return new JcaContentSignerBuilder(key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA")
                    .build(key);
        } catch (OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    static X509Certificate convert(X509CertificateHolder holder) {
        try {
            return new JcaX509CertificateConverter().getCertificate(holder);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<X509CertificateHolder> certificates(CMSSignedData data) {
        Collection<X509CertificateHolder> all = data.getCertificates().getMatches(null);
        return List.copyOf(all);
    }
}
