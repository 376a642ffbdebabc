package io.privyseal.protocol.est;

/** A request that cannot be served for a reason that the client is told. */
public final class EstException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final EstFailure failure;
    private final String detail;

    public EstException(EstFailure failure, String detail) {
        // No stack trace: it is the client's fault, and clients send many.
        super(failure + ": " + detail, null, false, false);
        this.failure = failure;
        this.detail = detail;
    }

    public EstFailure failure() {
        return failure;
    }

    /** For people; quotes nothing that the client sent. */
    public String detail() {
        return detail;
    }
}
