package io.privyseal.protocol.acme;

import java.util.Optional;

/** The states of an authorization (RFC 8555 §7.1.6). */
public enum AuthorizationStatus {
    PENDING("pending"),
    VALID("valid"),
    INVALID("invalid"),
    /** By the client (§7.5.2). */
    DEACTIVATED("deactivated"),
    EXPIRED("expired"),
    /** By the server. */
    REVOKED("revoked");

    private final String wireName;

    AuthorizationStatus(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    public static Optional<AuthorizationStatus> ofWireName(String wireName) {
        for (AuthorizationStatus status : values()) {
            if (status.wireName.equals(wireName)) {
                return Optional.of(status);
            }
        }
        return Optional.empty();
    }

    public boolean mayBecome(AuthorizationStatus next) {
        return switch (this) {
            // The figure of §7.1.6 leads from pending to the last three as well.
            case PENDING -> next != PENDING;
            case VALID -> next == DEACTIVATED || next == EXPIRED || next == REVOKED;
            case INVALID, DEACTIVATED, EXPIRED, REVOKED -> false;
        };
    }

    /** Whether an order that needs this authorization can never be fulfilled. */
    boolean isLost() {
        return switch (this) {
            case PENDING, VALID -> false;
            case INVALID, DEACTIVATED, EXPIRED, REVOKED -> true;
        };
    }
}
