package io.privyseal.protocol.acme;

import static io.privyseal.protocol.acme.ClientKey.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeyChangeTest {
    private static final ClientKey OLD = ClientKey.P_256;
    private static final ClientKey NEW = ClientKey.ED25519;
    static final String HEADER = "{\"alg\":\"EdDSA\",\"jwk\":" + NEW.jwk() + ",\"url\":\"" + ClientKey.URL + "\"}";
    static final String PAYLOAD = "{\"account\":\"" + ClientKey.KID + "\",\"oldKey\":" + OLD.jwk() + "}";

    private static KeyChange parse(String inner) {
        JwsMessage outer = JwsMessage.parse(utf8(OLD.signByKid(inner)));
        outer.verify(OLD.accountKey());
        return KeyChange.parse(outer, OLD.accountKey());
    }

    @Test
    void readsAChangeThatBothKeysAgreeTo() {
        assertThat(parse(NEW.sign(HEADER, PAYLOAD))).isEqualTo(new KeyChange(ClientKey.KID, NEW.accountKey()));
    }

    @Test
    void takesTheOldKeyInAnotherForm() {
        String payload = PAYLOAD.replace(OLD.jwk(), OLD.accountKey().toJson());

        assertThat(parse(NEW.sign(HEADER, payload)).newKey()).isEqualTo(NEW.accountKey());
    }

    @Test
    void refusesAnInnerSignatureByAnotherKey() {
        Refused.malformed(
                "signature does not verify",
                () -> parse(new ClientKey("EdDSA", "SHA256withECDSAinP1363Format", OLD.pair(), NEW.jwk())
                        .sign(HEADER, PAYLOAD)));
    }

    @Test
    void refusesAnInnerJwsWithoutKey() {
        String header = HEADER.replace("\"jwk\":" + NEW.jwk(), "\"kid\":\"" + ClientKey.KID + "\"");

        Refused.malformed("must carry the public key", () -> parse(NEW.sign(header, PAYLOAD)));
    }

    @Test
    void refusesAnOuterJwsWithoutAccount() {
        JwsMessage outer = JwsMessage.parse(utf8(OLD.signByJwk(NEW.sign(HEADER, PAYLOAD))));

        Refused.malformed("must name the account", () -> KeyChange.parse(outer, OLD.accountKey()));
    }

    @Test
    void refusesANonceInside() {
        Refused.malformed(
                "carries a \"nonce\"",
                () -> parse(NEW.sign(HEADER.replace("{\"alg\"", "{\"nonce\":\"YQ\",\"alg\""), PAYLOAD)));
    }

    @Test
    void refusesAnotherUrlInside() {
        Refused.malformed("another \"url\"", () -> parse(NEW.sign(HEADER.replace("new-order", "key-change"), PAYLOAD)));
    }

    @Test
    void refusesAnotherAccount() {
        Refused.malformed("names another account", () -> parse(NEW.sign(HEADER, PAYLOAD.replace("/acct/", "/ACCT/"))));
    }

    @Test
    void refusesAnotherOldKey() {
        Refused.malformed(
                "\"oldKey\" that is not the account's key",
                () -> parse(NEW.sign(HEADER, PAYLOAD.replace(OLD.jwk(), NEW.jwk()))));
    }

    @Test
    void refusesIncompletePayloads() {
        Refused.malformed("\"account\" is missing", () -> parse(NEW.sign(HEADER, "{}")));
        Refused.malformed(
                "\"oldKey\" is missing", () -> parse(NEW.sign(HEADER, "{\"account\":\"" + ClientKey.KID + "\"}")));
        Refused.malformed(
                "\"oldKey\" must be an object",
                () -> parse(NEW.sign(HEADER, "{\"account\":\"" + ClientKey.KID + "\",\"oldKey\":\"x\"}")));
        Refused.malformed("is not a JSON object", () -> parse(NEW.sign(HEADER, "")));
    }

    @Test
    void refusesAnInnerJwsThatIsNone() {
        Refused.malformed("The inner JWS is not a JSON object", () -> parse(""));
        Refused.malformed("\"protected\" is missing", () -> parse("{}"));
        Refused.with(
                ProblemType.BAD_SIGNATURE_ALGORITHM,
                "'HS256' is not supported",
                () -> parse(NEW.sign(HEADER.replace("EdDSA", "HS256"), PAYLOAD)));
    }
}
