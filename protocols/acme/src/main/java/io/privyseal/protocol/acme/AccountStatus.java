package io.privyseal.protocol.acme;

import java.util.Optional;

/** The states of an account (RFC 8555 §7.1.6). */
public enum AccountStatus {
    VALID("valid"),
    /** By the client (§7.3.6). */
    DEACTIVATED("deactivated"),
    /** By the server. */
    REVOKED("revoked");

    private final String wireName;

    AccountStatus(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    public static Optional<AccountStatus> ofWireName(String wireName) {
        for (AccountStatus status : values()) {
            if (status.wireName.equals(wireName)) {
                return Optional.of(status);
            }
        }
        return Optional.empty();
    }

    public boolean mayBecome(AccountStatus next) {
        return switch (this) {
            case VALID -> next == DEACTIVATED || next == REVOKED;
            case DEACTIVATED, REVOKED -> false;
        };
    }
}
