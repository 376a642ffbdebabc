package io.privyseal.protocol.est;

import static io.privyseal.protocol.est.Fixtures.EC;
import static io.privyseal.protocol.est.Fixtures.RSA;
import static io.privyseal.protocol.est.Fixtures.attribute;
import static io.privyseal.protocol.est.Fixtures.base64;
import static io.privyseal.protocol.est.Fixtures.csr;
import static io.privyseal.protocol.est.Fixtures.dns;
import static io.privyseal.protocol.est.Fixtures.names;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.cmc.CMCObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.GeneralName;

/**
 * The inputs that fuzzing begins with: requests that are good, and some that are damaged. Running this class writes all
 * anew.
 */
final class FuzzSeeds {
    private static final Path INPUTS = Path.of("src/test/resources/io/privyseal/protocol/est/EstFuzzTestInputs");

    private FuzzSeeds() {}

    /** @param arguments none; the working directory is the module's */
    public static void main(String[] arguments) throws Exception {
        write("readsACsrOrRefusesIt", bodies());
        write("readsAFullRequestOrRefusesIt", fullRequests());
        write("readsSignedContentOrRefusesIt", contents());
        write(
                "readsAPathOrRefusesIt",
                texts(
                        "/.well-known/est/cacerts",
                        "/.well-known/est/f%61ctory/simpleenroll",
                        "/.well-known/est/a/b/cacerts",
                        "/.well-known/est/%2e%2e/fullcmc",
                        "/.well-known/est//csrattrs"));
        write(
                "readsAContentTypeOrRefusesIt",
                texts(
                        "application/pkcs10",
                        "application/pkcs7-mime; smime-type=\"CMC-\\request\"; a=b",
                        "Application/PKCS10;;charset=utf-8;"));
        write(
                "readsCredentialsOrNone",
                texts("Basic ZGV2aWNlOnNlY3JldA==", "basic OnNlY3JldA==", "Basic bfxsbGVyOmdy/N8=", "Bearer abc"));
    }

    private static void write(String test, Map<String, byte[]> seeds) throws Exception {
        Path directory = Files.createDirectories(INPUTS.resolve(test));
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

    private static byte[] fullCsr() {
        return csr(
                EC,
                "O=Example,CN=old",
                names(dns("a.example"), new GeneralName(GeneralName.iPAddress, "192.0.2.1"))
                        .andThen(attribute("1.2.840.113549.1.9.7", new DERUTF8String("secret")))
                        .andThen(attribute("1.3.6.1.5.5.7.7.36", new DERSequence(new X500Name("CN=new"))))
                        .andThen(attribute("1.2.840.113549.1.9.16.2.54", new DEROctetString(new byte[20]))));
    }

    private static Map<String, byte[]> bodies() {
        Map<String, byte[]> seeds = new LinkedHashMap<>();
        seeds.put("plain", base64(csr("CN=device")));
        seeds.put("rsa", base64(csr(RSA, "CN=device", names(dns("device.example")))));
        seeds.put("der", fullCsr());
        seeds.put("lines", Base64.getMimeEncoder().encode(fullCsr()));
        seeds.put(
                "pem",
                ("text\n-----BEGIN CERTIFICATE REQUEST-----\n"
                                + Base64.getMimeEncoder().encodeToString(fullCsr())
                                + "\n-----END CERTIFICATE REQUEST-----\n")
                        .getBytes(StandardCharsets.US_ASCII));
        seeds.put(
                "blanks",
                new String(base64(fullCsr()), StandardCharsets.US_ASCII)
                        .replace('+', ' ')
                        .getBytes(StandardCharsets.US_ASCII));
        seeds.put("bmp-challenge", csr(EC, "CN=device", attribute("1.2.840.113549.1.9.7", new DERBMPString("secret"))));
        return seeds;
    }

    private static Map<String, byte[]> fullRequests() throws Exception {
        Map<String, byte[]> seeds = new LinkedHashMap<>();
        seeds.put("base64", base64(FullPkiTest.message()));
        seeds.put("ber", FullPkiTest.message());
        seeds.put(
                "no-certificate",
                FullPkiTest.signed(
                        CMCObjectIdentifiers.id_cct_PKIData,
                        FullPkiTest.data(List.of(), FullPkiTest.request(1)),
                        "SHA256withRSA",
                        false));
        return seeds;
    }

    private static Map<String, byte[]> contents() {
        Map<String, byte[]> seeds = new LinkedHashMap<>();
        seeds.put("one", FullPkiTest.data(List.of(), FullPkiTest.request(1)));
        seeds.put(
                "controls",
                FullPkiTest.data(
                        List.of(
                                FullPkiTest.control(
                                        1, CMCObjectIdentifiers.id_cmc_transactionId, new ASN1Integer(4711)),
                                FullPkiTest.control(
                                        2, CMCObjectIdentifiers.id_cmc_senderNonce, new DEROctetString(new byte[16]))),
                        FullPkiTest.request(3)));
        seeds.put("two", FullPkiTest.data(List.of(), FullPkiTest.request(1), FullPkiTest.request(2)));
        seeds.put("none", FullPkiTest.data(List.of()));
        return seeds;
    }

    private static Map<String, byte[]> texts(String... texts) {
        Map<String, byte[]> seeds = new LinkedHashMap<>();
        for (int i = 0; i < texts.length; i++) {
            seeds.put("text-" + i, texts[i].getBytes(StandardCharsets.ISO_8859_1));
        }
        return seeds;
    }
}
