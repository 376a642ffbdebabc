package io.privyseal.protocol.acme;

import static io.privyseal.protocol.acme.ClientKey.base64;
import static io.privyseal.protocol.acme.ClientKey.flattened;
import static io.privyseal.protocol.acme.ClientKey.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JwsMessageTest {
    private static final String PAYLOAD = "{\"identifiers\":[]}";
    private static final ClientKey KEY = ClientKey.P_256;

    static List<ClientKey> keys() {
        return List.of(
                ClientKey.RSA,
                ClientKey.P_256,
                ClientKey.P_384,
                ClientKey.P_521,
                ClientKey.ED25519,
                ClientKey.ED25519_BY_ITS_NAME);
    }

    private static JwsMessage parse(String body) {
        return JwsMessage.parse(utf8(body));
    }

    /** Signed, with this header. */
    private static JwsMessage withHeader(String header) {
        return parse(KEY.sign(header, PAYLOAD));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void verifiesWhatTheKeyInTheHeaderSigned(ClientKey key) {
        JwsMessage message = parse(key.signByJwk(PAYLOAD));

        message.verify(message.requireJwk());

        assertThat(message.algorithm().jwaName()).isEqualTo(key.algorithm());
        assertThat(message.signer()).isEqualTo(new Signer.ByJwk(key.accountKey()));
        assertThat(message.url()).isEqualTo(ClientKey.URL);
        assertThat(message.requireNonce()).isEqualTo(ClientKey.NONCE);
        assertThat(message.payload()).asString(StandardCharsets.UTF_8).isEqualTo(PAYLOAD);
        assertThat(message.isPostAsGet()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("keys")
    void verifiesWhatAnAccountSigned(ClientKey key) {
        JwsMessage message = parse(key.signByKid(""));

        message.verify(key.accountKey());

        assertThat(message.signer()).isEqualTo(new Signer.ByKid(ClientKey.KID));
        assertThat(message.requireKid()).isEqualTo(ClientKey.KID);
        assertThat(message.isPostAsGet()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("keys")
    void refusesASignatureOfAnotherPayload(ClientKey key) {
        String signature = Base64Url.encode(key.signature(base64(key.headerByKid()) + "." + base64("{}")));
        JwsMessage message = parse(flattened(base64(key.headerByKid()), base64(PAYLOAD), signature));

        Refused.malformed("signature does not verify", () -> message.verify(key.accountKey()));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void refusesSignaturesOfAnyOtherLength(ClientKey key) {
        byte[] signature = key.signature(base64(key.headerByKid()) + "." + base64(PAYLOAD));
        for (int length : new int[] {0, 1, 2, signature.length - 2, signature.length - 1, signature.length + 2}) {
            String other = Base64Url.encode(Arrays.copyOf(signature, length));
            JwsMessage message = parse(flattened(base64(key.headerByKid()), base64(PAYLOAD), other));

            Refused.malformed("signature does not verify", () -> message.verify(key.accountKey()));
        }
    }

    @ParameterizedTest
    @MethodSource("keys")
    void refusesASignatureOfZeros(ClientKey key) {
        byte[] signature = key.signature("length");
        String zeros = Base64Url.encode(new byte[signature.length]);
        JwsMessage message = parse(flattened(base64(key.headerByKid()), base64(PAYLOAD), zeros));

        Refused.malformed("signature does not verify", () -> message.verify(key.accountKey()));
    }

    @Test
    void refusesASignatureOfAnotherKey() {
        JwsMessage message = parse(ClientKey.ED25519.signByKid(PAYLOAD));

        Refused.malformed(
                "signature does not verify",
                () -> message.verify(
                        AccountKey.of(
                                "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}")));
    }

    @Test
    void saysWhichAlgorithmsFitAnAccountsKey() {
        JwsMessage message = parse(ClientKey.P_256.signByKid(PAYLOAD));

        Problem problem = Refused.with(
                ProblemType.BAD_SIGNATURE_ALGORITHM,
                "cannot have made a signature by ES256",
                () -> message.verify(ClientKey.ED25519.accountKey()));
        assertThat(problem.algorithms()).containsExactly("EdDSA", "Ed25519");
    }

    @Test
    void refusesAKeyThatIsNotOneForTheAlgorithm() {
        String header = ClientKey.P_384.headerByJwk().replace("ES384", "ES256");

        Refused.with(ProblemType.BAD_PUBLIC_KEY, "not one for the signature algorithm ES256", () -> withHeader(header));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "none",
                "NONE",
                "",
                "HS256",
                "HS384",
                "HS512",
                "RS384",
                "RS512",
                "PS256",
                "PS384",
                "PS512",
                "ES256K",
                "Ed448",
                "es256",
                "ML-DSA-65",
                "RS1"
            })
    void refusesOtherAlgorithmsAndNamesTheSupportedOnes(String algorithm) {
        String header = KEY.headerByKid().replace("ES256", algorithm);

        Problem problem =
                Refused.with(ProblemType.BAD_SIGNATURE_ALGORITHM, "is not supported", () -> withHeader(header));
        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.algorithms()).containsExactly("RS256", "ES256", "ES384", "ES512", "EdDSA", "Ed25519");
    }

    @Test
    void refusesMembersThatNobodySigned() {
        String signed = KEY.signByKid(PAYLOAD);
        for (String member : new String[] {
            "\"header\":{\"kid\":\"x\"}", "\"header\":{}", "\"signatures\":[]", "\"other\":1", "\"header\":null"
        }) {
            String body = signed.replace("}", "," + member + "}");
            Refused.malformed("is not allowed here", () -> parse(body));
        }
    }

    @Test
    void refusesTwoSignatures() {
        Refused.malformed(
                "The member 'signatures' is not allowed here",
                () -> parse("{\"payload\":\"\",\"signatures\":[{\"protected\":\"e30\",\"signature\":\"AA\"},"
                        + "{\"protected\":\"e30\",\"signature\":\"AA\"}]}"));
        Refused.malformed(
                "has the member 'signature' twice",
                () -> parse("{\"protected\":\"e30\",\"payload\":\"\",\"signature\":\"AA\",\"signature\":\"AA\"}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"protected", "payload", "signature"})
    void needsEachOfTheThreeMembersAsBase64Url(String member) {
        String signed = KEY.signByKid(PAYLOAD);

        Refused.malformed("is not allowed here", () -> parse(signed.replace(member, "x" + member)));
        for (String value : new String[] {"1", "null", "[]", "{}", "true"}) {
            String body = signed.replaceFirst("\"" + member + "\":\"[^\"]*\"", "\"" + member + "\":" + value);
            Refused.malformed("\"" + member + "\" must be a string", () -> parse(body));
        }
        for (String value : new String[] {"e30=", "e31", "e3", "e", "e3+0", "e30 ", "ÿ", "e30\\u0000"}) {
            String body = signed.replaceFirst(
                    "\"" + member + "\":\"[^\"]*\"", Matcher.quoteReplacement("\"" + member + "\":\"" + value + "\""));
            Refused.malformed("\"" + member + "\" is not base64url", () -> parse(body));
        }
    }

    @Test
    void needsAllMembers() {
        Refused.malformed("\"protected\" is missing", () -> parse("{}"));
        Refused.malformed("\"payload\" is missing", () -> parse("{\"protected\":\"e30\"}"));
        Refused.malformed("\"signature\" is missing", () -> parse("{\"protected\":\"e30\",\"payload\":\"\"}"));
        Refused.malformed("The protected header is not a JSON object", () -> withHeader(""));
        Refused.malformed("The protected header is not a JSON object", () -> withHeader("[]"));
    }

    @Test
    void needsExactlyOneOfJwkAndKid() {
        String both = KEY.headerByJwk().replace("{\"alg\"", "{\"kid\":\"" + ClientKey.KID + "\",\"alg\"");
        String neither = KEY.headerByKid().replace("\"kid\"", "\"id\"");

        Refused.malformed("exactly one of \"jwk\" and \"kid\"", () -> withHeader(both));
        Refused.malformed("exactly one of \"jwk\" and \"kid\"", () -> withHeader(neither));
    }

    @ParameterizedTest
    @ValueSource(strings = {"crit", "b64"})
    void refusesExtensionsOfTheHeader(String extension) {
        String header = KEY.headerByKid().replace("{", "{\"" + extension + "\":false,");

        Refused.malformed("must not have \"" + extension + "\"", () -> withHeader(header));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jku", "x5u", "x5c", "x5t", "x5t#S256"})
    void refusesOtherWaysToNameAKey(String parameter) {
        String header = KEY.headerByKid().replace("{", "{\"" + parameter + "\":\"x\",");

        Refused.malformed("names a key by \"" + parameter + "\"", () -> withHeader(header));
    }

    @Test
    void ignoresHeaderParametersThatMeanNothingHere() {
        String header = KEY.headerByKid().replace("{", "{\"typ\":\"JWT\",\"cty\":\"json\",\"x-own\":[null],");

        assertThatNoException().isThrownBy(() -> withHeader(header).verify(KEY.accountKey()));
    }

    @ParameterizedTest
    @CsvSource({"alg,1", "alg,null", "url,1", "url,null", "kid,[]", "kid,null", "nonce,7", "nonce,null"})
    void needsStringsInTheHeader(String parameter, String value) {
        String header =
                KEY.headerByKid().replaceFirst("\"" + parameter + "\":\"[^\"]*\"", "\"" + parameter + "\":" + value);

        Refused.malformed("\"" + parameter + "\" must be a string", () -> withHeader(header));
    }

    @ParameterizedTest
    @ValueSource(strings = {"alg", "url"})
    void needsAlgorithmAndUrl(String parameter) {
        String header = KEY.headerByKid().replace("\"" + parameter + "\"", "\"x" + parameter + "\"");

        Refused.malformed("\"" + parameter + "\" is missing", () -> withHeader(header));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", " ", "\\n", "\\u007f", "é", "\\ud83d\\ude00"})
    void refusesCharactersThatNoUrlHas(String character) {
        for (String parameter : new String[] {"url", "kid"}) {
            String header = KEY.headerByKid()
                    .replaceFirst(
                            "\"" + parameter + "\":\"", "\"" + parameter + "\":\"" + character.replace("\\", "\\\\"));
            Refused.malformed("\"" + parameter + "\" of the protected header has", () -> withHeader(header));
        }
    }

    @Test
    void refusesAnEmptyUrl() {
        Refused.malformed(
                "\"url\" of the protected header is empty",
                () -> withHeader(KEY.headerByKid().replace(ClientKey.URL, "")));
    }

    @Test
    void tellsAMissingNonceFromABadOne() {
        JwsMessage without = withHeader(KEY.headerByKid().replace("\"nonce\"", "\"x\""));

        assertThat(without.nonce()).isEmpty();
        Refused.with(ProblemType.BAD_NONCE, "has no \"nonce\"", without::requireNonce);
        for (String nonce : new String[] {"a=", "a b", "a+b/", "é", "YR"}) {
            Refused.malformed(
                    "\"nonce\" of the protected header is not base64url",
                    () -> withHeader(KEY.headerByKid().replace(ClientKey.NONCE, nonce)));
        }
    }

    @Test
    void comparesUrlsAsStrings() {
        JwsMessage message = parse(KEY.signByKid(PAYLOAD));

        message.requireUrl(ClientKey.URL);
        for (String other : new String[] {
            "https://example.com/acme/new-account",
            "https://EXAMPLE.com/acme/new-order",
            "https://example.com:443/acme/new-order",
            "https://example.com/acme/new-order?"
        }) {
            Refused.with(ProblemType.UNAUTHORIZED, "but the request went to", () -> message.requireUrl(other));
        }
    }

    @Test
    void saysWhichWayToSign() {
        JwsMessage byJwk = parse(KEY.signByJwk(PAYLOAD));
        JwsMessage byKid = parse(KEY.signByKid(PAYLOAD));

        Refused.malformed("must carry the public key", byKid::requireJwk);
        Refused.malformed("must name the account", byJwk::requireKid);
    }

    @Test
    void givesAwayNothingThatCanBeChanged() {
        JwsMessage message = parse(KEY.signByKid(PAYLOAD));

        message.payload()[0] = 'x';

        assertThat(message.payload()).asString(StandardCharsets.UTF_8).isEqualTo(PAYLOAD);
    }

    @Test
    void takesAnyLayoutOfJson() {
        String header = KEY.headerByJwk().replace(",", " ,\r\n\t");
        String signed = KEY.sign(header, " {\n} ").replace(",", ",\n  ").replace("{", "{\n  ");
        JwsMessage message = parse(signed + "\n");

        message.verify(message.requireJwk());

        assertThat(ChallengeResponse.parse(message.payload()).texts()).isEmpty();
    }

    @Test
    void refusesDuplicatesInsideOfTheHeader() {
        String header = KEY.headerByKid().replace("{\"alg\"", "{\"alg\":\"none\",\"alg\"");

        Refused.malformed("The protected header has the member 'alg' twice", () -> withHeader(header));
    }

    @Test
    void refusesAMebibyteOfPayload() {
        Refused.malformed("is longer than", () -> parse(KEY.signByKid("x".repeat(1 << 20))));
    }
}
