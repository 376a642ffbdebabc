package io.privyseal.protocol.est;

/** What went wrong, as a Full PKI Response says it (RFC 5272 §6.1.4). */
public enum CmcFailInfo {
    BAD_ALG(0),
    BAD_MESSAGE_CHECK(1),
    BAD_REQUEST(2),
    BAD_TIME(3),
    BAD_CERT_ID(4),
    UNSUPPORTED_EXT(5),
    MUST_ARCHIVE_KEYS(6),
    BAD_IDENTITY(7),
    POP_REQUIRED(8),
    POP_FAILED(9),
    NO_KEY_REUSE(10),
    INTERNAL_CA_ERROR(11),
    TRY_LATER(12);

    private final int code;

    CmcFailInfo(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
