package io.privyseal.protocol.acme;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/** The states of an order (RFC 8555 §7.1.6). */
public enum OrderStatus {
    PENDING("pending"),
    READY("ready"),
    PROCESSING("processing"),
    VALID("valid"),
    INVALID("invalid");

    /** How far the certificate of an order has come. */
    public enum Issuance {
        NOT_REQUESTED,
        UNDER_WAY,
        ISSUED,
        FAILED
    }

    private final String wireName;

    OrderStatus(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    public static Optional<OrderStatus> ofWireName(String wireName) {
        for (OrderStatus status : values()) {
            if (status.wireName.equals(wireName)) {
                return Optional.of(status);
            }
        }
        return Optional.empty();
    }

    public boolean mayBecome(OrderStatus next) {
        return switch (this) {
            case PENDING -> next == READY || next == INVALID;
            case READY -> next == PROCESSING || next == INVALID;
            case PROCESSING -> next == VALID || next == INVALID;
            case VALID, INVALID -> false;
        };
    }

    /**
     * The status that follows from the rest of an order. The first rule that applies decides:
     *
     * <ol>
     *   <li>The certificate is issued: valid, whatever lapsed since.
     *   <li>Issuance failed: invalid.
     *   <li>Issuance is under way: processing. What lapses meanwhile is for the issuance to notice.
     *   <li>The order has expired: invalid.
     *   <li>An authorization is invalid, expired, deactivated or revoked: invalid.
     *   <li>All authorizations are valid, or none is needed: ready.
     *   <li>Otherwise: pending.
     * </ol>
     *
     * <p>RFC 8555 §7.1.6.
     */
    public static OrderStatus of(
            Issuance issuance, Collection<AuthorizationStatus> authorizations, Instant expires, Instant now) {
        return switch (issuance) {
            case ISSUED -> VALID;
            case FAILED -> INVALID;
            case UNDER_WAY -> PROCESSING;
            case NOT_REQUESTED -> beforeIssuance(authorizations, expires, now);
        };
    }

    private static OrderStatus beforeIssuance(
            Collection<AuthorizationStatus> authorizations, Instant expires, Instant now) {
        if (!now.isBefore(expires) || authorizations.stream().anyMatch(AuthorizationStatus::isLost)) {
            return INVALID;
        }
        return authorizations.stream().allMatch(status -> status == AuthorizationStatus.VALID) ? READY : PENDING;
    }
}
