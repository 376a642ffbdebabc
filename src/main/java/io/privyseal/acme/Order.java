package io.privyseal.acme;

import io.privyseal.authority.WantedValidity;
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
 * @param countedAs under which keys its certificate will count for the endpoint's limits
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
        @Nullable CertificateId certificate,
        List<String> countedAs,
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
        countedAs = List.copyOf(countedAs);
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

    /** What the client chose of the term. */
    @Nullable
    WantedValidity validity() {
        return notBefore == null && notAfter == null ? null : new WantedValidity(notBefore, notAfter, created);
    }

    /** As it is once it is claimed with a CSR. */
    Order claimed(String csr) {
        return with(State.PROCESSING, csr, certificate);
    }

    /** As it is once it has its certificate. */
    Order completed(CertificateId issued) {
        return with(State.VALID, csrSha256, issued);
    }

    private Order with(State next, @Nullable String csr, @Nullable CertificateId issued) {
        return new Order(
                id,
                customer,
                account,
                profile,
                identifiers,
                authorizations,
                next,
                error,
                notBefore,
                notAfter,
                replaces,
                csr,
                issued,
                countedAs,
                created,
                expires);
    }

    /** Under which the pipeline knows it: one order, one certificate. */
    String transactionKey() {
        return "acme-order:" + id;
    }
}
