package io.privyseal.enrollment;

/**
 * The request that another one follows.
 *
 * @param how what the new certificate is to the old one
 */
public record Predecessor(RequestId request, How how) {
    /** What a new certificate is to an old one. */
    public enum How {
        /** Another certificate with the same key and names; both are good. */
        RENEWAL,
        /** A certificate with another key, to be used in the old one's place. */
        REPLACEMENT,
        /** The same, and the old one is revoked in the moment the new one is issued. */
        REPLACEMENT_WITH_REVOCATION
    }

    boolean isReplaced() {
        return how != How.RENEWAL;
    }

    boolean isRevoked() {
        return how == How.REPLACEMENT_WITH_REVOCATION;
    }
}
