package io.privyseal.acme;

import io.privyseal.protocol.acme.Problem;
import io.privyseal.protocol.acme.ProblemType;
import java.time.Duration;

/** A request that came too soon (RFC 8555 §6.6); its answer says when to come again. */
final class RateLimitedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final transient Duration retryAfter;

    RateLimitedException(String detail, Duration retryAfter) {
        // No stack trace: who asks too often would have many made.
        super(detail, null, false, false);
        this.problem = Problem.of(ProblemType.RATE_LIMITED, detail);
        this.retryAfter = retryAfter;
    }

    Problem problem() {
        return problem;
    }

    /** Whole seconds, at least one. */
    long retryAfterSeconds() {
        return Math.max(1, retryAfter.plusMillis(999).toSeconds());
    }
}
