package io.privyseal.endpoint;

import io.privyseal.audit.Actor;
import io.privyseal.platform.CustomerId;
import io.privyseal.platform.Page;
import io.privyseal.platform.Paged;

/**
 * The clients that bound themselves to external accounts, as the ACME door knows them. Callers have checked that the
 * external account is theirs to see.
 */
public interface AcmeClients {
    /** One page of the clients of an external account, oldest first. */
    Paged<AcmeClient> list(CustomerId customer, ExternalAccountId account, AcmeClientFilter filter, Page page);

    /**
     * Ends a client for good, with its audit entry, in the caller's transaction; does nothing to one that is ended.
     *
     * @return false when the external account has no such client
     */
    boolean deactivate(CustomerId customer, ExternalAccountId account, String accountId, Actor actor);

    /** Ends all clients of an external account in the caller's transaction. */
    void deactivateAll(CustomerId customer, ExternalAccountId account, Actor actor);
}
