package io.privyseal.endpoint;

import io.privyseal.organization.OrganizationId;
import io.privyseal.platform.CustomerId;
import java.time.Instant;

/**
 * A door's entrance for one organization or department.
 *
 * @param uriExtension its part of the address, unique per server whatever the case
 * @param organization for which certificates are requested, unless an account says a department of it
 * @param enabled whether the door serves it
 */
public record EnrollmentEndpoint(
        EndpointId id,
        CustomerId customer,
        EndpointType type,
        String name,
        String uriExtension,
        OrganizationId organization,
        boolean enabled,
        AcmeSettings acme,
        Instant created,
        Instant updated) {
    /** The path of the ACME directory, below the server's origin. */
    public String directoryPath() {
        return directoryPath(uriExtension);
    }

    /** The path of the ACME directory of an endpoint with this extension. */
    public static String directoryPath(String uriExtension) {
        return "/acme/" + uriExtension + "/directory";
    }
}
