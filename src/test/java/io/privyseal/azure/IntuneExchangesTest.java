package io.privyseal.azure;

import static io.privyseal.azure.MicrosoftStandIn.body;
import static io.privyseal.azure.MicrosoftStandIn.cut;
import static io.privyseal.azure.MicrosoftStandIn.huge;
import static io.privyseal.azure.MicrosoftStandIn.service;
import static io.privyseal.azure.MicrosoftStandIn.status;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import io.privyseal.azure.MicrosoftStandIn.Behaviour;
import io.privyseal.azure.MicrosoftStandIn.Call;
import io.privyseal.platform.CustomerId;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What we make of all that Microsoft may answer. There is one yes; everything else is none. */
class IntuneExchangesTest {
    private static final String YES = "{\"code\":\"Success\",\"errorDescription\":\"\"}";

    private static final TestAuthority AUTHORITY = new TestAuthority();
    private static final MicrosoftStandIn MICROSOFT = new MicrosoftStandIn(AUTHORITY);

    private StandInConfig config = new StandInConfig(MICROSOFT, AUTHORITY);
    private IntuneRig rig = new IntuneRig(config);
    private boolean mayComplain;

    @AfterAll
    static void close() {
        MICROSOFT.close();
    }

    @BeforeEach
    void begin() {
        MICROSOFT.reset();
        config = new StandInConfig(MICROSOFT, AUTHORITY);
        rig = new IntuneRig(config);
        mayComplain = false;
    }

    @AfterEach
    void microsoftHasNothingToComplainAbout() {
        if (!mayComplain) {
            assertThat(MICROSOFT.complaints()).isEmpty();
        }
    }

    // A yes.

    @Test
    void asksForTokensAndTheServiceAndThenForTheVerdict() {
        assertThat(rig.validate()).isEqualTo(new Verdict.Valid());

        assertThat(MICROSOFT.calls()).containsExactly(Call.TOKEN, Call.DISCOVERY, Call.TOKEN, Call.VALIDATE);
        JsonNode request = MICROSOFT.bodies().getFirst().path("request");
        assertThat(request.path("transactionId").asText()).isEqualTo("transaction-1");
        assertThat(Base64.getDecoder().decode(request.path("certificateRequest").asText()))
                .isEqualTo(IntuneRig.csr());
    }

    @Test
    void remembersTokensAndTheService() {
        rig.validate("a");
        rig.validate("b");

        assertThat(MICROSOFT.callsOf(Call.TOKEN, Call.DISCOVERY)).hasSize(3);
        assertThat(MICROSOFT.count(Call.VALIDATE)).isEqualTo(2);
    }

    @Test
    void tellsOfACertificateWithTheSameRequest() {
        rig.validate();

        assertThat(rig.notifySuccess()).isTrue();

        JsonNode notice = MICROSOFT.bodies().getLast().path("notification");
        assertThat(notice.path("certificateThumbprint").asText()).isEqualTo("5F1C0D2B7A9E4C63D8F00112A4B5C6D7E8F90A1B");
        assertThat(notice.path("certificateSerialNumber").asText()).isEqualTo("4b9c0415af77");
        assertThat(notice.path("certificateExpirationDateUtc").asText()).isEqualTo("2027-01-01T00:00:00Z");
        assertThat(notice.path("issuingCertificateAuthority").asText()).isEqualTo("CN=Issuing CA,O=Example");
        assertThat(notice.path("caConfiguration").asText()).isEqualTo("Phones");
        assertThat(notice.has("certificateAuthority")).isFalse();
    }

    @Test
    void tellsOfAFailureInFewWords() {
        rig.validate();

        assertThat(rig.notifyFailure("Not\u0000allowed " + "x".repeat(400))).isTrue();

        JsonNode notice = MICROSOFT.bodies().getLast().path("notification");
        assertThat(notice.path("hResult").asLong()).isEqualTo(2147942405L);
        assertThat(notice.path("errorDescription").asText())
                .startsWith("Not?allowed")
                .hasSize(255);
    }

    @Test
    void acceptsAnAnswerWithFurtherFields() {
        MICROSOFT.next(
                Call.VALIDATE,
                body("{\"@odata.type\":\"x\",\"n\":[1],\"code\":\"Success\",\"errorDescription\":\"\"}"));

        assertThat(rig.validate()).isEqualTo(new Verdict.Valid());
    }

    // A no.

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Unknown",
                "CertificateRequestDecodingFailed",
                "ChallengePasswordMissing",
                "ChallengeDeserializationError",
                "ChallengeDecryptionError",
                "ChallengeDecodingError",
                "ChallengeInvalidTimestamp",
                "ChallengeExpired",
                "SubjectNameMissing",
                "SubjectNameMismatch",
                "SubjectAltNameMissing",
                "SubjectAltNameMismatch",
                "KeyUsageMismatch",
                "KeyLengthMismatch",
                "EnhancedKeyUsageMissing",
                "EnhancedKeyUsageMismatch",
                "AadKeyIdentifierListMissing",
                "RegisteredKeyMismatch",
                "SigningCertThumbprintMismatch",
                "ScepProfileNoLongerTargetedToTheClient",
                "SignatureValidationFailed",
                "BadCertificateRequestIdInChallenge",
                "BadDeviceIdInChallenge",
                "BadUserIdInChallenge",
                "CodeOfNextYear",
                "success",
                "SUCCESS",
                "Success ",
                ""
            })
    void refusesWhateverCodeIsNotSuccess(String code) {
        MICROSOFT.next(Call.VALIDATE, body("{\"code\":\"" + code + "\",\"errorDescription\":\"Because\"}"));

        assertThat(rig.validate()).isEqualTo(new Verdict.Refused(code, "Because"));
        assertThat(MICROSOFT.count(Call.VALIDATE)).isEqualTo(1);
    }

    @Test
    void countsRefusalsByKnownCodesOnly() {
        MICROSOFT.next(Call.VALIDATE, body("{\"code\":\"ChallengeExpired\",\"errorDescription\":\"\"}"));
        MICROSOFT.next(Call.VALIDATE, body("{\"code\":\"Whatever they say\",\"errorDescription\":\"\"}"));

        rig.validate();
        rig.validate();

        assertThat(verdicts("ChallengeExpired")).isOne();
        assertThat(verdicts("other")).isOne();
    }

    private double verdicts(String outcome) {
        return rig.meters
                .get("privyseal.intune.verdicts")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    @Test
    void cleansWhatGoesIntoTheLog() {
        MICROSOFT.next(
                Call.VALIDATE,
                body("{\"code\":\"Bad\\nCode\",\"errorDescription\":\"" + "\\r\\u001b[31m".repeat(100) + "\"}"));

        Verdict verdict = rig.validate();

        assertThat(verdict).isInstanceOfSatisfying(Verdict.Refused.class, refused -> {
            assertThat(refused.code()).isEqualTo("Bad?Code");
            assertThat(refused.description()).matches("[ -~]*").hasSize(255);
        });
    }

    // Answers that are none.

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Success",
                "\"Success\"",
                "[]",
                "null",
                "<html>Success</html>",
                "{\"errorDescription\":\"\"}",
                "{\"code\":null,\"errorDescription\":\"\"}",
                "{\"code\":0,\"errorDescription\":\"\"}",
                "{\"code\":[\"Success\"],\"errorDescription\":\"\"}",
                "{\"code\":\"Success\"}",
                "{\"code\":\"Success\",\"errorDescription\":null}",
                "{\"Code\":\"Success\",\"errorDescription\":\"\"}",
                "{\"code\":\"ChallengeExpired\",\"code\":\"Success\",\"errorDescription\":\"\"}",
                "{\"code\":\"Success\",\"errorDescription\":\"\"} {\"code\":\"ChallengeExpired\"}",
                "{\"code\":\"Success\",\"errorDescription\":\"\"",
                "{\"value\":{\"code\":\"Success\",\"errorDescription\":\"\"}}"
            })
    void takesNothingForAYesThatIsNotClearlyOne(String answer) {
        MICROSOFT.next(Call.VALIDATE, body(answer));

        assertThat(rig.validate()).isInstanceOf(Verdict.Unavailable.class);
        assertThat(MICROSOFT.count(Call.VALIDATE)).isOne();
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 202, 206, 302, 304, 307, 400, 403, 405, 413, 415, 418, 422})
    void takesNoStatusForAYesBut200AndDoesNotInsist(int status) {
        MICROSOFT.next(Call.VALIDATE, body(status, status == 304 ? "" : YES));

        assertThat(rig.validate()).isInstanceOf(Verdict.Unavailable.class);
        assertThat(MICROSOFT.count(Call.VALIDATE)).isOne();
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 408, 410, 429, 500, 502, 503, 504})
    void givesUpWhenItStaysAway(int status) {
        for (int i = 0; i < 10; i++) {
            MICROSOFT.next(Call.VALIDATE, body(status, YES));
        }

        assertThat(rig.validate()).isInstanceOf(Verdict.Unavailable.class);
        assertThat(MICROSOFT.count(Call.VALIDATE)).isEqualTo(4);
        assertThat(rig.pauses.noted)
                .containsExactly(Duration.ofMillis(250), Duration.ofSeconds(1), Duration.ofSeconds(4));
    }

    @Test
    void readsNoEndlessBody() {
        MICROSOFT.next(Call.VALIDATE, huge());

        assertThat(rig.validate())
                .isInstanceOfSatisfying(
                        Verdict.Unavailable.class,
                        unavailable -> assertThat(unavailable.detail()).contains("more than 65536 bytes"));
    }

    @Test
    void waitsForNoSilentServer() {
        rig.validate();
        config.timeout = Duration.ofMillis(500);
        config.budget = Duration.ofMillis(700);
        for (int i = 0; i < 4; i++) {
            MICROSOFT.next(Call.VALIDATE, MICROSOFT.hang());
        }

        assertThat(rig.validate()).isInstanceOf(Verdict.Unavailable.class);
        assertThat(MICROSOFT.count(Call.VALIDATE)).isBetween(2L, 3L);
    }

    @Test
    void waitsForNoAnswerThatDoesNotEnd() {
        rig.validate();
        config.timeout = Duration.ofMillis(500);
        config.budget = Duration.ofMillis(500);
        MICROSOFT.next(Call.VALIDATE, MICROSOFT.drip());

        assertThat(rig.validate()).isInstanceOf(Verdict.Unavailable.class);
    }

    @Test
    void saysSoWhenTheAccountIsGone() {
        rig.credentials = null;

        assertThat(rig.validate()).isInstanceOf(Verdict.Unavailable.class);
        assertThat(rig.notifySuccess()).isFalse();
        assertThat(MICROSOFT.calls()).isEmpty();
    }

    @Test
    void knowsNoAccountOfAnotherCustomer() {
        assertThat(rig.intune.validate(new CustomerId(2), IntuneRig.ACCOUNT, "t", IntuneRig.csr()))
                .isInstanceOf(Verdict.Unavailable.class);
        assertThat(MICROSOFT.calls()).isEmpty();
    }

    // What passes.

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503, 504})
    void triesAgainWhatPasses(int status) {
        MICROSOFT.next(Call.VALIDATE, status(status));

        assertThat(rig.validate()).isEqualTo(new Verdict.Valid());
        assertThat(MICROSOFT.count(Call.VALIDATE)).isEqualTo(2);
    }

    @Test
    void triesAgainAfterACutConnection() {
        MICROSOFT.next(Call.VALIDATE, cut());

        assertThat(rig.validate()).isEqualTo(new Verdict.Valid());
    }

    @ParameterizedTest
    @CsvSource({"429, 7, 7", "503, 2, 2", "503, 'Thu, 01 Jan 2026 00:00:09 GMT', 9"})
    void comesBackWhenMicrosoftWants(int status, String retryAfter, int seconds) {
        MICROSOFT.next(Call.VALIDATE, status(status, "Retry-After", retryAfter));

        assertThat(rig.validate()).isEqualTo(new Verdict.Valid());
        assertThat(rig.pauses.noted).containsExactly(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-3", "Thu, 01 Jan 1970 00:00:09 GMT", ""})
    void comesBackSoonWhenItCannotTellWhen(String retryAfter) {
        MICROSOFT.next(Call.VALIDATE, status(503, "Retry-After", retryAfter));

        assertThat(rig.validate()).isEqualTo(new Verdict.Valid());
        assertThat(rig.pauses.noted).containsExactly(Duration.ofMillis(250));
    }

    @Test
    void keepsNobodyWaitingForAPauseThatIsTooLong() {
        MICROSOFT.next(Call.VALIDATE, status(429, "Retry-After", "120"));

        assertThat(rig.validate()).isInstanceOf(Verdict.Unavailable.class);
        assertThat(rig.pauses.noted).isEmpty();
        // Until then, nobody else bothers Microsoft either.
        rig.clock.goAhead(Duration.ofSeconds(119));
        assertThat(rig.validate()).isInstanceOf(Verdict.Unavailable.class);
        assertThat(MICROSOFT.count(Call.VALIDATE)).isOne();
        rig.clock.goAhead(Duration.ofSeconds(1));
        assertThat(rig.validate()).isEqualTo(new Verdict.Valid());
    }

    @Test
    void stopsAskingAfterAFewFailuresAndComesBackWithOneQuestion() {
        MICROSOFT
                .next(Call.VALIDATE, status(403))
                .next(Call.VALIDATE, status(403))
                .next(Call.VALIDATE, status(403));
        for (int i = 0; i < 3; i++) {
            assertThat(rig.validate()).isInstanceOf(Verdict.Unavailable.class);
        }
        int asked = MICROSOFT.calls().size();

        assertThat(rig.validate())
                .isInstanceOfSatisfying(
                        Verdict.Unavailable.class,
                        paused -> assertThat(paused.detail()).contains("not asked until"));
        assertThat(MICROSOFT.calls()).hasSize(asked);

        rig.clock.goAhead(CircuitBreaker.PAUSE);
        assertThat(rig.validate()).isEqualTo(new Verdict.Valid());
        assertThat(rig.validate()).isEqualTo(new Verdict.Valid());
    }

    @Test
    void keepsAskingAfterRefusalsAndQuestionsThatIntuneCannotRead() {
        for (int i = 0; i < 5; i++) {
            MICROSOFT.next(Call.VALIDATE, body("{\"code\":\"ChallengeExpired\",\"errorDescription\":\"\"}"));
            MICROSOFT.next(Call.VALIDATE, status(400));
        }
        for (int i = 0; i < 10; i++) {
            assertThat(rig.validate()).isNotInstanceOf(Verdict.Valid.class);
        }

        assertThat(rig.validate()).isEqualTo(new Verdict.Valid());
    }

    // Tokens.

    @Test
    void renewsATokenThatIsNotTakenOnce() {
        rig.validate();
        MICROSOFT.revokeTokens();

        assertThat(rig.validate()).isEqualTo(new Verdict.Valid());
        assertThat(MICROSOFT.count(Call.VALIDATE)).isEqualTo(3);
        assertThat(MICROSOFT.count(Call.TOKEN)).isEqualTo(3);
        assertThat(rig.pauses.noted).isEmpty();
    }

    @Test
    void takesA401ThatStaysForANo() {
        MICROSOFT.next(Call.VALIDATE, status(401)).next(Call.VALIDATE, status(401));

        assertThat(rig.validate()).isInstanceOf(Verdict.Unavailable.class);
        assertThat(MICROSOFT.count(Call.VALIDATE)).isEqualTo(2);
    }

    @Test
    void renewsATokenBeforeItExpires() {
        rig.validate();
        rig.clock.goAhead(Duration.ofSeconds(3599 - 300));

        assertThat(rig.validate()).isEqualTo(new Verdict.Valid());
        // The service's address is still good, and the token for Graph is not needed.
        assertThat(MICROSOFT.count(Call.TOKEN)).isEqualTo(3);
        assertThat(MICROSOFT.count(Call.VALIDATE)).isEqualTo(2);
    }

    @Test
    void usesATokenThatLastsForSecondsOnly() {
        MICROSOFT.tokensLast(10);
        rig.validate();
        rig.validate();
        assertThat(MICROSOFT.count(Call.TOKEN)).isEqualTo(2);

        rig.clock.goAhead(Duration.ofSeconds(5));
        assertThat(rig.validate()).isEqualTo(new Verdict.Valid());
        assertThat(MICROSOFT.count(Call.TOKEN)).isEqualTo(3);
    }

    @Test
    void saysWhatEntraSaysOfAWrongSecretButNotTheSecret() {
        MICROSOFT.expectSecret("another");

        assertThat(rig.validate())
                .isInstanceOfSatisfying(
                        Verdict.Unavailable.class,
                        refused -> assertThat(refused.detail())
                                .contains("401", "invalid_client", "AADSTS7000215")
                                .doesNotContain(MicrosoftStandIn.SECRET));
        assertThat(MICROSOFT.calls()).containsExactly(Call.TOKEN);
    }

    @Test
    void usesANewSecretAtOnce() {
        rig.validate();
        MICROSOFT.revokeTokens();
        MICROSOFT.expectSecret("renewed");
        rig.credentials = IntuneRig.credentials("renewed");

        assertThat(rig.validate()).isEqualTo(new Verdict.Valid());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"token_type\":\"Bearer\",\"expires_in\":3599}",
                "{\"token_type\":\"mac\",\"expires_in\":3599,\"access_token\":\"x\"}",
                "{\"token_type\":\"Bearer\",\"expires_in\":0,\"access_token\":\"x\"}",
                "{\"token_type\":\"Bearer\",\"expires_in\":99999999999,\"access_token\":\"x\"}",
                "{\"token_type\":\"Bearer\",\"expires_in\":\"soon\",\"access_token\":\"x\"}",
                "{\"token_type\":\"Bearer\",\"expires_in\":3599,\"access_token\":\"\"}",
                "{\"token_type\":\"Bearer\",\"expires_in\":3599,\"access_token\":\"x\\r\\nEvil: 1\"}"
            })
    void usesNoTokenThatIsNone(String answer) {
        MICROSOFT.next(Call.TOKEN, body(answer));

        assertThat(rig.validate()).isInstanceOf(Verdict.Unavailable.class);
        assertThat(MICROSOFT.calls()).containsExactly(Call.TOKEN);
    }

    @Test
    void triesAgainWhenEntraIsBusy() {
        MICROSOFT.next(Call.TOKEN, status(429, "Retry-After", "3")).next(Call.TOKEN, status(500));

        assertThat(rig.validate()).isEqualTo(new Verdict.Valid());
        assertThat(rig.pauses.noted).containsExactly(Duration.ofSeconds(3), Duration.ofSeconds(1));
    }

    @Test
    void getsTokensAndTheServiceOnceForManyWhoNeedThem() throws Exception {
        List<Callable<Verdict>> questions = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String transaction = "transaction-" + i;
            questions.add(() -> rig.validate(transaction));
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Verdict> answer : threads.invokeAll(questions)) {
                assertThat(answer.get()).isEqualTo(new Verdict.Valid());
            }
        }

        assertThat(MICROSOFT.callsOf(Call.TOKEN, Call.DISCOVERY))
                .containsExactly(Call.TOKEN, Call.DISCOVERY, Call.TOKEN);
    }

    // Discovery.

    @ParameterizedTest
    @ValueSource(ints = {404, 410, 421})
    void looksForAServiceThatHasMoved(int status) {
        rig.validate();
        MICROSOFT.next(Call.VALIDATE, status(status));

        assertThat(rig.validate()).isEqualTo(new Verdict.Valid());
        assertThat(MICROSOFT.count(Call.DISCOVERY)).isEqualTo(2);
    }

    @Test
    void looksForAServiceWhoseHostIsGone() throws Exception {
        int gone;
        try (ServerSocket unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            gone = unused.getLocalPort();
        }
        config.hosts = List.of("localhost:" + MICROSOFT.port(), "localhost:" + gone);
        String old = "https://localhost:" + gone;
        MICROSOFT.next(Call.DISCOVERY, body("{\"value\":[" + service("ScepRequestValidationFEService", old) + "]}"));

        assertThat(rig.validate()).isEqualTo(new Verdict.Valid());
        assertThat(MICROSOFT.count(Call.DISCOVERY)).isEqualTo(2);
    }

    @Test
    void looksAgainAfterAnHour() {
        rig.validate();
        rig.clock.goAhead(Duration.ofHours(1));

        assertThat(rig.validate()).isEqualTo(new Verdict.Valid());
        assertThat(MICROSOFT.count(Call.DISCOVERY)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example.test/RACerts",
                "https://localhost/RACerts",
                "https://localhost:1/RACerts",
                "http://localhost:PORT/RACerts",
                "https://localhost:PORT@evil.example.test/",
                "https://user@localhost:PORT/",
                "https://localhost:PORT/?to=x",
                "https://localhost:PORT/#x",
                "https://127.0.0.1:PORT/",
                "//localhost:PORT/",
                "localhost:PORT",
                "file:///etc/passwd",
                "https://[",
                "not an address"
            })
    void sendsNothingToWhatIsNotMicrosofts(String address) {
        String uri = address.replace("PORT", Integer.toString(MICROSOFT.port()));
        MICROSOFT.next(Call.DISCOVERY, body("{\"value\":[" + service("ScepRequestValidationFEService", uri) + "]}"));

        assertThat(rig.validate())
                .isInstanceOfSatisfying(
                        Verdict.Unavailable.class,
                        refused -> assertThat(refused.detail()).contains("not one of Microsoft's"));
        assertThat(MICROSOFT.calls()).containsExactly(Call.TOKEN, Call.DISCOVERY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"value\":[]}", "{\"value\":[{}]}", "{\"value\":[{\"providerName\":\"Other\",\"uri\":\"x\"}]}"
            })
    void namesTheServiceThatATenantDoesNotHave(String answer) {
        MICROSOFT.next(Call.DISCOVERY, body(answer));

        assertThat(rig.validate())
                .isEqualTo(new Verdict.Unavailable("the tenant has no service ScepRequestValidationFEService"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "{\"value\":{}}", "{\"value\":null}"})
    void takesNoDiscoveryThatIsNone(String answer) {
        MICROSOFT.next(Call.DISCOVERY, body(answer));

        assertThat(rig.validate()).isInstanceOf(Verdict.Unavailable.class);
        assertThat(MICROSOFT.count(Call.VALIDATE)).isZero();
    }

    @Test
    void saysSoWhenTheApplicationMayNotDiscover() {
        MICROSOFT.next(Call.DISCOVERY, status(403));

        assertThat(rig.validate())
                .isInstanceOfSatisfying(
                        Verdict.Unavailable.class,
                        refused -> assertThat(refused.detail()).contains("403"));
    }

    // Elsewhere.

    @ParameterizedTest
    @ValueSource(strings = {"TOKEN", "DISCOVERY", "VALIDATE"})
    void followsNoRedirect(Call call) throws Exception {
        AtomicInteger visits = new AtomicInteger();
        try (ServerSocket elsewhere = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> count(elsewhere, visits));
            MICROSOFT.next(call, redirect("https://localhost:" + elsewhere.getLocalPort() + "/"));

            assertThat(rig.validate()).isInstanceOf(Verdict.Unavailable.class);
        }

        assertThat(visits).hasValue(0);
    }

    private static void count(ServerSocket server, AtomicInteger visits) {
        try {
            while (true) {
                server.accept().close();
                visits.incrementAndGet();
            }
        } catch (Exception _) {
            // Closed: the test is over.
        }
    }

    private static Behaviour redirect(String location) {
        return (HttpExchange exchange) -> status(307, "Location", location).answer(exchange);
    }

    @Test
    void talksToNobodyWithoutACertificateThatIsTrusted() {
        mayComplain = true;
        StandInConfig wrong = new StandInConfig(MICROSOFT, new TestAuthority());

        assertThat(new IntuneRig(wrong).validate()).isInstanceOf(Verdict.Unavailable.class);
        assertThat(MICROSOFT.calls()).isEmpty();
    }

    // Notifications.

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"code\":\"Unknown\",\"errorDescription\":\"\"}", "{\"errorDescription\":\"\"}", "<html>", ""})
    void saysThatIntuneTookNoNoteOfACertificate(String answer) {
        rig.validate();
        MICROSOFT.next(Call.SUCCESS, body(answer)).next(Call.FAILURE, body(answer));

        assertThat(rig.notifySuccess()).isFalse();
        assertThat(rig.notifyFailure("Because")).isFalse();
    }

    @Test
    void triesToTellOfACertificateAsOftenAsToAsk() {
        rig.validate();
        MICROSOFT.next(Call.SUCCESS, status(503)).next(Call.SUCCESS, cut());

        assertThat(rig.notifySuccess()).isTrue();
        assertThat(MICROSOFT.count(Call.SUCCESS)).isEqualTo(3);
    }

    @Test
    void saysThatIntuneTookNoNoteWhenItIsAway() {
        rig.validate();
        for (int i = 0; i < 4; i++) {
            MICROSOFT.next(Call.SUCCESS, status(500));
        }

        assertThat(rig.notifySuccess()).isFalse();
    }

    @Test
    void neverSaysASecretInWhatIsPrinted() {
        rig.validate();

        Credentials credentials = IntuneRig.credentials(MicrosoftStandIn.SECRET);
        assertThat(credentials.toString()).doesNotContain(MicrosoftStandIn.SECRET);
        assertThat(new AzureAccountDraft("n", AzureEnvironment.AZURE, "d", "a", credentials.secret()).toString())
                .doesNotContain(MicrosoftStandIn.SECRET);
    }
}
