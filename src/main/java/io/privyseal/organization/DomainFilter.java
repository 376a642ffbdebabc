package io.privyseal.organization;

import org.jspecify.annotations.Nullable;

/**
 * Which domains a list shows; null means any.
 *
 * @param name a part of the name
 * @param status domains that have a delegation of this status
 * @param organization domains with a delegation to it
 */
public record DomainFilter(
        @Nullable String name,
        Domain.@Nullable State state,
        Delegation.@Nullable Status status,
        @Nullable OrganizationId organization) {
    public static final DomainFilter ANY = new DomainFilter(null, null, null, null);
}
