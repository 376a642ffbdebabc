package io.privyseal.scep;

import io.privyseal.protocol.scep.FailInfo;

/** A message that was understood, and is answered by a CertRep that says no. */
final class FailureException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final FailInfo reason;
    private final String detail;

    FailureException(FailInfo reason, String detail) {
        // No stack trace: it is the client's fault, and clients send many.
        super(reason + ": " + detail, null, false, false);
        this.reason = reason;
        this.detail = detail;
    }

    FailInfo reason() {
        return reason;
    }

    /** One sentence for the client. */
    String detail() {
        return detail;
    }
}
