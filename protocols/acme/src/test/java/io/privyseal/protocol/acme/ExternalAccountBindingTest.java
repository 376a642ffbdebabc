package io.privyseal.protocol.acme;

import static io.privyseal.protocol.acme.ClientKey.base64;
import static io.privyseal.protocol.acme.ClientKey.flattened;
import static io.privyseal.protocol.acme.ClientKey.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExternalAccountBindingTest {
    private static final ClientKey ACCOUNT = ClientKey.P_256;
    static final byte[] MAC_KEY = utf8("0123456789abcdef".repeat(4));
    static final String HEADER = "{\"alg\":\"HS256\",\"kid\":\"kid-1\",\"url\":\"" + ClientKey.URL + "\"}";

    static String binding(String header, String payload, String jcaAlgorithm) {
        try {
            Mac mac = Mac.getInstance(jcaAlgorithm);
            mac.init(new SecretKeySpec(MAC_KEY, jcaAlgorithm));
            String tag = Base64Url.encode(mac.doFinal(utf8(base64(header) + "." + base64(payload))));
            return flattened(base64(header), base64(payload), tag);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ExternalAccountBinding parse(String header, String payload) {
        return parse(binding(header, payload, "HmacSHA256"));
    }

    private static ExternalAccountBinding parse(String binding) {
        JwsMessage outer = JwsMessage.parse(utf8(ACCOUNT.signByJwk("{\"externalAccountBinding\":" + binding + "}")));
        return Objects.requireNonNull(NewAccountRequest.parse(outer).externalAccountBinding());
    }

    @ParameterizedTest
    @CsvSource({"HS256,HmacSHA256", "HS384,HmacSHA384", "HS512,HmacSHA512"})
    void verifiesWithTheKeyThatWasGivenOut(String algorithm, String jcaAlgorithm) {
        ExternalAccountBinding binding =
                parse(binding(HEADER.replace("HS256", algorithm), ACCOUNT.jwk(), jcaAlgorithm));

        assertThat(binding.keyIdentifier()).isEqualTo("kid-1");
        assertThatNoException().isThrownBy(() -> binding.verify(MAC_KEY));
    }

    @Test
    void echoesWhatTheClientSent() {
        String sent = binding(HEADER, ACCOUNT.jwk(), "HmacSHA256");

        assertThat(parse(sent).toJson()).isEqualTo(sent);
    }

    @Test
    void takesTheSameKeyInAnotherForm() {
        assertThatNoException()
                .isThrownBy(() -> parse(HEADER, ACCOUNT.accountKey().toJson().replace(",", " ,\n"))
                        .verify(MAC_KEY));
    }

    @Test
    void refusesAnotherMacKey() {
        byte[] other = MAC_KEY.clone();
        other[40] ^= 1;

        Refused.with(
                ProblemType.UNAUTHORIZED,
                "MAC of the external account binding",
                () -> parse(HEADER, ACCOUNT.jwk()).verify(other));
    }

    @Test
    void refusesAShortenedMac() {
        String sent = binding(HEADER, ACCOUNT.jwk(), "HmacSHA256");
        String shortened = sent.replaceFirst("\"signature\":\"[^\"]*\"", "\"signature\":\"\"");

        Refused.with(
                ProblemType.UNAUTHORIZED,
                "does not verify",
                () -> parse(shortened).verify(MAC_KEY));
    }

    @Test
    void refusesAMacKeyThatIsTooShortForTheAlgorithm() {
        String header = HEADER.replace("HS256", "HS512");

        Refused.malformed(
                "uses HS512, for which the key is too short",
                () -> parse(binding(header, ACCOUNT.jwk(), "HmacSHA512")).verify(Arrays.copyOf(MAC_KEY, 32)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "ES256", "RS256", "HS1", "hs256", ""})
    void refusesOtherAlgorithms(String algorithm) {
        Refused.malformed(
                "must be HS256, HS384 or HS512", () -> parse(HEADER.replace("HS256", algorithm), ACCOUNT.jwk()));
    }

    @Test
    void refusesABindingForAnotherKey() {
        Refused.malformed(
                "is not for the key that the request around it is signed with",
                () -> parse(HEADER, ClientKey.P_384.jwk()));
    }

    @Test
    void refusesABindingForAnotherUrl() {
        Refused.malformed("another \"url\"", () -> parse(HEADER.replace("new-order", "new-account"), ACCOUNT.jwk()));
    }

    @Test
    void refusesHeaderParametersThatDoNotBelong() {
        Refused.malformed("carries a \"nonce\"", () -> parse(HEADER.replace("{", "{\"nonce\":\"YQ\","), ACCOUNT.jwk()));
        Refused.malformed(
                "carries a \"jwk\"",
                () -> parse(HEADER.replace("{", "{\"jwk\":" + ACCOUNT.jwk() + ","), ACCOUNT.jwk()));
        Refused.malformed("must not have \"crit\"", () -> parse(HEADER.replace("{", "{\"crit\":[],"), ACCOUNT.jwk()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"alg", "kid", "url"})
    void needsEachHeaderParameter(String parameter) {
        Refused.malformed(
                "\"" + parameter + "\" is missing",
                () -> parse(HEADER.replace("\"" + parameter + "\"", "\"x\""), ACCOUNT.jwk()));
    }

    @Test
    void refusesAKeyIdentifierOutsideOfAscii() {
        Refused.malformed(
                "\"kid\" of the protected header has", () -> parse(HEADER.replace("kid-1", "ké"), ACCOUNT.jwk()));
    }

    @Test
    void refusesWhatIsNotAJws() {
        Refused.malformed("\"externalAccountBinding\" must be an object", () -> parse("\"text\""));
        Refused.malformed("\"externalAccountBinding\" must be an object", () -> parse("null"));
        Refused.malformed("\"protected\" is missing", () -> parse("{}"));
        Refused.malformed("is not a JSON object", () -> parse(HEADER, "[]"));
        Refused.with(ProblemType.BAD_PUBLIC_KEY, "is incomplete", () -> parse(HEADER, "{}"));
    }
}
