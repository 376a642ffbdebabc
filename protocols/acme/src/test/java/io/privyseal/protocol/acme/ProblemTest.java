package io.privyseal.protocol.acme;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemTest {
    private static String text(Problem problem) {
        return new String(problem.toJson(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @EnumSource
    void roundTripsEveryType(ProblemType type) {
        assertThat(type.urn()).matches("urn:ietf:params:acme:error:[a-z][A-Za-z]+");
        assertThat(ProblemType.ofUrn(type.urn())).contains(type);
        assertThat(type.httpStatus()).isBetween(400, 599);
        assertThat(text(Problem.of(type, "x")))
                .isEqualTo("{\"type\":\"" + type.urn() + "\",\"detail\":\"x\",\"status\":" + type.httpStatus() + "}");
    }

    @Test
    void hasEveryTypeOfRfc8555() {
        assertThat(ProblemType.values())
                .extracting(type -> type.urn().substring("urn:ietf:params:acme:error:".length()))
                .contains(
                        "accountDoesNotExist",
                        "alreadyRevoked",
                        "badCSR",
                        "badNonce",
                        "badPublicKey",
                        "badRevocationReason",
                        "badSignatureAlgorithm",
                        "caa",
                        "compound",
                        "connection",
                        "dns",
                        "externalAccountRequired",
                        "incorrectResponse",
                        "invalidContact",
                        "malformed",
                        "orderNotReady",
                        "rateLimited",
                        "rejectedIdentifier",
                        "serverInternal",
                        "tls",
                        "unauthorized",
                        "unsupportedContact",
                        "unsupportedIdentifier",
                        "userActionRequired",
                        "alreadyReplaced",
                        "invalidProfile");
        assertThat(ProblemType.ofUrn("malformed")).isEmpty();
    }

    @Test
    void saysWhereTheUserIsToGo() {
        Problem problem = Problem.of(ProblemType.USER_ACTION_REQUIRED, "Terms of service have changed")
                .withInstance("https://example.com/acme/agreement/?token=W8Ih3PswD-8");

        assertThat(text(problem))
                .isEqualTo(
                        "{\"type\":\"urn:ietf:params:acme:error:userActionRequired\",\"detail\":\"Terms of service have"
                                + " changed\",\"instance\":\"https://example.com/acme/agreement/?token=W8Ih3PswD-8\","
                                + "\"status\":403}");
    }

    @Test
    void saysWhichAlgorithmsWouldDo() {
        assertThat(text(Problem.badSignatureAlgorithm("x", List.of(SignatureAlgorithm.ES256))))
                .contains("\"algorithms\":[\"ES256\"]");
    }

    @Test
    void hasTheStatusThatAClauseDemands() {
        Problem problem = Problem.malformed("The key is in use.").withStatus(409);

        assertThat(problem.status()).isEqualTo(409);
        assertThat(text(problem)).contains("\"status\":409");
    }

    @Test
    void quotesClientsInPrintableCharactersOnly() {
        assertThat(Quoted.text("a'b\u0007\ud800c")).isEqualTo("'a?b??c'");
        assertThat(Quoted.text("x".repeat(81))).isEqualTo("'" + "x".repeat(80) + "...'");
    }

    @Test
    void canAlwaysBeWritten() {
        assertThat(text(Problem.malformed("a\ud800b \"é\" \u0000 😀")))
                .contains("\"detail\":\"a?b \\\"é\\\" \\u0000 \\uD83D\\uDE00\"");
    }

    @Test
    void isCarriedByAnExceptionThatSaysTheSame() {
        Problem problem = Problem.of(ProblemType.CAA, "No.");

        assertThat(problem.asException())
                .hasMessage("urn:ietf:params:acme:error:caa: No.")
                .extracting(ProblemException::problem)
                .isEqualTo(problem);
    }
}
