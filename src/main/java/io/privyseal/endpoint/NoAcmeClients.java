package io.privyseal.endpoint;

import io.privyseal.audit.Actor;
import io.privyseal.platform.CustomerId;
import io.privyseal.platform.Page;
import io.privyseal.platform.Paged;
import io.quarkus.arc.DefaultBean;
import jakarta.inject.Singleton;
import java.util.List;

/** What there is to know about clients in a server without an ACME door. */
@DefaultBean
@Singleton
class NoAcmeClients implements AcmeClients {
    @Override
    public Paged<AcmeClient> list(CustomerId customer, ExternalAccountId account, AcmeClientFilter filter, Page page) {
        return new Paged<>(List.of(), 0);
    }

    @Override
    public boolean deactivate(CustomerId customer, ExternalAccountId account, String accountId, Actor actor) {
        return false;
    }

    @Override
    public void deactivateAll(CustomerId customer, ExternalAccountId account, Actor actor) {
        // Nobody is there to be deactivated.
    }
}
