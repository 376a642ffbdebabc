package io.privyseal.endpoint;

import io.privyseal.organization.OrganizationId;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.platform.Text;
import java.util.Locale;
import java.util.Set;

/**
 * What an administrator may say about an endpoint.
 *
 * @param organizations to which it is delegated; empty for all, and exactly one for ACME
 */
public record EndpointDraft(
        EndpointType type,
        String name,
        String uriExtension,
        Set<OrganizationId> organizations,
        boolean enabled,
        EndpointSettings settings,
        EndpointPage page) {
    private static final int LONGEST_NAME = 256;
    private static final int MOST_ORGANIZATIONS = 1_000;

    /** RFC 7030 §3.2.2: a label is none of the operations, or addresses could be read in two ways. */
    private static final Set<String> EST_OPERATIONS =
            Set.of("cacerts", "simpleenroll", "simplereenroll", "fullcmc", "serverkeygen", "csrattrs");

    /** Throws a refusal that names the field at fault; {@link Refusal#FEATURE_DISABLED} for a type that is not served. */
    public EndpointDraft {
        if (!type.isServed()) {
            throw notServed(type);
        }
        if (settings.door() != type.door()) {
            throw new IllegalArgumentException("Settings of " + settings.door() + " for " + type);
        }
        name = Text.requireClean("name", name, LONGEST_NAME);
        Settings.requireToken("uriExtension", uriExtension);
        if (type.door() == EndpointDoor.EST && EST_OPERATIONS.contains(uriExtension.toLowerCase(Locale.ROOT))) {
            throw Settings.invalid("uriExtension", "must not be the name of an EST operation");
        }
        organizations = Set.copyOf(organizations);
        requireOrganizations(type, organizations);
        if (settings instanceof ScepSettings scep) {
            requireAzureAccount(type, scep);
        }
    }

    /** One of which nothing is told to people. */
    public EndpointDraft(
            EndpointType type,
            String name,
            String uriExtension,
            Set<OrganizationId> organizations,
            boolean enabled,
            EndpointSettings settings) {
        this(type, name, uriExtension, organizations, enabled, settings, EndpointPage.NOTHING);
    }

    /** The refusal of a type for which this server has no door. */
    public static RefusedException notServed(EndpointType type) {
        return new RefusedException(Refusal.FEATURE_DISABLED, "This server has no endpoints of the type " + type + ".");
    }

    private static void requireOrganizations(EndpointType type, Set<OrganizationId> organizations) {
        if (organizations.size() > MOST_ORGANIZATIONS) {
            throw Settings.invalid("orgDelegations", "must have at most " + MOST_ORGANIZATIONS + " entries");
        }
        if (type.door() == EndpointDoor.ACME && organizations.size() != 1) {
            throw new RefusedException(
                    organizations.isEmpty() ? Refusal.MISSING_FIELD : Refusal.INVALID_FIELD,
                    "Value of 'orgDelegations' must name exactly one organization or department.");
        }
    }

    private static void requireAzureAccount(EndpointType type, ScepSettings scep) {
        if (type.isIntune() && scep.azureAccount() == null) {
            throw new RefusedException(Refusal.MISSING_FIELD, "Value of 'scep.azureAccountId' must not be null.");
        }
        if (!type.isIntune() && scep.azureAccount() != null) {
            throw Settings.invalid("scep.azureAccountId", "can be set at Intune endpoints only");
        }
    }

    static EndpointDraft of(EnrollmentEndpoint endpoint) {
        return new EndpointDraft(
                endpoint.type(),
                endpoint.name(),
                endpoint.uriExtension(),
                endpoint.organizations(),
                endpoint.enabled(),
                endpoint.settings(),
                endpoint.page());
    }
}
