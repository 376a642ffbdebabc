package io.privyseal.endpoint;

import io.privyseal.organization.OrganizationId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which external accounts a list shows; null for no condition.
 *
 * @param organizations whose accounts
 * @param name part of the name, whatever the case
 * @param uriExtension of the endpoint, whatever the case
 * @param used whether a client has bound to it
 */
public record ExternalAccountFilter(
        @Nullable Set<OrganizationId> organizations,
        @Nullable String name,
        @Nullable String uriExtension,
        @Nullable ValidationLevel validationLevel,
        @Nullable Boolean used) {
    public static final ExternalAccountFilter ALL = new ExternalAccountFilter(null, null, null, null, null);
}
