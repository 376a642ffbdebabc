package io.privyseal.organization;

import io.privyseal.platform.CustomerId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A domain of a customer, with its delegations as far as the caller may see them. */
public record Domain(
        DomainId id,
        CustomerId customer,
        DomainName name,
        @Nullable String description,
        State state,
        Instant created,
        List<Delegation> delegations) {
    public Domain {
        delegations = List.copyOf(delegations);
    }

    /** A suspended domain keeps its delegations, and none of them grants anything. */
    public enum State {
        ACTIVE,
        SUSPENDED
    }

    /** Requested as long as no delegation is active. */
    public Delegation.Status delegationStatus() {
        return !delegations.isEmpty()
                        && delegations.stream().noneMatch(some -> some.status() == Delegation.Status.ACTIVE)
                ? Delegation.Status.REQUESTED
                : Delegation.Status.ACTIVE;
    }
}
