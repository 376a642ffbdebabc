package io.privyseal.protocol.scep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damages messages at random, always in the same way: nothing but a refusal may come of it. */
class MutationTest {
    private static final int MUTANTS = 3000;
    private static final List<Recipient> RA = List.of(Keys.RA_RECIPIENT);

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void noMutantOfAMessageIsTakenForAnother(boolean ber) {
        Client client = ber ? Client.request().ber() : Client.request();
        byte[] original = client.bytes();
        MessageContents.Enrolment genuine = (MessageContents.Enrolment)
                PkiMessage.parse(original, AlgorithmPolicy.STRONG).open(RA, SignerTrust.UNKNOWN);
        Random random = new Random(8894);
        for (int i = 0; i < MUTANTS; i++) {
            byte[] mutant = mutate(original, random);
            try {
                MessageContents contents =
                        PkiMessage.parse(mutant, AlgorithmPolicy.STRONG).open(RA, SignerTrust.UNKNOWN);
                // Damage outside of what is signed can leave the meaning as it is.
                assertThat(((MessageContents.Enrolment) contents).csr()).isEqualTo(genuine.csr());
            } catch (ScepException e) {
                assertThat(e.detail()).isNotEmpty();
            } catch (RuntimeException | StackOverflowError e) {
                fail(
                        "Mutant " + i + " led to another exception: "
                                + Base64.getEncoder().encodeToString(mutant),
                        e);
            }
        }
    }

    /** The signature is sound: only the envelope is damaged, as an attacker with a key of his own can. */
    @Test
    void noMutantOfAnEnvelopeThrowsAnythingElse() {
        byte[] original = Client.request().envelopeBytes();
        Random random = new Random(5652);
        for (int i = 0; i < MUTANTS / 3; i++) {
            byte[] mutant = mutate(original, random);
            try {
                Envelope.parse(mutant, AlgorithmPolicy.STRONG).open(RA);
            } catch (ScepException e) {
                assertThat(e.detail()).isNotEmpty();
            } catch (RuntimeException | StackOverflowError e) {
                fail(
                        "Mutant " + i + " led to another exception: "
                                + Base64.getEncoder().encodeToString(mutant),
                        e);
            }
        }
    }

    /** Whatever is wrong with a CSR is said in the same words, unless its signature is good. */
    @ParameterizedTest
    @ValueSource(strings = {"PKCS_REQ", "CERT_POLL", "GET_CERT", "GET_CRL"})
    void noMutantOfTheContentsThrowsAnythingElse(MessageType type) {
        byte[] original = switch (type) {
            case PKCS_REQ -> Csr.of(Keys.CLIENT.pair(), "CN=device-1", "secret");
            case CERT_POLL -> Client.issuerAndSubject("CN=Test CA", "CN=device-1");
            default -> Client.issuerAndSubject("CN=Test CA,O=x", "CN=y");
        };
        SignerCertificate signer = Client.request().parse().signer();
        Random random = new Random(2986);
        for (int i = 0; i < MUTANTS; i++) {
            byte[] mutant = mutate(original, random);
            try {
                ContentsReader.read(type, Optional.of(mutant), signer, SignerTrust.UNKNOWN);
            } catch (ScepException e) {
                assertThat(e.failInfo()).isEqualTo(FailInfo.BAD_MESSAGE_CHECK);
            } catch (RuntimeException | StackOverflowError e) {
                fail(
                        "Mutant " + i + " led to another exception: "
                                + Base64.getEncoder().encodeToString(mutant),
                        e);
            }
        }
    }

    @Test
    void noMutantOfAQueryThrowsAnythingElse() {
        byte[] original = "operation=PKIOperation&message=MIAGCSqGSIb3DQ%2BEHA%3D%3D".getBytes(StandardCharsets.UTF_8);
        Random random = new Random(3986);
        for (int i = 0; i < MUTANTS; i++) {
            String mutant = new String(mutate(original, random), StandardCharsets.ISO_8859_1);
            try {
                ScepQuery.parse(mutant).messageBytes();
            } catch (ScepException e) {
                assertThat(e.failInfo()).isEqualTo(FailInfo.BAD_REQUEST);
            }
        }
    }

    private static byte[] mutate(byte[] original, Random random) {
        byte[] mutant = original;
        int times = 1 + random.nextInt(3);
        for (int i = 0; i < times; i++) {
            mutant = mutateOnce(mutant, random);
        }
        return mutant;
    }

    private static byte[] mutateOnce(byte[] original, Random random) {
        int at = random.nextInt(original.length);
        return switch (random.nextInt(5)) {
            case 0 -> withByte(original, at, (byte) (original[at] ^ (1 << random.nextInt(8))));
            case 1 -> withByte(original, at, (byte) random.nextInt(256));
            case 2 -> withByte(original, at, original[random.nextInt(original.length)]);
            case 3 -> splice(original, at, at + 1 + random.nextInt(8), new byte[0]);
            default -> {
                int end = at + random.nextInt(original.length - at);
                yield splice(original, at, at, Arrays.copyOfRange(original, at, end));
            }
        };
    }

    private static byte[] withByte(byte[] original, int at, byte value) {
        byte[] mutant = original.clone();
        mutant[at] = value;
        return mutant;
    }

    private static byte[] splice(byte[] original, int from, int to, byte[] with) {
        int end = Math.min(to, original.length);
        byte[] mutant = new byte[original.length - (end - from) + with.length];
        System.arraycopy(original, 0, mutant, 0, from);
        System.arraycopy(with, 0, mutant, from, with.length);
        System.arraycopy(original, end, mutant, from + with.length, original.length - end);
        return mutant.length == 0 ? new byte[] {0} : mutant;
    }
}
