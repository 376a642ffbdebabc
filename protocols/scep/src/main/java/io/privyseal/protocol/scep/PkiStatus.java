package io.privyseal.protocol.scep;

/** The outcome that a CertRep states (RFC 8894 §3.2.1.3). */
public enum PkiStatus {
    SUCCESS(0),
    FAILURE(2),
    PENDING(3);

    private final int code;

    PkiStatus(int code) {
        this.code = code;
    }

    /** The number that the attribute carries as text. */
    public int code() {
        return code;
    }
}
