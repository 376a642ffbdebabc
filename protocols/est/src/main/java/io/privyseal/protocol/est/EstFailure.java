package io.privyseal.protocol.est;

/** Why a request cannot be served; RFC 7030 §4.2.3 leaves the choice among the codes of HTTP to the server. */
public enum EstFailure {
    /** Neither base64 nor what it should stand for. */
    UNDECODABLE(400, CmcFailInfo.BAD_REQUEST),
    /** Something else was sent than the operation takes. */
    WRONG_MEDIA_TYPE(415, CmcFailInfo.BAD_REQUEST),
    /** More octets than any sensible request has. */
    TOO_LARGE(413, CmcFailInfo.BAD_REQUEST),
    /** Well formed, but it asks for what is not served. */
    UNSUPPORTED(400, CmcFailInfo.BAD_REQUEST),
    /** A signature over a CMC message that does not verify. */
    BAD_SIGNATURE(400, CmcFailInfo.BAD_MESSAGE_CHECK),
    /** An algorithm that is broken or not known. */
    BAD_ALGORITHM(400, CmcFailInfo.BAD_ALG),
    /** Re-enrollment with other names than the certificate's (RFC 7030 §4.2.2). */
    OTHER_NAMES(400, CmcFailInfo.BAD_IDENTITY),
    /** The challenge password is not this connection's channel binding (RFC 7030 §3.5). */
    NOT_BOUND(403, CmcFailInfo.POP_FAILED),
    /** There is no such key to encrypt a private key to, or the key does not do (RFC 7030 §4.4.1). */
    UNUSABLE_DECRYPTION_KEY(400, CmcFailInfo.BAD_REQUEST),
    /** No operation, or a label that cannot be one (RFC 7030 §3.2.2). */
    UNKNOWN_ADDRESS(404, CmcFailInfo.BAD_REQUEST);

    private final int httpStatus;
    private final CmcFailInfo cmcFailInfo;

    EstFailure(int httpStatus, CmcFailInfo cmcFailInfo) {
        this.httpStatus = httpStatus;
        this.cmcFailInfo = cmcFailInfo;
    }

    public int httpStatus() {
        return httpStatus;
    }

    /** The same in the words of a Full PKI Response. */
    public CmcFailInfo cmcFailInfo() {
        return cmcFailInfo;
    }
}
