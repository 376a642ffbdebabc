package io.privyseal.endpoint;

import io.privyseal.organization.OrganizationId;
import io.privyseal.platform.Text;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants a new external account to be.
 *
 * @param organization the endpoint's, or a department of it
 * @param profileName a profile of the endpoint, to which its clients are then limited
 */
public record NewExternalAccount(
        EndpointId endpoint,
        OrganizationId organization,
        String name,
        @Nullable String profileName,
        @Nullable ValidationLevel validationLevel,
        boolean singleUse) {
    private static final int LONGEST_NAME = 128;

    /** Throws a refusal that names the field at fault. */
    public NewExternalAccount {
        name = requireName(name);
    }

    static String requireName(@Nullable String name) {
        return Text.requireClean("name", name, LONGEST_NAME);
    }
}
