package io.privyseal.protocol.est;

import static io.privyseal.protocol.est.Fixtures.EC;
import static io.privyseal.protocol.est.Fixtures.attribute;
import static io.privyseal.protocol.est.Fixtures.base64;
import static io.privyseal.protocol.est.Fixtures.csr;
import static io.privyseal.protocol.est.Fixtures.dns;
import static io.privyseal.protocol.est.Fixtures.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.junit.jupiter.api.Test;

/** Damages requests at random, always in the same way: only an {@link EstException} may come of it. */
class MutationTest {
    private static final int MUTANTS = 6_000;
    private static final CertificateNames NAMES =
            CertificateNames.of(Fixtures.certificate(EC, "CN=old", dns("a.example")));

    private static byte[] fullCsr() {
        return csr(
                EC,
                "O=Example,CN=old",
                names(dns("a.example"))
                        .andThen(attribute("1.2.840.113549.1.9.7", new DERUTF8String("secret")))
                        .andThen(attribute("1.3.6.1.5.5.7.7.36", new DERSequence(new X500Name("CN=new"))))
                        .andThen(attribute("1.2.840.113549.1.9.16.2.54", new DEROctetString(new byte[20]))));
    }

    @Test
    void noMutantOfACsrThrowsAnythingElse() {
        Random random = new Random(7030);
        byte[] original = fullCsr();
        int taken = 0;
        for (int i = 0; i < MUTANTS; i++) {
            byte[] mutant = mutate(original, random);
            taken += survives(() -> use(SimplePkiRequest.parse(base64(mutant))), mutant) ? 1 : 0;
        }
        // Damage to the key or the signature is for others to find.
        assertThat(taken).isBetween(1, MUTANTS - 1);
    }

    private static void use(SimplePkiRequest request) {
        request.names().areSameAs(NAMES);
        request.names().alternatives();
        request.changedNames().ifPresent(names -> names.areSameAs(NAMES));
        request.decryptionKey().ifPresent(SimplePkiRequest.DecryptionKey::identifier);
    }

    @Test
    void noMutantOfTheTextThrowsAnythingElse() {
        Random random = new Random(4648);
        byte[] original = base64(fullCsr());
        for (int i = 0; i < MUTANTS; i++) {
            byte[] mutant = mutate(original, random);
            survives(() -> use(SimplePkiRequest.parse(mutant)), mutant);
        }
    }

    @Test
    void noMutantOfAFullRequestThrowsAnythingElseOrVerifiesWithOtherContent() throws Exception {
        Random random = new Random(5272);
        byte[] original = FullPkiTest.message();
        byte[] csr = FullPkiRequest.parse(original).request().csr();
        for (int i = 0; i < MUTANTS / 4; i++) {
            byte[] mutant = mutate(original, random);
            survives(
                    () -> assertThat(FullPkiRequest.parse(mutant).request().csr())
                            .isEqualTo(csr),
                    mutant);
        }
    }

    @Test
    void noMutantOfSignedContentThrowsAnythingElse() throws Exception {
        Random random = new Random(6402);
        byte[] original = FullPkiTest.data(List.of(), FullPkiTest.request(1));
        for (int i = 0; i < 200; i++) {
            byte[] mutant = mutate(original, random);
            byte[] message = FullPkiTest.signed(
                    org.bouncycastle.asn1.cmc.CMCObjectIdentifiers.id_cct_PKIData, mutant, "SHA256withRSA", true);
            survives(() -> use(FullPkiRequest.parse(message).request()), mutant);
        }
    }

    @Test
    void noMutantOfAPathOrATypeThrowsAnythingElse() {
        Random random = new Random(3986);
        byte[] path = "/.well-known/est/f%61ctory/cacerts".getBytes(StandardCharsets.US_ASCII);
        byte[] type = "application/pkcs7-mime; smime-type=\"CMC-\\request\"; a=b".getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < MUTANTS; i++) {
            byte[] otherPath = mutate(path, random);
            byte[] otherType = mutate(type, random);
            survives(() -> EstPath.parse(new String(otherPath, StandardCharsets.ISO_8859_1)), otherPath);
            survives(() -> ContentType.parse(new String(otherType, StandardCharsets.ISO_8859_1)), otherType);
        }
    }

    private static boolean survives(Runnable reader, byte[] mutant) {
        try {
            reader.run();
            return true;
        } catch (EstException e) {
            assertThat(e.detail()).isNotBlank();
            return false;
        } catch (RuntimeException | StackOverflowError e) {
            return fail("A mutant led to another exception: " + HexFormat.of().formatHex(mutant), e);
        }
    }

    private static byte[] mutate(byte[] original, Random random) {
        byte[] mutant = original.clone();
        int times = 1 + random.nextInt(3);
        for (int i = 0; i < times && mutant.length > 0; i++) {
            int at = random.nextInt(mutant.length);
            switch (random.nextInt(5)) {
                case 0 -> mutant[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> mutant[at] = (byte) random.nextInt(256);
                case 2 -> mutant[at] = mutant[random.nextInt(mutant.length)];
                case 3 -> mutant = Arrays.copyOf(mutant, at);
                default -> {
                    byte[] longer = new byte[mutant.length + 1];
                    System.arraycopy(mutant, 0, longer, 0, at);
                    longer[at] = (byte) random.nextInt(256);
                    System.arraycopy(mutant, at, longer, at + 1, mutant.length - at);
                    mutant = longer;
                }
            }
        }
        return mutant;
    }
}
