package io.privyseal.platform;

/** The caller is refused; the message may be shown to it. Anything else thrown is a bug or an outage and never shown. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Refusal reason;

    /**
     * @param detail a sentence for the caller; no secret, no stack trace, no name of another customer's object
     */
    public RefusedException(Refusal reason, String detail) {
        // A refusal is an answer, not a fault: no stack trace is taken, so that floods of bad input stay cheap.
        super(detail, null, false, false);
        this.reason = reason;
    }

    public RefusedException(Refusal reason, String detail, Throwable cause) {
        super(detail, cause, false, false);
        this.reason = reason;
    }

    public Refusal reason() {
        return reason;
    }

    /** The sentence for the caller. */
    public String detail() {
        return String.valueOf(getMessage());
    }
}
