package io.privyseal.protocol.est;

import java.util.Optional;

/** The operations of RFC 7030 §3.2.2, by the last segment of their path. */
public enum EstOperation {
    CA_CERTIFICATES("cacerts", "GET"),
    SIMPLE_ENROLL("simpleenroll", "POST"),
    SIMPLE_REENROLL("simplereenroll", "POST"),
    FULL_CMC("fullcmc", "POST"),
    SERVER_KEY_GENERATION("serverkeygen", "POST"),
    CSR_ATTRIBUTES("csrattrs", "GET");

    private final String segment;
    private final String method;

    EstOperation(String segment, String method) {
        this.segment = segment;
        this.method = method;
    }

    public String segment() {
        return segment;
    }

    /** The method of HTTP that it is called with. */
    public String method() {
        return method;
    }

    /** The operation with this path segment, in exactly this spelling. */
    public static Optional<EstOperation> find(String segment) {
        for (EstOperation operation : values()) {
            if (operation.segment.equals(segment)) {
                return Optional.of(operation);
            }
        }
        return Optional.empty();
    }
}
