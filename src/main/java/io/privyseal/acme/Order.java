package io.privyseal.acme;

import io.privyseal.inventory.CertificateId;
import io.privyseal.platform.CustomerId;
import io.privyseal.protocol.acme.AuthorizationStatus;
import io.privyseal.protocol.acme.CertificateIdentifier;
import io.privyseal.protocol.acme.Identifier;
import io.privyseal.protocol.acme.OrderStatus;
import io.privyseal.protocol.acme.Problem;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order (RFC 8555 §7.1.3).
 *
 * @param profile the name under which the endpoint offers it
 * @param error why it became invalid
 * @param csrSha256 of the CSR it was finalized with
 * @param claimed when it was finalized
 */
record Order(
        long id,
        CustomerId customer,
        long account,
        String profile,
        List<Identifier> identifiers,
        List<Long> authorizations,
        State state,
        @Nullable Problem error,
        @Nullable Instant notBefore,
        @Nullable Instant notAfter,
        @Nullable CertificateIdentifier replaces,
        @Nullable String csrSha256,
        @Nullable Instant claimed,
        @Nullable CertificateId certificate,
        Instant created,
        Instant expires) {
    /** How far its issuance has come: what is stored; the rest of an order's status follows. */
    enum State {
        OPEN,
        PROCESSING,
        VALID,
        INVALID
    }

    Order {
        identifiers = List.copyOf(identifiers);
        authorizations = List.copyOf(authorizations);
    }

    OrderStatus status(Collection<AuthorizationStatus> states, Instant now) {
        return OrderStatus.of(
                switch (state) {
                    case OPEN -> OrderStatus.Issuance.NOT_REQUESTED;
                    case PROCESSING -> OrderStatus.Issuance.UNDER_WAY;
                    case VALID -> OrderStatus.Issuance.ISSUED;
                    case INVALID -> OrderStatus.Issuance.FAILED;
                },
                states,
                expires,
                now);
    }

    /** Under which the pipeline knows it: one order, one certificate. */
    String transactionKey() {
        return "acme-order:" + id;
    }
}
