package io.privyseal.est;

import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.protocol.est.CmcFailInfo;
import io.privyseal.protocol.est.EstAnswer;
import java.util.Set;

/** Refusals in EST's words, in this one place. */
final class EstFailures {
    static final String REALM = "EST";

    private static final String RETRY_AFTER = "Retry-After";
    private static final String RETRY_AFTER_SECONDS = "5";

    private static final Set<Refusal> KEY_REFUSALS = Set.of(
            Refusal.KEY_ALGORITHM_NOT_SUPPORTED,
            Refusal.KEY_TOO_WEAK,
            Refusal.KEY_BLOCKED,
            Refusal.KEY_INVALID,
            Refusal.KEY_NOT_IN_PROFILE);

    private EstFailures() {}

    static EstAnswer answer(RefusedException refused) {
        if (refused.reason().category() == Refusal.Category.UNAUTHENTICATED) {
            return EstAnswer.unauthorized(REALM);
        }
        int status = status(refused.reason());
        EstAnswer answer = EstAnswer.text(status, refused.detail());
        return status == 503 || status == 429 ? answer.with(RETRY_AFTER, RETRY_AFTER_SECONDS) : answer;
    }

    static EstAnswer unavailable() {
        return EstAnswer.text(503, "The server is busy or under maintenance. Retry later.")
                .with(RETRY_AFTER, RETRY_AFTER_SECONDS);
    }

    static int status(Refusal reason) {
        return switch (reason.category()) {
            case CLIENT -> reason == Refusal.BODY_TOO_LARGE || reason == Refusal.CSR_TOO_LARGE ? 413 : 400;
            case UNAUTHENTICATED -> 401;
            case DENIED -> reason == Refusal.ISSUER_UNAVAILABLE ? 503 : 403;
            // RFC 7030 §4.2.3: 404 would say that there is no such operation.
            case NOT_FOUND, CONFLICT -> 403;
            case BUSY -> reason == Refusal.TOO_MANY_REQUESTS ? 429 : 503;
        };
    }

    /** The same for a Full PKI Response. */
    static CmcFailInfo failInfo(Refusal reason) {
        return switch (reason.category()) {
            case CLIENT -> failInfoOfCsr(reason);
            case UNAUTHENTICATED -> CmcFailInfo.BAD_IDENTITY;
            case DENIED ->
                reason == Refusal.ISSUER_UNAVAILABLE ? CmcFailInfo.INTERNAL_CA_ERROR : CmcFailInfo.BAD_IDENTITY;
            case NOT_FOUND, CONFLICT -> CmcFailInfo.BAD_REQUEST;
            case BUSY -> CmcFailInfo.TRY_LATER;
        };
    }

    private static CmcFailInfo failInfoOfCsr(Refusal reason) {
        if (KEY_REFUSALS.contains(reason)) {
            return CmcFailInfo.BAD_ALG;
        }
        return reason == Refusal.CSR_SIGNATURE_INVALID ? CmcFailInfo.POP_FAILED : CmcFailInfo.BAD_REQUEST;
    }
}
