package io.privyseal.scep;

import io.privyseal.platform.Refusal;
import io.privyseal.protocol.scep.FailInfo;

/** Privyseal's reasons for saying no, in SCEP's five words (RFC 8894 §3.2.1.4). */
final class ScepFailures {
    private ScepFailures() {}

    static FailInfo of(Refusal reason) {
        return switch (reason) {
            case KEY_ALGORITHM_NOT_SUPPORTED -> FailInfo.BAD_ALG;
            case CSR_SIGNATURE_INVALID -> FailInfo.BAD_MESSAGE_CHECK;
            case UNKNOWN_OBJECT, UNKNOWN_CERTIFICATE -> FailInfo.BAD_CERT_ID;
            case MALFORMED_BODY,
                    MISSING_FIELD,
                    INVALID_FIELD,
                    INVALID_PAGING,
                    UNKNOWN_FORMAT,
                    BODY_TOO_LARGE,
                    UNKNOWN_CALLER,
                    NOT_PERMITTED,
                    FEATURE_DISABLED,
                    CSR_NOT_BASE64,
                    CSR_UNDECODABLE,
                    CSR_TOO_LARGE,
                    KEY_TOO_WEAK,
                    KEY_BLOCKED,
                    KEY_INVALID,
                    KEY_NOT_IN_PROFILE,
                    IDENTIFIER_NOT_ALLOWED,
                    IDENTIFIER_MALFORMED,
                    UNKNOWN_PROFILE,
                    PROFILE_DISABLED,
                    TERM_NOT_IN_PROFILE,
                    MANDATORY_CUSTOM_FIELD_MISSING,
                    ISSUER_UNAVAILABLE,
                    LINT_FAILED,
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
                    ROLE_NOT_ASSIGNABLE,
                    NOT_READY,
                    STATE_CONFLICT,
                    NOT_ISSUED,
                    NOT_COLLECTABLE,
                    BEING_PROCESSED,
                    ALREADY_REVOKED,
                    REVOKED,
                    TOO_MANY_REQUESTS,
                    TEMPORARILY_UNAVAILABLE -> FailInfo.BAD_REQUEST;
        };
    }
}
