package io.privyseal.rest;

import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;

/** Refusals in the REST contract's words: the status and the numeric code of each reason, in this one place. */
public final class RestErrors {
    private RestErrors() {}

    /** A refusal as it goes over the wire. */
    public record Answer(int status, ErrorBody body) {}

    public static Answer answerTo(RefusedException refused) {
        return new Answer(statusOf(refused.reason()), new ErrorBody(codeOf(refused.reason()), refused.detail()));
    }

    /** The contract answers every refusal with 400, but for unknown callers, unknown objects and a busy server. */
    static int statusOf(Refusal reason) {
        return switch (reason.category()) {
            case CLIENT, DENIED, CONFLICT -> reason == Refusal.BODY_TOO_LARGE ? 413 : 400;
            case UNAUTHENTICATED -> 401;
            case NOT_FOUND -> reason == Refusal.UNKNOWN_PROFILE ? 400 : 404;
            case BUSY -> reason == Refusal.TOO_MANY_REQUESTS ? 429 : 503;
        };
    }

    static int codeOf(Refusal reason) {
        return switch (reason) {
            case MALFORMED_BODY, INVALID_FIELD, INVALID_PAGING, IDENTIFIER_MALFORMED, BODY_TOO_LARGE -> -1601;
            case MISSING_FIELD -> -1001;
            case UNKNOWN_FORMAT -> -126;
            case UNKNOWN_CALLER -> -16;
            case NOT_PERMITTED, FEATURE_DISABLED -> -3;
            case CSR_NOT_BASE64 -> -9;
            case CSR_UNDECODABLE, CSR_TOO_LARGE -> -10;
            case CSR_SIGNATURE_INVALID -> -138;
            case KEY_ALGORITHM_NOT_SUPPORTED -> -11;
            case KEY_TOO_WEAK -> -13;
            case KEY_BLOCKED, KEY_INVALID -> -78;
            case KEY_NOT_IN_PROFILE -> -194;
            case IDENTIFIER_NOT_ALLOWED -> -1010;
            case UNKNOWN_PROFILE, PROFILE_DISABLED -> -111;
            case TERM_NOT_IN_PROFILE -> -36;
            case MANDATORY_CUSTOM_FIELD_MISSING -> -62;
            case ISSUER_UNAVAILABLE -> -195;
            case LINT_FAILED -> -138;
            case UNKNOWN_OBJECT -> -1;
            case UNKNOWN_CERTIFICATE -> -5101;
            case UNKNOWN_ORGANIZATION -> -1023;
            case UNKNOWN_DOMAIN, DOMAIN_ID_INVALID -> -727;
            case UNKNOWN_ADMINISTRATOR -> -14;
            case NAME_TAKEN -> -160;
            case DOMAIN_EXISTS -> -700;
            case DOMAIN_NAME_INVALID -> -732;
            case DOMAIN_NAME_LENGTH -> -712;
            case DOMAIN_NAME_DOTS -> -713;
            case DOMAIN_NAME_SINGLE_LABEL -> -714;
            case ORGANIZATION_ID_INVALID -> -639;
            case DELEGATION_MISSING -> -709;
            case DELEGATION_GONE -> -707;
            case DELEGATIONS_CHANGED -> -728;
            case DELEGATION_NOT_REQUESTED -> -705;
            case IN_USE -> -740;
            case PASSWORD_UNACCEPTABLE -> -976;
            case ROLE_NOT_ASSIGNABLE -> -219;
            case NOT_READY, STATE_CONFLICT -> -1112;
            case NOT_ISSUED -> -102;
            case NOT_COLLECTABLE -> -183;
            case BEING_PROCESSED -> 0;
            case ALREADY_REVOKED -> -159;
            case REVOKED -> -110;
            case TOO_MANY_REQUESTS, TEMPORARILY_UNAVAILABLE -> -2;
        };
    }
}
