package io.privyseal.azure;

/** What Intune says of a request for a certificate. Nothing but {@link Valid} lets one be issued. */
public sealed interface Verdict {
    /** Intune expects exactly this request. */
    record Valid() implements Verdict {}

    /**
     * Intune says no.
     *
     * @param code Intune's word for the reason, such as {@code ChallengeExpired}; one that is not known is a no too
     * @param description Intune's explanation, fit for a log; may be empty
     */
    record Refused(String code, String description) implements Verdict {}

    /**
     * Intune cannot be asked, or its answer is none.
     *
     * @param detail why, for the log and for administrators; never a secret
     */
    record Unavailable(String detail) implements Verdict {}
}
