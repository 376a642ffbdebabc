package io.privyseal.endpoint;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An ACME account that a client bound to an external account.
 *
 * @param accountId by which the client can be deactivated
 * @param address from which it was last seen
 * @param contacts as the client gave them, such as {@code mailto:} addresses
 */
public record AcmeClient(
        long id,
        String accountId,
        @Nullable String address,
        @Nullable String userAgent,
        Status status,
        @Nullable Instant lastActivity,
        List<String> contacts) {
    /** RFC 8555 §7.1.6. */
    public enum Status {
        VALID,
        DEACTIVATED,
        REVOKED
    }

    public AcmeClient {
        contacts = List.copyOf(contacts);
    }
}
