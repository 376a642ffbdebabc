package io.privyseal.protocol.acme;

import static io.privyseal.protocol.acme.ClientKey.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Damages requests at random, always in the same way: nothing but a problem may come of it, and no good signature. */
class JwsMutationTest {
    private static final int MUTANTS = 4000;
    private static final String[] SPLICES = {
        "\"",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "null",
        "0",
        "-1",
        "\\",
        "\\u0000",
        "\\ud800",
        "=",
        "\u0000",
        "é",
        "\"header\":{},",
        "\"protected\":\"e30\","
    };

    static List<ClientKey> keys() {
        return JwsMessageTest.keys();
    }

    @ParameterizedTest
    @MethodSource("keys")
    void noMutantOfTheBodyIsVerified(ClientKey key) {
        byte[] original = utf8(key.signByJwk("{\"contact\":[\"mailto:admin@example.org\"]}"));
        JwsMessage genuine = JwsMessage.parse(original);
        Random random = new Random(8555);
        for (int i = 0; i < 2 * verifications(key); i++) {
            byte[] mutant = mutate(original, random);
            if (isVerified(mutant)) {
                // Damage to blanks or escapes can leave the meaning as it is; then it must be the genuine one.
                JwsMessage same = JwsMessage.parse(mutant);
                assertThat(same.payload()).isEqualTo(genuine.payload());
                assertThat(same.signer()).isEqualTo(genuine.signer());
                assertThat(same.url()).isEqualTo(genuine.url());
                assertThat(Arrays.equals(mutant, original) || isRewritten(mutant, original))
                        .as("mutant %d: %s", i, new String(mutant, StandardCharsets.UTF_8))
                        .isTrue();
            }
        }
    }

    /** Inside of the base64, where damage is still JSON. */
    @ParameterizedTest
    @MethodSource("keys")
    void noMutantOfHeaderAndPayloadIsVerified(ClientKey key) {
        String header = key.headerByJwk();
        String payload = "{\"identifiers\":[{\"type\":\"dns\",\"value\":\"example.org\"}],\"replaces\":\"YQ.AQ\"}";
        String signature = Base64Url.encode(key.signature(ClientKey.base64(header) + "." + ClientKey.base64(payload)));
        Random random = new Random(7515);
        for (int i = 0; i < verifications(key); i++) {
            byte[] otherHeader = i % 2 == 0 ? mutate(utf8(header), random) : utf8(header);
            byte[] otherPayload = i % 2 == 0 ? utf8(payload) : mutate(utf8(payload), random);
            if (Arrays.equals(otherHeader, utf8(header)) && Arrays.equals(otherPayload, utf8(payload))) {
                continue;
            }
            String mutant =
                    ClientKey.flattened(Base64Url.encode(otherHeader), Base64Url.encode(otherPayload), signature);
            assertThat(isVerified(utf8(mutant))).as("mutant %d: %s", i, mutant).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("keys")
    void noMutantOfTheKeyThrowsAnythingElse(ClientKey key) {
        Random random = new Random(7517);
        for (int i = 0; i < MUTANTS; i++) {
            try {
                AccountKey mutant =
                        AccountKey.of(new String(mutate(utf8(key.jwk()), random), StandardCharsets.ISO_8859_1));
                assertThat(AccountKey.of(mutant.toJson())).isEqualTo(mutant);
            } catch (ProblemException e) {
                assertThat(e.problem().type()).isIn(ProblemType.BAD_PUBLIC_KEY, ProblemType.MALFORMED);
            }
        }
    }

    /** The request around it is sound: only the binding is damaged. */
    @Test
    void noMutantOfABindingIsVerified() {
        String binding = ExternalAccountBindingTest.binding(
                ExternalAccountBindingTest.HEADER, ClientKey.P_256.jwk(), "HmacSHA256");
        JwsMessage outer = JwsMessage.parse(utf8(ClientKey.P_256.signByJwk("{}")));
        Random random = new Random(7518);
        for (int i = 0; i < MUTANTS; i++) {
            byte[] mutant = mutate(utf8(binding), random);
            try {
                JsonObject object = JsonReader.object(mutant, "The binding");
                ExternalAccountBinding.of(object, outer).verify(ExternalAccountBindingTest.MAC_KEY);
                assertThat(isRewritten(mutant, utf8(binding)))
                        .as("mutant %d", i)
                        .isTrue();
            } catch (ProblemException e) {
                assertThat(e.problem().toJson()).isNotEmpty();
            }
        }
    }

    /** The outer JWS is sound: only the inner one is damaged. */
    @Test
    void noMutantOfAnInnerJwsChangesAKey() {
        String inner = ClientKey.ED25519.sign(KeyChangeTest.HEADER, KeyChangeTest.PAYLOAD);
        Random random = new Random(8037);
        for (int i = 0; i < MUTANTS / 4; i++) {
            byte[] mutant = mutate(utf8(inner), random);
            try {
                JwsMessage outer =
                        JwsMessage.parse(utf8(ClientKey.P_256.signByKid(new String(mutant, StandardCharsets.UTF_8))));
                KeyChange change = KeyChange.parse(outer, ClientKey.P_256.accountKey());
                assertThat(isRewritten(mutant, utf8(inner))).as("mutant %d", i).isTrue();
                assertThat(change.newKey()).isEqualTo(ClientKey.ED25519.accountKey());
            } catch (ProblemException e) {
                assertThat(e.problem().toJson()).isNotEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void noMutantOfAPayloadThrowsAnythingElse(String payload) {
        Random random = new Random(payload.hashCode());
        for (int i = 0; i < MUTANTS; i++) {
            byte[] mutant = mutate(utf8(payload), random);
            for (Runnable parse : parsersOf(mutant)) {
                try {
                    parse.run();
                } catch (ProblemException e) {
                    assertThat(e.problem().toJson()).isNotEmpty();
                }
            }
        }
    }

    static List<String> payloads() {
        return List.of(
                "{\"contact\":[\"mailto:a%2Bb@example.org\"],\"status\":\"deactivated\"}",
                "{\"identifiers\":[{\"type\":\"dns\",\"value\":\"*.xn--bcher-kva.example\"},{\"type\":\"ip\",\"value\":"
                        + "\"2001:db8::1\"}],\"notBefore\":\"2016-01-01T00:04:00+04:00\",\"profile\":\"x\","
                        + "\"replaces\":\"aYhba4dGQEHhs3uEe6CuLN4ByNQ.AIdlQyE\"}",
                "{\"identifier\":{\"type\":\"ip\",\"value\":\"::ffff:192.0.2.1\"}}",
                "{\"certificate\":\"MIIB\",\"reason\":4,\"csr\":\"MIIB\"}");
    }

    /** What the JDK verifies in about a second. */
    private static int verifications(ClientKey key) {
        return switch (key.algorithm()) {
            case "RS256" -> MUTANTS;
            case "ES384", "ES512" -> MUTANTS / 16;
            default -> MUTANTS / 4;
        };
    }

    private static List<Runnable> parsersOf(byte[] payload) {
        return List.of(
                () -> AccountUpdate.parse(payload),
                () -> NewOrderRequest.parse(payload),
                () -> NewAuthorizationRequest.parse(payload),
                () -> AuthorizationUpdate.parse(payload),
                () -> ChallengeResponse.parse(payload),
                () -> FinalizeRequest.parse(payload),
                () -> RevocationRequest.parse(payload));
    }

    private static boolean isVerified(byte[] body) {
        try {
            JwsMessage message = JwsMessage.parse(body);
            message.verify(message.requireJwk());
            return true;
        } catch (ProblemException e) {
            assertThat(e.problem().toJson()).isNotEmpty();
            return false;
        } catch (RuntimeException e) {
            return fail("A mutant led to another exception: " + Base64Url.encode(body), e);
        }
    }

    /** Whether the two say the same: JSON has more than one way to write a string, and blanks. */
    private static boolean isRewritten(byte[] mutant, byte[] original) {
        return JsonReader.object(mutant, "").equals(JsonReader.object(original, ""));
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
        return switch (random.nextInt(6)) {
            case 0 -> withByte(original, at, (byte) (original[at] ^ (1 << random.nextInt(8))));
            case 1 -> withByte(original, at, (byte) random.nextInt(256));
            case 2 -> withByte(original, at, original[random.nextInt(original.length)]);
            case 3 -> splice(original, at, at + 1 + random.nextInt(Math.min(8, original.length - at)), new byte[0]);
            case 4 -> splice(original, at, at, utf8(SPLICES[random.nextInt(SPLICES.length)]));
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
        return mutant.length == 0 ? new byte[] {'x'} : mutant;
    }
}
