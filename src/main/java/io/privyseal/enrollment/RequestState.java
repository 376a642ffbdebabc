package io.privyseal.enrollment;

/** The states of a request. What became of its certificate is the certificate's own state. */
public enum RequestState {
    RECEIVED,
    AWAITING_APPROVAL,
    APPROVED,
    ISSUING,
    ISSUED,
    DECLINED,
    CANCELLED,
    REFUSED,
    FAILED;

    /** Whether an administrator may approve: the other way to {@link #APPROVED}, out of {@link #ISSUING}, is recovery's. */
    boolean isApprovable() {
        return this == AWAITING_APPROVAL || this == DECLINED;
    }

    /** Whether it has ended without a certificate; it may still be taken up again. */
    boolean isInVain() {
        return this == DECLINED || this == CANCELLED || this == REFUSED || this == FAILED;
    }

    public boolean mayBecome(RequestState next) {
        return switch (this) {
            case RECEIVED -> next == AWAITING_APPROVAL || next == APPROVED || next == REFUSED;
            case AWAITING_APPROVAL -> next == APPROVED || next == DECLINED || next == REFUSED || next == CANCELLED;
            case DECLINED -> next == APPROVED || next == CANCELLED;
            // Back to waiting when what was approved is no longer what would be issued.
            case APPROVED -> next == ISSUING || next == AWAITING_APPROVAL || next == CANCELLED || next == REFUSED;
            // Back to approved by recovery only.
            case ISSUING -> next == ISSUED || next == FAILED || next == APPROVED;
            case REFUSED, FAILED -> next == RECEIVED;
            case ISSUED, CANCELLED -> false;
        };
    }
}
