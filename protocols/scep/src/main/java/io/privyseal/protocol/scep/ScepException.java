package io.privyseal.protocol.scep;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A message that cannot be served, for a reason that the client may know. */
public final class ScepException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final FailInfo failInfo;
    private final String detail;
    private final transient @Nullable ReplyTo replyTo;

    private ScepException(FailInfo failInfo, String detail, @Nullable ReplyTo replyTo) {
        // No stack trace: it is the client's fault, and clients send many.
        super(failInfo + ": " + detail, null, false, false);
        this.failInfo = failInfo;
        this.detail = detail;
        this.replyTo = replyTo;
    }

    static ScepException badAlg(String detail) {
        return new ScepException(FailInfo.BAD_ALG, detail, null);
    }

    static ScepException badMessageCheck(String detail) {
        return new ScepException(FailInfo.BAD_MESSAGE_CHECK, detail, null);
    }

    static ScepException badRequest(String detail) {
        return new ScepException(FailInfo.BAD_REQUEST, detail, null);
    }

    /** The same, once it is known to what the answer refers. */
    ScepException answeredBy(ReplyTo reply) {
        return new ScepException(failInfo, detail, reply);
    }

    public FailInfo failInfo() {
        return failInfo;
    }

    /** One sentence, which may go to the client. */
    public String detail() {
        return detail;
    }

    /** What a CertRep FAILURE would refer to; empty when so little was readable that only HTTP can say no. */
    public Optional<ReplyTo> replyTo() {
        return Optional.ofNullable(replyTo);
    }
}
