package io.privyseal.validation;

import io.privyseal.validation.ControlResult.Fault;

/** One attempt ended without a proof; the message may be shown to the requester. */
final class NotProvenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Fault fault;
    private final boolean lasting;

    private NotProvenException(Fault fault, String detail, boolean lasting) {
        // What strangers' servers do is no fault of ours: no stack trace is taken.
        super(detail, null, false, false);
        this.fault = fault;
        this.lasting = lasting;
    }

    /** Another attempt may find something else: a client may be a little late with what it publishes. */
    static NotProvenException yet(Fault fault, String detail) {
        return new NotProvenException(fault, detail, false);
    }

    /** Another attempt would end the same way. */
    static NotProvenException ever(Fault fault, String detail) {
        return new NotProvenException(fault, detail, true);
    }

    boolean isLasting() {
        return lasting;
    }

    Fault fault() {
        return fault;
    }

    ControlResult.NotProven result() {
        return new ControlResult.NotProven(fault, String.valueOf(getMessage()));
    }
}
