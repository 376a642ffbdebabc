package io.privyseal.endpoint;

import io.privyseal.organization.OrganizationId;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.platform.Text;

/** What an administrator may say about an endpoint. */
public record EndpointDraft(
        EndpointType type,
        String name,
        String uriExtension,
        OrganizationId organization,
        boolean enabled,
        AcmeSettings acme) {
    private static final int LONGEST_NAME = 256;

    /** Throws a refusal that names the field at fault; {@link Refusal#FEATURE_DISABLED} for a type that is not served. */
    public EndpointDraft {
        if (!type.isServed()) {
            throw notServed(type);
        }
        name = Text.requireClean("name", name, LONGEST_NAME);
        Settings.requireToken("uriExtension", uriExtension);
    }

    /** The refusal of a type for which this server has no door. */
    public static RefusedException notServed(EndpointType type) {
        return new RefusedException(Refusal.FEATURE_DISABLED, "This server has no endpoints of the type " + type + ".");
    }

    static EndpointDraft of(EnrollmentEndpoint endpoint) {
        return new EndpointDraft(
                endpoint.type(),
                endpoint.name(),
                endpoint.uriExtension(),
                endpoint.organization(),
                endpoint.enabled(),
                endpoint.acme());
    }
}
