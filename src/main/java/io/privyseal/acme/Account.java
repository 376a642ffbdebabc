package io.privyseal.acme;

import io.privyseal.audit.Actor;
import io.privyseal.endpoint.EndpointId;
import io.privyseal.endpoint.ExternalAccountId;
import io.privyseal.platform.CustomerId;
import io.privyseal.protocol.acme.AccountKey;
import io.privyseal.protocol.acme.AccountStatus;
import io.privyseal.protocol.acme.Contact;
import io.privyseal.validation.ProofOwner;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An account of an ACME client (RFC 8555 §7.1.2).
 *
 * @param externalAccount to which it is bound
 * @param binding the binding as the client sent it
 * @param lastActive when it last ordered, to the minute
 */
record Account(
        long id,
        CustomerId customer,
        EndpointId endpoint,
        @Nullable ExternalAccountId externalAccount,
        AccountKey key,
        AccountStatus status,
        List<Contact> contacts,
        boolean termsAgreed,
        @Nullable String binding,
        String address,
        String userAgent,
        Instant created,
        Instant lastActive) {
    Account {
        contacts = List.copyOf(contacts);
    }

    /** As it appears in the audit trail. */
    Actor actor(String fromAddress) {
        return new Actor(Actor.Kind.ACCOUNT, name(), null, fromAddress);
    }

    String name() {
        return "acme-account:" + id;
    }

    /** Whose proofs of control are this account's. */
    ProofOwner proofOwner() {
        return new ProofOwner(name());
    }
}
