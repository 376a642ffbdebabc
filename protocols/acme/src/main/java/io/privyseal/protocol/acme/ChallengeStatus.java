package io.privyseal.protocol.acme;

import java.util.Optional;

/** The states of a challenge (RFC 8555 §7.1.6). */
public enum ChallengeStatus {
    PENDING("pending"),
    PROCESSING("processing"),
    VALID("valid"),
    INVALID("invalid");

    private final String wireName;

    ChallengeStatus(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    public static Optional<ChallengeStatus> ofWireName(String wireName) {
        for (ChallengeStatus status : values()) {
            if (status.wireName.equals(wireName)) {
                return Optional.of(status);
            }
        }
        return Optional.empty();
    }

    public boolean mayBecome(ChallengeStatus next) {
        return switch (this) {
            case PENDING -> next == PROCESSING;
            // Retries, of either side, do not change the state.
            case PROCESSING -> next == VALID || next == INVALID;
            case VALID, INVALID -> false;
        };
    }
}
