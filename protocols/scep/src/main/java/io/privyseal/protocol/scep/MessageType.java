package io.privyseal.protocol.scep;

import java.util.Arrays;
import java.util.Optional;

/** The types of messages (RFC 8894 §3.2.1.2). */
public enum MessageType {
    CERT_REP(3),
    RENEWAL_REQ(17),
    PKCS_REQ(19),
    /** Called GetCertInitial by earlier drafts. */
    CERT_POLL(20),
    GET_CERT(21),
    GET_CRL(22);

    private final int code;

    MessageType(int code) {
        this.code = code;
    }

    /** The number that the attribute carries as text. */
    public int code() {
        return code;
    }

    /** Whether it asks for a certificate: the two are treated alike, since many clients renew by PKCSReq. */
    public boolean isEnrolment() {
        return this == PKCS_REQ || this == RENEWAL_REQ;
    }

    /** The type that the attribute's text names. */
    public static Optional<MessageType> find(String text) {
        return Arrays.stream(values())
                .filter(type -> Integer.toString(type.code).equals(text))
                .findFirst();
    }
}
