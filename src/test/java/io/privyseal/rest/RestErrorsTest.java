package io.privyseal.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RestErrorsTest {
    @ParameterizedTest
    @EnumSource
    void hasAStatusAndACodeForEveryRefusal(Refusal reason) {
        RestErrors.Answer answer = RestErrors.answerTo(new RefusedException(reason, "Because."));
        assertThat(answer.status()).isIn(400, 401, 404, 413, 429, 503);
        assertThat(answer.body().code()).isLessThanOrEqualTo(0);
        assertThat(answer.body().description()).isEqualTo("Because.");
    }

    @ParameterizedTest
    @CsvSource({
        "UNKNOWN_CALLER, 401, -16",
        "NOT_PERMITTED, 400, -3",
        "UNKNOWN_CERTIFICATE, 404, -5101",
        "UNKNOWN_PROFILE, 400, -111",
        "UNKNOWN_FORMAT, 400, -126",
        "BODY_TOO_LARGE, 413, -1601",
        "BEING_PROCESSED, 400, 0",
        "NOT_COLLECTABLE, 400, -183",
        "ALREADY_REVOKED, 400, -159",
        "TERM_NOT_IN_PROFILE, 400, -36",
        "TOO_MANY_REQUESTS, 429, -2",
        "TEMPORARILY_UNAVAILABLE, 503, -2",
    })
    void answersAsTheContractSays(Refusal reason, int status, int code) {
        RestErrors.Answer answer = RestErrors.answerTo(new RefusedException(reason, "Because."));
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body().code()).isEqualTo(code);
    }

    @Test
    void usesZeroForTheOneAnswerThatClientsCompare() {
        for (Refusal reason : Refusal.values()) {
            assertThat(RestErrors.codeOf(reason) == 0).as(reason.name()).isEqualTo(reason == Refusal.BEING_PROCESSED);
        }
    }
}
