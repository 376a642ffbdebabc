package io.privyseal.protocol.scep;

/** Why a request failed (RFC 8894 §3.2.1.4). */
public enum FailInfo {
    /** An algorithm is unknown or not allowed. */
    BAD_ALG(0),
    /** An integrity check failed. */
    BAD_MESSAGE_CHECK(1),
    /** The transaction is not permitted or not supported. */
    BAD_REQUEST(2),
    /** The signing time is too far from the server's. */
    BAD_TIME(3),
    /** No certificate or transaction is like the one that was asked for. */
    BAD_CERT_ID(4);

    private final int code;

    FailInfo(int code) {
        this.code = code;
    }

    /** The number that the attribute carries as text. */
    public int code() {
        return code;
    }
}
