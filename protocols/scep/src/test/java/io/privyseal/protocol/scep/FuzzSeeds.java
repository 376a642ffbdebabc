package io.privyseal.protocol.scep;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERT61String;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAESOAEPparams;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.cms.CMSAlgorithm;

/**
 * The inputs that fuzzing begins with: messages that are good, and some that are damaged. Those to the RA can only be opened
 * with one key, so that is kept beside them. Running this class writes all anew.
 */
final class FuzzSeeds {
    static final MessageType[] CONTENT_TYPES = {
        MessageType.PKCS_REQ, MessageType.CERT_POLL, MessageType.GET_CERT, MessageType.GET_CRL
    };
    static final Keys.Holder RA = ra();
    static final byte[] ENVELOPE = resource("fuzz-envelope.der");

    private static final Path RESOURCES = Path.of("src/test/resources/io/privyseal/protocol/scep");

    private FuzzSeeds() {}

    /** @param arguments none; the working directory is the module's */
    public static void main(String[] arguments) throws IOException {
        Files.write(
                RESOURCES.resolve("fuzz-envelope.der"),
                Client.request().to(RA.certificate()).envelopeBytes());
        write("readsAMessageOrRefusesIt", messages());
        write("readsSignedAttributesOrRefusesThem", signedAttributes());
        write("opensAnEnvelopeOrRefusesIt", envelopes());
        write("readsContentsOrRefusesThem", contents());
        write("readsTheAttributesOfACsrOrRefusesThem", csrAttributes());
        write("readsAQueryOrRefusesIt", queries());
    }

    private static void write(String test, Map<String, byte[]> seeds) throws IOException {
        Path directory = Files.createDirectories(RESOURCES.resolve("ScepFuzzTestInputs/" + test));
        boolean truncating = false;
        for (Map.Entry<String, byte[]> seed : seeds.entrySet()) {
            byte[] whole = seed.getValue();
            Files.write(directory.resolve(seed.getKey()), whole);
            truncating = !truncating;
            if (truncating) {
                byte[] start = Arrays.copyOf(whole, whole.length * 2 / 3);
                Files.write(directory.resolve(seed.getKey() + "-truncated"), start);
            } else {
                byte[] flipped = whole.clone();
                flipped[whole.length / 3] ^= 0x21;
                Files.write(directory.resolve(seed.getKey() + "-flipped"), flipped);
            }
        }
    }

    private static Client toRa() {
        return Client.request().to(RA.certificate());
    }

    private static Map<String, byte[]> messages() {
        Map<String, byte[]> seeds = new LinkedHashMap<>();
        seeds.put("pkcsreq", toRa().bytes());
        seeds.put("pkcsreq-ber", toRa().ber().bytes());
        seeds.put("pkcsreq-aes256", toRa().cipher(CMSAlgorithm.AES256_CBC).bytes());
        seeds.put("pkcsreq-3des", toRa().cipher(CMSAlgorithm.DES_EDE3_CBC).bytes());
        seeds.put("renewalreq", toRa().type("17").signedBy(Keys.ENROLLED).bytes());
        seeds.put(
                "certpoll",
                toRa().type("20")
                        .contents(Client.issuerAndSubject("CN=Test CA", "CN=device-1"))
                        .bytes());
        seeds.put("two-signers", toRa().alsoSignedBy(Keys.STRANGER).bytes());
        seeds.put("ec-signer", toRa().signedBy(Keys.EC_CLIENT).bytes());
        seeds.put("no-content", toRa().withoutContent().bytes());
        return seeds;
    }

    private static Map<String, byte[]> signedAttributes() {
        Map<String, byte[]> seeds = new LinkedHashMap<>();
        seeds.put("pkcsreq", attributes(printable("2", "19"), printable("7", "5A0B5C1A64C2"), nonce(16)));
        seeds.put(
                "utf8", attributes(scep("2", new DERUTF8String("19")), scep("7", new DERIA5String("t-1")), nonce(16)));
        seeds.put(
                "signing-time",
                attributes(
                        printable("2", "17"),
                        printable("7", "t-2"),
                        new Attribute(
                                CMSAttributes.signingTime,
                                new DERSet(new Time(Date.from(Instant.parse("2026-06-01T12:00:00Z")))))));
        seeds.put("long-nonce", attributes(printable("2", "20"), printable("7", "t-3"), nonce(64)));
        seeds.put("no-type", attributes(printable("7", "t-4")));
        return seeds;
    }

    private static byte[] attributes(Attribute... own) {
        Attribute[] all = Arrays.copyOf(own, own.length + 2);
        all[own.length] = new Attribute(CMSAttributes.contentType, new DERSet(CMSObjectIdentifiers.data));
        all[own.length + 1] = new Attribute(
                CMSAttributes.messageDigest,
                new DERSet(new DEROctetString(DigestAlgorithm.SHA256.digest(currentEnvelope()))));
        return Ber.der(new DERSet(all));
    }

    /** What was just written, which need not be on the class path yet. */
    private static byte[] currentEnvelope() {
        try {
            return Files.readAllBytes(RESOURCES.resolve("fuzz-envelope.der"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Attribute printable(String number, String text) {
        return scep(number, new DERPrintableString(text));
    }

    private static Attribute nonce(int length) {
        return scep("5", new DEROctetString(new byte[length]));
    }

    private static Attribute scep(String number, ASN1Encodable value) {
        return new Attribute(new ASN1ObjectIdentifier("2.16.840.1.113733.1.9." + number), new DERSet(value));
    }

    private static Map<String, byte[]> envelopes() {
        Map<String, byte[]> seeds = new LinkedHashMap<>();
        seeds.put("aes128", toRa().envelopeBytes());
        seeds.put("aes256-ber", toRa().cipher(CMSAlgorithm.AES256_CBC).ber().envelopeBytes());
        seeds.put("3des", toRa().cipher(CMSAlgorithm.DES_EDE3_CBC).envelopeBytes());
        seeds.put(
                "oaep",
                toRa().keyTransport(new AlgorithmIdentifier(PKCSObjectIdentifiers.id_RSAES_OAEP, new RSAESOAEPparams()))
                        .envelopeBytes());
        seeds.put("key-identifier", toRa().toKeyId(keyIdentifier()).envelopeBytes());
        return seeds;
    }

    private static byte[] keyIdentifier() {
        return SubjectKeyIdentifier.getInstance(
                        ASN1OctetString.getInstance(RA.certificate().getExtensionValue("2.5.29.14"))
                                .getOctets())
                .getKeyIdentifier();
    }

    private static Map<String, byte[]> contents() {
        Map<String, byte[]> seeds = new LinkedHashMap<>();
        seeds.put("csr", typed(0, Csr.of(Keys.STRANGER.pair(), "CN=device-1,O=Example", "secret")));
        seeds.put("csr-ec", typed(0, Csr.of(Keys.EC_CLIENT.pair(), "CN=device-2", "secret")));
        seeds.put("issuer-and-subject", typed(1, Client.issuerAndSubject("CN=Test CA", "CN=device-1")));
        byte[] name = Ber.der(new IssuerAndSerialNumber(new X500Name("CN=Test CA"), BigInteger.TEN));
        seeds.put("certificate", typed(2, name));
        seeds.put("crl", typed(3, name));
        return seeds;
    }

    private static byte[] typed(int type, byte[] contents) {
        byte[] all = new byte[contents.length + 1];
        all[0] = (byte) type;
        System.arraycopy(contents, 0, all, 1, contents.length);
        return all;
    }

    private static Map<String, byte[]> csrAttributes() {
        Map<String, byte[]> seeds = new LinkedHashMap<>();
        seeds.put("none", Ber.der(new DERSet()));
        seeds.put("utf8", challenges(new DERUTF8String("secret")));
        seeds.put("t61", challenges(new DERT61String("secret")));
        seeds.put("bmp", challenges(new DERBMPString("secret")));
        seeds.put("two", challenges(new DERPrintableString("one"), new DERPrintableString("two")));
        seeds.put("no-text", challenges(DERNull.INSTANCE));
        return seeds;
    }

    private static byte[] challenges(ASN1Encodable... values) {
        return Ber.der(new DERSet(new org.bouncycastle.asn1.pkcs.Attribute(
                PKCSObjectIdentifiers.pkcs_9_at_challengePassword, new DERSet(values))));
    }

    private static Map<String, byte[]> queries() {
        Map<String, byte[]> seeds = new LinkedHashMap<>();
        String message = Base64.getEncoder().encodeToString(toRa().bytes());
        List<String> texts = List.of(
                "operation=GetCACert&message=default",
                "operation=PKIOperation&message=MIAGCSqGSIb3DQ%2BEHA%3D%3D",
                "operation=PKIOperation&message=" + URLEncoder.encode(message, StandardCharsets.US_ASCII),
                "operation=PKIOperation&message=" + message.replace('+', ' ').replace("=", ""),
                "message=%E2%82%AC&operation=GetCACaps&x");
        for (int i = 0; i < texts.size(); i++) {
            seeds.put("query-" + i, texts.get(i).getBytes(StandardCharsets.ISO_8859_1));
        }
        return seeds;
    }

    private static Keys.Holder ra() {
        try {
            PrivateKey key =
                    KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(resource("fuzz-ra.p8")));
            X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(resource("fuzz-ra.crt")));
            return new Keys.Holder(certificate, key, new KeyPair(certificate.getPublicKey(), key));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] resource(String name) {
        try (InputStream in = Objects.requireNonNull(FuzzSeeds.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
