package io.privyseal.protocol.acme;

/** A request that cannot be served for a reason that the client is told. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public ProblemException(Problem problem) {
        // No stack trace: it is the client's fault, and clients send many.
        super(problem.type().urn() + ": " + problem.detail(), null, false, false);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
