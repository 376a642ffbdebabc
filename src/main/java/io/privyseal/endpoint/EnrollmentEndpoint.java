package io.privyseal.endpoint;

import io.privyseal.organization.Organization;
import io.privyseal.organization.OrganizationId;
import io.privyseal.platform.CustomerId;
import java.time.Instant;
import java.util.Set;

/**
 * A door's entrance for organizations and departments of a customer.
 *
 * @param uriExtension its part of the address, unique among the server's endpoints of a door whatever the case
 * @param organizations to which it is delegated, with their departments; empty for all, now and later. An ACME endpoint
 *     has exactly one, for which certificates are requested unless an account says a department of it
 * @param enabled whether the door serves it
 */
public record EnrollmentEndpoint(
        EndpointId id,
        CustomerId customer,
        EndpointType type,
        String name,
        String uriExtension,
        Set<OrganizationId> organizations,
        boolean enabled,
        EndpointSettings settings,
        EndpointPage page,
        Instant created,
        Instant updated) {
    public EnrollmentEndpoint {
        organizations = Set.copyOf(organizations);
    }

    public EndpointDoor door() {
        return settings.door();
    }

    /** Where clients begin, below the server's origin. */
    public String path() {
        return door().path(uriExtension);
    }

    /** Whether accounts of the organization or department may be at it. */
    public boolean serves(Organization organization) {
        Organization.Parent parent = organization.parent();
        return organizations.isEmpty()
                || organizations.contains(organization.id())
                || (parent != null && organizations.contains(parent.id()));
    }

    /** The one organization or department of an ACME endpoint. */
    public OrganizationId organization() {
        if (organizations.size() != 1) {
            throw new IllegalStateException("Endpoint " + id.value() + " has no organization of its own");
        }
        return organizations.iterator().next();
    }

    /** The settings of an ACME endpoint. */
    public AcmeSettings acme() {
        return settings(AcmeSettings.class);
    }

    /** The settings of a SCEP endpoint. */
    public ScepSettings scep() {
        return settings(ScepSettings.class);
    }

    /** The settings of an EST endpoint. */
    public EstSettings est() {
        return settings(EstSettings.class);
    }

    private <T extends EndpointSettings> T settings(Class<T> kind) {
        if (!kind.isInstance(settings)) {
            throw new IllegalStateException("Endpoint " + id.value() + " is of the door " + door());
        }
        return kind.cast(settings);
    }

    /** The same, delegated to others. */
    public EnrollmentEndpoint withOrganizations(Set<OrganizationId> others) {
        return new EnrollmentEndpoint(
                id, customer, type, name, uriExtension, others, enabled, settings, page, created, updated);
    }

    /** The same, served or no longer. */
    public EnrollmentEndpoint withEnabled(boolean now) {
        return new EnrollmentEndpoint(
                id, customer, type, name, uriExtension, organizations, now, settings, page, created, updated);
    }

    /** The same with other words for people. */
    public EnrollmentEndpoint withPage(EndpointPage other) {
        return new EnrollmentEndpoint(
                id, customer, type, name, uriExtension, organizations, enabled, settings, other, created, updated);
    }

    /** The same with other settings. */
    public EnrollmentEndpoint withSettings(EndpointSettings others) {
        return new EnrollmentEndpoint(
                id, customer, type, name, uriExtension, organizations, enabled, others, page, created, updated);
    }
}
