package io.privyseal.protocol.acme;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountKeyTest {
    /** RFC 7638 §3.1. */
    private static final String RFC_7638_MODULUS =
            "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3"
                    + "oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0"
                    + "zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44"
                    + "-csFCur-kEgU8awapJzKnqDKgw";

    private static final String RFC_7638_KEY = "{\"kty\":\"RSA\",\"n\":\"" + RFC_7638_MODULUS
            + "\",\"e\":\"AQAB\",\"alg\":\"RS256\",\"kid\":\"2011-04-29\"}";
    /** RFC 8037 §A.2. */
    private static final String RFC_8037_KEY =
            "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}";
    /** RFC 7515 §A.3.1. */
    private static final String RFC_7515_EC_KEY =
            "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\","
                    + "\"y\":\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0\"}";

    static List<ClientKey> keys() {
        return JwsMessageTest.keys();
    }

    @Test
    void hasTheThumbprintOfRfc7638() {
        assertThat(AccountKey.of(RFC_7638_KEY).thumbprint()).isEqualTo("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
    }

    @Test
    void hasTheThumbprintOfRfc8037() {
        assertThat(AccountKey.of(RFC_8037_KEY).thumbprint()).isEqualTo("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    }

    @Test
    void verifiesTheSignatureOfRfc8037UnderBothNames() {
        byte[] signed = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc".getBytes(StandardCharsets.US_ASCII);
        byte[] signature = Base64.getUrlDecoder()
                .decode("hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg");
        AccountKey key = AccountKey.of(RFC_8037_KEY);

        assertThat(SignatureAlgorithm.EDDSA.verify(key.publicKey(), signed, signature))
                .isTrue();
        assertThat(SignatureAlgorithm.ED25519.verify(key.publicKey(), signed, signature))
                .isTrue();
        signature[0] ^= 1;
        assertThat(SignatureAlgorithm.ED25519.verify(key.publicKey(), signed, signature))
                .isFalse();
    }

    @Test
    void verifiesTheSignatureOfRfc7515() {
        byte[] signed =
                ("eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19y"
                                + "b290Ijp0cnVlfQ")
                        .getBytes(StandardCharsets.US_ASCII);
        byte[] signature = Base64.getUrlDecoder()
                .decode("DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q");
        AccountKey key = AccountKey.of(RFC_7515_EC_KEY);

        assertThat(SignatureAlgorithm.ES256.verify(key.publicKey(), signed, signature))
                .isTrue();
    }

    @Test
    void blamesTheKeyThatAProviderDoesNotTake() {
        AccountKey key = AccountKey.of(RFC_7515_EC_KEY);

        Refused.with(
                ProblemType.BAD_PUBLIC_KEY,
                "cannot be used with RS256",
                () -> SignatureAlgorithm.RS256.verify(key.publicKey(), new byte[1], new byte[256]));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void survivesStorage(ClientKey key) {
        AccountKey stored = AccountKey.of(key.accountKey().toJson());

        assertThat(stored).isEqualTo(key.accountKey()).hasSameHashCodeAs(key.accountKey());
        assertThat(stored.toJson()).isEqualTo(key.accountKey().toJson());
        assertThat(stored.publicKey().getEncoded())
                .isEqualTo(key.pair().getPublic().getEncoded());
    }

    @Test
    void storesRequiredMembersInOrder() {
        assertThat(AccountKey.of(RFC_7638_KEY).toJson())
                .isEqualTo("{\"e\":\"AQAB\",\"kty\":\"RSA\",\"n\":\"" + RFC_7638_MODULUS + "\"}");
        assertThat(AccountKey.of(RFC_8037_KEY).toJson())
                .isEqualTo(
                        "{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}");
        assertThat(AccountKey.of(RFC_7515_EC_KEY).toJson())
                .isEqualTo("{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\","
                        + "\"y\":\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0\"}");
    }

    @Test
    void isNotEqualToAnotherKey() {
        assertThat(AccountKey.of(RFC_8037_KEY))
                .isNotEqualTo(AccountKey.of(RFC_7515_EC_KEY))
                .hasToString("AccountKey[kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"d", "p", "q", "dp", "dq", "qi", "oth", "k"})
    void refusesPrivateKeys(String member) {
        refuses("member of a private key, '" + member + "'", RFC_8037_KEY.replace("}", ",\"" + member + "\":\"AA\"}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"kty\":1}",
                "{\"kty\":null}",
                "{\"kty\":\"RSA\"}",
                "{\"kty\":\"RSA\",\"n\":\"AQ\"}",
                "{\"kty\":\"EC\"}",
                "{\"kty\":\"EC\",\"crv\":\"P-256\"}",
                "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":7}",
                "{\"kty\":\"OKP\"}",
                "{\"kty\":\"OKP\",\"crv\":\"Ed25519\"}"
            })
    void refusesIncompleteKeys(String jwk) {
        refuses("is incomplete", jwk);
    }

    @Test
    void refusesOtherTypesAndCurves() {
        refuses("unsupported type 'oct'", "{\"kty\":\"oct\"}");
        refuses("unsupported type 'rsa'", "{\"kty\":\"rsa\"}");
        refuses("unsupported curve 'secp256k1'", RFC_7515_EC_KEY.replace("P-256", "secp256k1"));
        refuses("unsupported curve 'Ed448'", RFC_8037_KEY.replace("Ed25519", "Ed448"));
        refuses("unsupported curve 'X25519'", RFC_8037_KEY.replace("Ed25519", "X25519"));
        refuses("unsupported curve 'P-256'", RFC_8037_KEY.replace("Ed25519", "P-256"));
    }

    @Test
    void refusesPointsThatAreNotOnTheCurve() {
        refuses("is not a point of P-256", RFC_7515_EC_KEY.replace("x_FEzRu9", "x_FEzRu8"));
        // The point of zeros, and a coordinate above the prime.
        refuses(
                "is not a point of P-256",
                "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" + "A".repeat(43) + "\",\"y\":\"" + "A".repeat(43) + "\"}");
        refuses(
                "is not a point of P-256",
                RFC_7515_EC_KEY.replaceFirst("\"x\":\"[^\"]*\"", "\"x\":\"" + "_".repeat(42) + "8\""));
        refuses("of 32 octets instead of 48", RFC_7515_EC_KEY.replace("P-256", "P-384"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Points of order 1, 2, 4 and 8 (RFC 8032 §5.1.3 decodes them), then one that is above the prime.
                "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "7P_______________________________________38",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "JuiVj8KyJ7BFw_SJ8u-Y8NXfrAXTxjM5sTgCiG1T_AU",
                "_________________________________________38"
            })
    void refusesWeakPointsOfEd25519(String x) {
        refuses(
                "is not a point of Ed25519, or one of small order",
                "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" + x + "\"}");
    }

    @Test
    void refusesCoordinatesOfTheWrongLength() {
        refuses(
                "\"x\" of 31 octets instead of 32",
                RFC_8037_KEY.replaceFirst("\"x\":\"[^\"]*\"", "\"x\":\"" + "A".repeat(42) + "\""));
        refuses("\"x\" of 0 octets instead of 32", RFC_8037_KEY.replaceFirst("\"x\":\"[^\"]*\"", "\"x\":\"\""));
        refuses(
                "\"y\" of 33 octets instead of 32",
                RFC_7515_EC_KEY.replaceFirst("\"y\":\"[^\"]*\"", "\"y\":\"" + "A".repeat(44) + "\""));
    }

    @Test
    void refusesBase64InAnotherForm() {
        refuses("\"x\" that is not base64url", RFC_8037_KEY.replace("PcHURo", "PcHURo="));
        refuses("\"x\" that is not base64url", RFC_8037_KEY.replace("PcHURo", "PcHURp"));
        refuses("\"n\" that is not base64url", RFC_7638_KEY.replace("0vx7", "0v+7"));
    }

    @Test
    void refusesWeakModuli() {
        refuses("modulus of 2040 bits", rsa("_".repeat(340), "AQAB"));
        refuses("modulus of 512 bits", ClientKey.rsa(512).jwk());
        refuses("modulus of 2047 bits", rsa("f" + "_".repeat(340) + "w", "AQAB"));
        refuses("modulus of 8200 bits", rsa("_".repeat(1366) + "8", "AQAB"));
        refuses("even modulus", rsa("_".repeat(340) + "_g", "AQAB"));
    }

    @Test
    void refusesNumbersWithZerosInFront() {
        refuses("\"n\" that is empty or starts with a zero octet", rsa("AP__", "AQAB"));
        refuses("\"n\" that is empty or starts with a zero octet", rsa("", "AQAB"));
        refuses("\"e\" that is empty or starts with a zero octet", rsa(RFC_7638_MODULUS, "AAEAAQ"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"AQ", "Aw", "AQAA", "AQAAAAE", "EQ"})
    void refusesBadExponents(String exponent) {
        refuses("bad public exponent", rsa(RFC_7638_MODULUS, exponent));
    }

    @Test
    void refusesWhatIsNotJson() {
        Refused.malformed("The key is not a JSON object", () -> AccountKey.of(""));
    }

    private static String rsa(String modulus, String exponent) {
        return "{\"kty\":\"RSA\",\"n\":\"" + modulus + "\",\"e\":\"" + exponent + "\"}";
    }

    private static void refuses(String words, String jwk) {
        Refused.with(ProblemType.BAD_PUBLIC_KEY, words, () -> AccountKey.of(jwk));
    }
}
