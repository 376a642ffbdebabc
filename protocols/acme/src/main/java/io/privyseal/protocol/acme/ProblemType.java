package io.privyseal.protocol.acme;

import java.util.Optional;

/** The error types of ACME (RFC 8555 §6.7, RFC 9773 §7.4, draft-ietf-acme-profiles), each with the HTTP status it goes with. */
public enum ProblemType {
    ACCOUNT_DOES_NOT_EXIST("accountDoesNotExist", 400),
    ALREADY_REPLACED("alreadyReplaced", 409),
    ALREADY_REVOKED("alreadyRevoked", 400),
    BAD_CSR("badCSR", 400),
    BAD_NONCE("badNonce", 400),
    BAD_PUBLIC_KEY("badPublicKey", 400),
    BAD_REVOCATION_REASON("badRevocationReason", 400),
    BAD_SIGNATURE_ALGORITHM("badSignatureAlgorithm", 400),
    CAA("caa", 403),
    COMPOUND("compound", 400),
    CONNECTION("connection", 400),
    DNS("dns", 400),
    EXTERNAL_ACCOUNT_REQUIRED("externalAccountRequired", 403),
    INCORRECT_RESPONSE("incorrectResponse", 403),
    INVALID_CONTACT("invalidContact", 400),
    INVALID_PROFILE("invalidProfile", 400),
    MALFORMED("malformed", 400),
    ORDER_NOT_READY("orderNotReady", 403),
    RATE_LIMITED("rateLimited", 429),
    REJECTED_IDENTIFIER("rejectedIdentifier", 403),
    SERVER_INTERNAL("serverInternal", 500),
    TLS("tls", 400),
    UNAUTHORIZED("unauthorized", 403),
    UNSUPPORTED_CONTACT("unsupportedContact", 400),
    UNSUPPORTED_IDENTIFIER("unsupportedIdentifier", 400),
    USER_ACTION_REQUIRED("userActionRequired", 403);

    private static final String NAMESPACE = "urn:ietf:params:acme:error:";

    private final String urn;
    private final int httpStatus;

    ProblemType(String name, int httpStatus) {
        this.urn = NAMESPACE + name;
        this.httpStatus = httpStatus;
    }

    /** Such as {@code urn:ietf:params:acme:error:malformed}. */
    public String urn() {
        return urn;
    }

    /** The status of an answer with this error, unless a clause gives its case another one. */
    public int httpStatus() {
        return httpStatus;
    }

    public static Optional<ProblemType> ofUrn(String urn) {
        for (ProblemType type : values()) {
            if (type.urn.equals(urn)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
