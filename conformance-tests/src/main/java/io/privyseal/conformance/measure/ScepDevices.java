package io.privyseal.conformance.measure;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
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
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/**
 * Devices with RSA-2048 keys at the starter endpoint of SCEP (RFC 8894 §3.3.1), by its challenge. Messages are as today's
 * clients make them: AES-256-CBC and SHA-256.
 */
final class ScepDevices implements Devices {
    private static final int NONCE_LENGTH = 16;
    private static final String SIGNATURE = "SHA256withRSA";
    private static final String VERISIGN = "2.16.840.1.113733.1.9.";
    private static final String SUCCESS = "0";

    private final FirstRun.Door door;
    private final X509Certificate authority;
    private final DeviceKeys keys;
    private final int mostKeys;
    private final List<Identity> identities = new ArrayList<>();
    private final SecureRandom random = new SecureRandom();
    private int made;

    /** A key, and the certificate that its holder has made for it. */
    private record Identity(KeyPair keys, X509Certificate certificate, ContentSigner signer) {}

    private ScepDevices(FirstRun.Door door, X509Certificate authority, DeviceKeys keys, int mostKeys) {
        this.door = door;
        this.authority = authority;
        this.keys = keys;
        this.mostKeys = mostKeys;
    }

    /**
     * Asks for the RA's certificate.
     *
     * @param mostKeys so many keys take turns; 0 when each device has its own
     */
    static ScepDevices of(FirstRun server, SSLContext context, int mostKeys)
            throws IOException, CMSException, GeneralSecurityException {
        URI address = server.scep().address();
        byte[] answer;
        try (HttpConnection connection = HttpConnection.open(context, address)) {
            answer = connection
                    .exchange(("GET " + address.getRawPath() + "?operation=GetCACert HTTP/1.1\r\nHost: "
                                    + address.getAuthority() + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII))
                    .body();
        }
        X509Certificate authority =
                convert(certificates(new CMSSignedData(answer)).getFirst());
        return new ScepDevices(server.scep(), authority, DeviceKeys.make(), mostKeys);
    }

    private Identity identity(String name) throws GeneralSecurityException, OperatorCreationException {
        if (mostKeys == 0) {
            return identity(keys.next(), name);
        }
        if (identities.size() < mostKeys) {
            identities.add(identity(keys.next(), name));
        }
        return identities.get(made % identities.size());
    }

    private static Identity identity(KeyPair keys, String name)
            throws GeneralSecurityException, OperatorCreationException {
        Instant now = Instant.now();
        ContentSigner signer = new JcaContentSignerBuilder(SIGNATURE).build(keys.getPrivate());
        X509CertificateHolder certificate = new JcaX509v3CertificateBuilder(
                        new X500Name("CN=" + name),
                        BigInteger.ONE,
                        Date.from(now.minus(Duration.ofHours(1))),
                        Date.from(now.plus(Duration.ofDays(7))),
                        new X500Name("CN=" + name),
                        keys.getPublic())
                .build(signer);
        return new Identity(keys, convert(certificate), signer);
    }

    @Override
    public URI server() {
        return door.address();
    }

    @Override
    public List<Device> next(int count)
            throws IOException, CMSException, GeneralSecurityException, OperatorCreationException {
        List<Device> devices = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String name = "device-" + made;
            Identity identity = identity(name);
            made++;
            devices.add(new Enrolling(name, identity, request(message(identity, name))));
        }
        return devices;
    }

    private byte[] message(Identity identity, String name)
            throws IOException, CMSException, GeneralSecurityException, OperatorCreationException {
        byte[] csr = new JcaPKCS10CertificationRequestBuilder(
                        new X500Name("CN=" + name), identity.keys().getPublic())
                .addAttribute(PKCSObjectIdentifiers.pkcs_9_at_challengePassword, new DERUTF8String(door.secret()))
                .build(identity.signer())
                .getEncoded();
        CMSEnvelopedDataGenerator envelope = new CMSEnvelopedDataGenerator();
        envelope.addRecipientInfoGenerator(new JceKeyTransRecipientInfoGenerator(authority));
        byte[] encrypted = envelope.generate(
                        new CMSProcessableByteArray(csr),
                        new JceCMSContentEncryptorBuilder(CMSAlgorithm.AES256_CBC).build())
                .getEncoded();
        byte[] nonce = new byte[NONCE_LENGTH];
        random.nextBytes(nonce);
        ASN1EncodableVector attributes = new ASN1EncodableVector();
        attributes.add(attribute("2", new DERPrintableString("19")));
        attributes.add(attribute("5", new DEROctetString(nonce)));
        attributes.add(attribute("7", new DERPrintableString(name)));
        CMSSignedDataGenerator signed = new CMSSignedDataGenerator();
        signed.addSignerInfoGenerator(new JcaSignerInfoGeneratorBuilder(
                        new JcaDigestCalculatorProviderBuilder().build())
                .setSignedAttributeGenerator(new DefaultSignedAttributeTableGenerator(new AttributeTable(attributes)))
                .build(identity.signer(), identity.certificate()));
        signed.addCertificate(new JcaX509CertificateHolder(identity.certificate()));
        return signed.generate(new CMSProcessableByteArray(encrypted), true).getEncoded();
    }

    private static Attribute attribute(String number, ASN1Encodable value) {
        return new Attribute(new ASN1ObjectIdentifier(VERISIGN + number), new DERSet(value));
    }

    private byte[] request(byte[] message) {
        byte[] head = ("POST " + door.address().getRawPath() + "?operation=PKIOperation HTTP/1.1\r\nHost: "
                        + door.address().getAuthority()
                        + "\r\nContent-Type: application/x-pki-message\r\nContent-Length: "
                        + message.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] request = Arrays.copyOf(head, head.length + message.length);
        System.arraycopy(message, 0, request, head.length, message.length);
        return request;
    }

    private final class Enrolling implements Device {
        private final String name;
        private final Identity identity;
        private final byte[] request;

        private Enrolling(String name, Identity identity, byte[] request) {
            this.name = name;
            this.identity = identity;
            this.request = request;
        }

        @Override
        public byte[] request() {
            return request;
        }

        @Override
        public void require(HttpConnection.Answer answer)
                throws CMSException, GeneralSecurityException, OperatorCreationException {
            if (answer.status() != 200) {
                throw new IllegalStateException(name + " was answered " + answer.status() + ": " + answer.text());
            }
            CMSSignedData signed = new CMSSignedData(answer.body());
            SignerInformation signer =
                    signed.getSignerInfos().getSigners().iterator().next();
            if (!signer.verify(new JcaSimpleSignerInfoVerifierBuilder().build(authority))) {
                throw new IllegalStateException("The answer to " + name + " is not signed by the RA");
            }
            if (!text(signer, "3").equals(SUCCESS) || !text(signer, "7").equals(name)) {
                throw new IllegalStateException("The answer to " + name + " is no certificate of its transaction");
            }
            byte[] opened = new CMSEnvelopedData(
                            (byte[]) signed.getSignedContent().getContent())
                    .getRecipientInfos()
                    .getRecipients()
                    .iterator()
                    .next()
                    .getContent(
                            new JceKeyTransEnvelopedRecipient(identity.keys().getPrivate()));
            Granted.require(
                    convert(certificates(new CMSSignedData(opened)).getFirst()),
                    name,
                    identity.keys().getPublic());
        }
    }

    private static String text(SignerInformation signer, String number) {
        Attribute attribute = signer.getSignedAttributes().get(new ASN1ObjectIdentifier(VERISIGN + number));
        return attribute == null ? "" : ((ASN1String) attribute.getAttrValues().getObjectAt(0)).getString();
    }

    private static List<X509CertificateHolder> certificates(CMSSignedData data) {
        Collection<X509CertificateHolder> all = data.getCertificates().getMatches(null);
        return List.copyOf(all);
    }

    private static X509Certificate convert(X509CertificateHolder certificate) throws GeneralSecurityException {
        return new JcaX509CertificateConverter().getCertificate(certificate);
    }
}
