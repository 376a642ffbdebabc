package io.privyseal.platform;

/** Every reason for which Privyseal says no to a caller; each door maps them to its protocol's own words. */
public enum Refusal {
    // The request itself
    MALFORMED_BODY(Category.CLIENT),
    MISSING_FIELD(Category.CLIENT),
    INVALID_FIELD(Category.CLIENT),
    INVALID_PAGING(Category.CLIENT),
    UNKNOWN_FORMAT(Category.CLIENT),
    BODY_TOO_LARGE(Category.CLIENT),

    // Who asks
    UNKNOWN_CALLER(Category.UNAUTHENTICATED),
    NOT_PERMITTED(Category.DENIED),
    FEATURE_DISABLED(Category.DENIED),

    // The certificate signing request
    CSR_NOT_BASE64(Category.CLIENT),
    CSR_UNDECODABLE(Category.CLIENT),
    CSR_SIGNATURE_INVALID(Category.CLIENT),
    CSR_TOO_LARGE(Category.CLIENT),
    KEY_ALGORITHM_NOT_SUPPORTED(Category.CLIENT),
    KEY_TOO_WEAK(Category.CLIENT),
    KEY_BLOCKED(Category.CLIENT),
    KEY_INVALID(Category.CLIENT),
    KEY_NOT_IN_PROFILE(Category.CLIENT),

    // Names, profiles, terms
    IDENTIFIER_NOT_ALLOWED(Category.DENIED),
    IDENTIFIER_MALFORMED(Category.CLIENT),
    UNKNOWN_PROFILE(Category.NOT_FOUND),
    PROFILE_DISABLED(Category.DENIED),
    TERM_NOT_IN_PROFILE(Category.CLIENT),
    MANDATORY_CUSTOM_FIELD_MISSING(Category.CLIENT),
    ISSUER_UNAVAILABLE(Category.DENIED),
    LINT_FAILED(Category.CLIENT),

    // Objects
    UNKNOWN_OBJECT(Category.NOT_FOUND),
    UNKNOWN_CERTIFICATE(Category.NOT_FOUND),
    UNKNOWN_ORGANIZATION(Category.NOT_FOUND),
    UNKNOWN_DOMAIN(Category.NOT_FOUND),
    UNKNOWN_ADMINISTRATOR(Category.NOT_FOUND),
    NAME_TAKEN(Category.CONFLICT),
    DOMAIN_EXISTS(Category.CONFLICT),
    DOMAIN_NAME_INVALID(Category.CLIENT),
    DOMAIN_NAME_LENGTH(Category.CLIENT),
    DOMAIN_NAME_DOTS(Category.CLIENT),
    DOMAIN_NAME_SINGLE_LABEL(Category.DENIED),
    DOMAIN_ID_INVALID(Category.CLIENT),
    ORGANIZATION_ID_INVALID(Category.CLIENT),
    DELEGATION_MISSING(Category.CLIENT),
    DELEGATION_GONE(Category.CONFLICT),
    DELEGATIONS_CHANGED(Category.CONFLICT),
    DELEGATION_NOT_REQUESTED(Category.CONFLICT),
    IN_USE(Category.CONFLICT),
    PASSWORD_UNACCEPTABLE(Category.CLIENT),
    ROLE_NOT_ASSIGNABLE(Category.DENIED),

    // States
    NOT_READY(Category.CONFLICT),
    STATE_CONFLICT(Category.CONFLICT),
    NOT_ISSUED(Category.CONFLICT),
    NOT_COLLECTABLE(Category.CONFLICT),
    BEING_PROCESSED(Category.CONFLICT),
    ALREADY_REVOKED(Category.CONFLICT),
    REVOKED(Category.CONFLICT),

    // The server
    TOO_MANY_REQUESTS(Category.BUSY),
    TEMPORARILY_UNAVAILABLE(Category.BUSY);

    /** What kind of "no" a reason is; drives logging and the doors' default answers. */
    public enum Category {
        CLIENT,
        UNAUTHENTICATED,
        DENIED,
        NOT_FOUND,
        CONFLICT,
        BUSY
    }

    private final Category category;

    Refusal(Category category) {
        this.category = category;
    }

    public Category category() {
        return category;
    }
}
