package io.privyseal.acme;

import io.privyseal.platform.Refusal;
import io.privyseal.protocol.acme.Problem;
import io.privyseal.protocol.acme.ProblemType;

/** Refusals in ACME's words (RFC 8555 §6.7), in this one place. */
final class AcmeProblems {
    private AcmeProblems() {}

    static Problem of(Refusal reason, String detail) {
        Problem problem = Problem.of(typeOf(reason), detail);
        return switch (reason.category()) {
            case NOT_FOUND -> problem.withStatus(404);
            case BUSY -> reason == Refusal.TOO_MANY_REQUESTS ? problem : problem.withStatus(503);
            case CLIENT, UNAUTHENTICATED, DENIED, CONFLICT ->
                reason == Refusal.BODY_TOO_LARGE ? problem.withStatus(413) : problem;
        };
    }

    static ProblemType typeOf(Refusal reason) {
        return switch (reason) {
            case MALFORMED_BODY,
                    MISSING_FIELD,
                    INVALID_PAGING,
                    UNKNOWN_FORMAT,
                    BODY_TOO_LARGE,
                    UNKNOWN_OBJECT,
                    UNKNOWN_CERTIFICATE,
                    UNKNOWN_ORGANIZATION,
                    UNKNOWN_DOMAIN,
                    UNKNOWN_ADMINISTRATOR,
                    NAME_TAKEN,
                    DOMAIN_EXISTS,
                    DOMAIN_NAME_INVALID,
                    DOMAIN_NAME_LENGTH,
                    DOMAIN_NAME_DOTS,
                    DOMAIN_NAME_SINGLE_LABEL,
                    DOMAIN_ID_INVALID,
                    ORGANIZATION_ID_INVALID,
                    DELEGATION_MISSING,
                    DELEGATION_GONE,
                    DELEGATIONS_CHANGED,
                    DELEGATION_NOT_REQUESTED,
                    IN_USE,
                    PASSWORD_UNACCEPTABLE,
                    ROLE_NOT_ASSIGNABLE -> ProblemType.MALFORMED;
            case UNKNOWN_CALLER, NOT_PERMITTED, FEATURE_DISABLED, STATE_CONFLICT, NOT_COLLECTABLE ->
                ProblemType.UNAUTHORIZED;
            // What is wrong with a field here is wrong with the CSR's subject.
            case INVALID_FIELD,
                    CSR_NOT_BASE64,
                    CSR_UNDECODABLE,
                    CSR_SIGNATURE_INVALID,
                    CSR_TOO_LARGE,
                    KEY_ALGORITHM_NOT_SUPPORTED,
                    KEY_TOO_WEAK,
                    KEY_BLOCKED,
                    KEY_INVALID,
                    KEY_NOT_IN_PROFILE,
                    LINT_FAILED -> ProblemType.BAD_CSR;
            case IDENTIFIER_NOT_ALLOWED, IDENTIFIER_MALFORMED -> ProblemType.REJECTED_IDENTIFIER;
            case UNKNOWN_PROFILE, PROFILE_DISABLED, TERM_NOT_IN_PROFILE, MANDATORY_CUSTOM_FIELD_MISSING ->
                ProblemType.INVALID_PROFILE;
            case NOT_READY, NOT_ISSUED, BEING_PROCESSED -> ProblemType.ORDER_NOT_READY;
            case ALREADY_REVOKED, REVOKED -> ProblemType.ALREADY_REVOKED;
            case TOO_MANY_REQUESTS -> ProblemType.RATE_LIMITED;
            case ISSUER_UNAVAILABLE, TEMPORARILY_UNAVAILABLE -> ProblemType.SERVER_INTERNAL;
        };
    }
}
