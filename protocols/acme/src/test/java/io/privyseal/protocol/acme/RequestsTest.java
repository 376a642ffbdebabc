package io.privyseal.protocol.acme;

import static io.privyseal.protocol.acme.ClientKey.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestsTest {
    private static NewAccountRequest newAccount(String payload) {
        return NewAccountRequest.parse(JwsMessage.parse(utf8(ClientKey.P_256.signByJwk(payload))));
    }

    private static NewOrderRequest newOrder(String members) {
        return NewOrderRequest.parse(
                utf8("{\"identifiers\":[{\"type\":\"dns\",\"value\":\"example.org\"}]," + members + "}"));
    }

    private static RevocationRequest revocation(String reason) {
        return RevocationRequest.parse(utf8("{\"certificate\":\"MIIB\",\"reason\":" + reason + "}"));
    }

    @Test
    void readsANewAccount() {
        NewAccountRequest request = newAccount(new String(Fixtures.read("new-account"), StandardCharsets.UTF_8));

        assertThat(request.contact())
                .containsExactly(new Contact("mailto:cert-admin@example.org"), new Contact("mailto:admin@example.org"));
        assertThat(request.termsOfServiceAgreed()).isTrue();
        assertThat(request.onlyReturnExisting()).isFalse();
        assertThat(request.externalAccountBinding()).isNull();
    }

    @Test
    void readsANewAccountThatSaysNothing() {
        NewAccountRequest request = newAccount("{\"orders\":\"x\",\"status\":7,\"unknown\":[null]}");

        assertThat(request).isEqualTo(new NewAccountRequest(List.of(), false, false, null));
    }

    @Test
    void readsALookUpByKey() {
        assertThat(newAccount("{\"onlyReturnExisting\":true}").onlyReturnExisting())
                .isTrue();
    }

    @Test
    void refusesWrongTypesInANewAccount() {
        Refused.malformed("\"contact\" must be an array", () -> newAccount("{\"contact\":\"mailto:a@example.org\"}"));
        Refused.malformed("\"contact\" must be an array", () -> newAccount("{\"contact\":null}"));
        Refused.malformed("A contact must be a string", () -> newAccount("{\"contact\":[1]}"));
        Refused.malformed("must be true or false", () -> newAccount("{\"termsOfServiceAgreed\":\"true\"}"));
        Refused.malformed("must be true or false", () -> newAccount("{\"onlyReturnExisting\":1}"));
        Refused.malformed("needs a JSON object", () -> newAccount(""));
    }

    @Test
    void readsAnAccountUpdate() {
        assertThat(AccountUpdate.parse(Fixtures.read("account-update")))
                .isEqualTo(new AccountUpdate(
                        List.of(
                                new Contact("mailto:certificates@example.org"),
                                new Contact("mailto:admin@example.org")),
                        false));
        assertThat(AccountUpdate.parse(Fixtures.read("deactivation"))).isEqualTo(new AccountUpdate(null, true));
        assertThat(AccountUpdate.parse(utf8("{}"))).isEqualTo(new AccountUpdate(null, false));
        assertThat(AccountUpdate.parse(utf8("{\"contact\":[]}"))).isEqualTo(new AccountUpdate(List.of(), false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"valid", "revoked", "Deactivated", ""})
    void ignoresAnyOtherStatusOfAnAccount(String status) {
        assertThat(AccountUpdate.parse(utf8("{\"status\":\"" + status + "\"}")).deactivates())
                .isFalse();
    }

    @Test
    void refusesWrongTypesInAnAccountUpdate() {
        Refused.malformed("\"status\" must be a string", () -> AccountUpdate.parse(utf8("{\"status\":true}")));
        Refused.malformed("needs a JSON object", () -> AccountUpdate.parse(new byte[0]));
    }

    @Test
    void readsANewOrder() {
        assertThat(NewOrderRequest.parse(Fixtures.read("new-order")))
                .isEqualTo(new NewOrderRequest(
                        List.of(Identifier.dns("www.example.org"), Identifier.dns("example.org")),
                        Instant.parse("2015-12-31T20:04:00Z"),
                        Instant.parse("2016-01-07T20:04:00Z"),
                        null,
                        null));
    }

    @Test
    void readsProfileAndPredecessorOfANewOrder() {
        NewOrderRequest request =
                newOrder("\"profile\":\"server\",\"replaces\":\"aYhba4dGQEHhs3uEe6CuLN4ByNQ.AIdlQyE\",\"more\":{}");

        assertThat(request.profile()).isEqualTo("server");
        assertThat(request.replaces()).isEqualTo(new CertificateIdentifier("aYhba4dGQEHhs3uEe6CuLN4ByNQ.AIdlQyE"));
        Refused.malformed("has no dot", () -> newOrder("\"replaces\":\"x\""));
        Refused.malformed("\"profile\" must be a string", () -> newOrder("\"profile\":null"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2016-01-01T00:00:00Z",
                "2016-01-01t00:00:00z",
                "2016-01-01T00:00:00.123456789Z",
                "2016-01-01T00:00:00-00:00",
                "2016-02-29T23:59:59+14:00"
            })
    void takesTimesOfRfc3339(String time) {
        assertThat(newOrder("\"notAfter\":\"" + time + "\"").notAfter()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2016-01-01",
                "2016-01-01T00:00Z",
                "2016-01-01T00:00:00",
                "2016-01-01 00:00:00Z",
                "2016-01-01T00:00:00+0100",
                "2016-01-01T00:00:00+01:00:30",
                "2016-01-01T00:00:00+25:00",
                "2015-02-29T00:00:00Z",
                "2016-13-01T00:00:00Z",
                "2016-01-01T24:00:01Z",
                "+12016-01-01T00:00:00Z",
                "2016-01-01T00:00:00.Z",
                "２０16-01-01T00:00:00Z",
                "1451606400",
                "2016-01-01T00:00:00Z\\n"
            })
    void refusesOtherTimes(String time) {
        Refused.malformed("is not a time of RFC 3339", () -> newOrder("\"notBefore\":\"" + time + "\""));
    }

    @Test
    void refusesAPeriodThatEndsBeforeItStarts() {
        String start = "\"notBefore\":\"2016-01-01T00:00:00Z\",\"notAfter\":";

        Refused.malformed("is not after", () -> newOrder(start + "\"2015-01-01T00:00:00Z\""));
        Refused.malformed("is not after", () -> newOrder(start + "\"2016-01-01T01:00:00+01:00\""));
        Refused.malformed("\"notBefore\" must be a string", () -> newOrder("\"notBefore\":1451606400"));
    }

    @Test
    void readsANewAuthorization() {
        assertThat(NewAuthorizationRequest.parse(Fixtures.read("new-authorization")))
                .isEqualTo(new NewAuthorizationRequest(Identifier.dns("example.org")));
    }

    @Test
    void refusesWildcardsAheadOfAnOrder() {
        Refused.malformed(
                "as part of an order only",
                () -> NewAuthorizationRequest.parse(
                        utf8("{\"identifier\":{\"type\":\"dns\",\"value\":\"*.example.org\"}}")));
        Refused.malformed("\"identifier\" is missing", () -> NewAuthorizationRequest.parse(utf8("{}")));
    }

    @Test
    void readsTheDeactivationOfAnAuthorization() {
        assertThat(AuthorizationUpdate.parse(Fixtures.read("deactivation"))).isEqualTo(new AuthorizationUpdate());
        Refused.malformed("not to 'valid'", () -> AuthorizationUpdate.parse(utf8("{\"status\":\"valid\"}")));
        Refused.malformed("\"status\" is missing", () -> AuthorizationUpdate.parse(utf8("{}")));
    }

    @Test
    void readsAResponseToAChallenge() {
        assertThat(ChallengeResponse.parse(utf8("{}")).texts()).isEmpty();
        assertThat(ChallengeResponse.parse(utf8("{\"attObj\":\"oA\",\"n\":1,\"x\":null}"))
                        .texts())
                .isEqualTo(Map.of("attObj", "oA"));
        for (String payload : new String[] {"", "[]", "null", "\"{}\""}) {
            Refused.malformed("The payload", () -> ChallengeResponse.parse(utf8(payload)));
        }
    }

    @Test
    void readsAFinalization() {
        FinalizeRequest request = FinalizeRequest.parse(Fixtures.read("finalize"));

        assertThat(Base64Url.encode(request.csr())).isEqualTo("MIIBPTCBxAIBADBFMQ");
        request.csr()[0] = 0;
        assertThat(request.csr()[0]).isEqualTo((byte) 0x30);
        Refused.malformed("\"csr\" is missing", () -> FinalizeRequest.parse(utf8("{}")));
        for (String csr : new String[] {"MIIB=", "-----BEGIN CERTIFICATE REQUEST-----", "MI+B", "M"}) {
            Refused.malformed(
                    "\"csr\" is not base64url", () -> FinalizeRequest.parse(utf8("{\"csr\":\"" + csr + "\"}")));
        }
    }

    @Test
    void readsARevocation() {
        RevocationRequest request = RevocationRequest.parse(Fixtures.read("revocation"));

        assertThat(Base64Url.encode(request.certificate())).isEqualTo("MIIEDTCCAvegAwIBAgIRAP8");
        assertThat(request.reason()).isEqualTo(4);
        assertThat(RevocationRequest.parse(utf8("{\"certificate\":\"MIIB\"}")).reason())
                .isZero();
        Refused.malformed("\"certificate\" is missing", () -> RevocationRequest.parse(utf8("{\"reason\":1}")));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 8, 9, 10})
    void takesTheReasonsOfRfc5280(int reason) {
        assertThat(revocation(Integer.toString(reason)).reason()).isEqualTo(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "11", "-1", "-0", "99999999999999999999", "100"})
    void refusesOtherReasons(String reason) {
        Refused.with(ProblemType.BAD_REVOCATION_REASON, "is none of RFC 5280 §5.3.1", () -> revocation(reason));
    }

    @Test
    void refusesReasonsThatAreNoWholeNumbers() {
        Refused.malformed("must be a whole number", () -> revocation("1.0"));
        Refused.malformed("must be a whole number", () -> revocation("1e0"));
        Refused.malformed("must be a number", () -> revocation("\"1\""));
        Refused.malformed("must be a number", () -> revocation("null"));
    }
}
