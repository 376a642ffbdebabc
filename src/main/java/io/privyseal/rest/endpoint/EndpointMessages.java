package io.privyseal.rest.endpoint;

import io.privyseal.endpoint.EndpointDraft;
import io.privyseal.endpoint.EndpointType;
import io.privyseal.endpoint.EnrollmentEndpoint;
import io.privyseal.organization.Organization;
import io.privyseal.organization.OrganizationId;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.platform.Text;
import io.privyseal.rest.Bodies;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Enrollment endpoints as the contract reads and shows them, with a member of our own for the settings of ACME. */
final class EndpointMessages {
    /** An endpoint is always one organization's, and not every one's of the customer. */
    private static final String DELEGATION_MODE = "CUSTOMIZED";

    private static final int LONGEST_TYPE = 32;
    private static final int LONGEST_EXTENSION = 64;

    private EndpointMessages() {}

    /** An endpoint in a list. */
    @Schema(name = "EndpointEntry")
    record Entry(long id, String name, String type, String delegationMode) {
        static Entry from(EnrollmentEndpoint endpoint) {
            return new Entry(
                    endpoint.id().value(), endpoint.name(), endpoint.type().name(), DELEGATION_MODE);
        }
    }

    /** The organization of an endpoint. */
    @Schema(name = "EndpointOrganization")
    record Owner(long id, String name) {}

    /** All about an endpoint. */
    @Schema(name = "EndpointDetails")
    record Details(
            long id,
            String name,
            String type,
            String delegationMode,
            String url,
            String uriExtension,
            List<Owner> organizations,
            AcmeMessage acme) {
        static Details from(EnrollmentEndpoint endpoint, Organization organization, String url) {
            return new Details(
                    endpoint.id().value(),
                    endpoint.name(),
                    endpoint.type().name(),
                    DELEGATION_MODE,
                    url,
                    endpoint.uriExtension(),
                    List.of(new Owner(organization.id().value(), organization.name())),
                    AcmeMessage.from(endpoint));
        }
    }

    /** An endpoint to create, or what to change of one. */
    @Schema(name = "EndpointRequest")
    record Request(
            @Schema(maxLength = 256) @Nullable String name,

            @Schema(description = "PRIVATE_ACME is the one type that this server has; never changes") @Nullable
            String endpointType,

            @Schema(
                    maxLength = LONGEST_EXTENSION,
                    description = "Its part of the address: unique on this server, and never changed")
            @Nullable
            String uriExtension,

            @Schema(
                    type = SchemaType.ARRAY,
                    description = "The one organization or department that it serves; never changes")
            @Nullable
            List<@Nullable Long> orgDelegations,

            @Nullable AcmeMessage acme) {
        EndpointDraft toDraft() {
            EndpointType type = readType("endpointType", Text.requireClean("endpointType", endpointType, LONGEST_TYPE));
            String newName = Text.requireClean("name", name, Integer.MAX_VALUE);
            String extension = Text.requireClean("uriExtension", uriExtension, LONGEST_EXTENSION);
            requireServed(type);
            AcmeMessage settings = requireAcme();
            return new EndpointDraft(
                    type,
                    newName,
                    extension,
                    Set.of(requireOrganization()),
                    settings.enabledOr(true),
                    settings.toDomain());
        }

        EnrollmentEndpoint applyTo(EnrollmentEndpoint current) {
            return new EnrollmentEndpoint(
                    current.id(),
                    current.customer(),
                    endpointType == null || endpointType.isBlank()
                            ? current.type()
                            : readType("endpointType", endpointType.strip()),
                    name == null ? current.name() : name,
                    uriExtension == null || uriExtension.isBlank() ? current.uriExtension() : uriExtension.strip(),
                    orgDelegations == null ? current.organizations() : Set.of(requireOrganization()),
                    acme == null ? current.enabled() : acme.enabledOr(current.enabled()),
                    acme == null ? current.settings() : acme.applyTo(current.acme()),
                    current.page(),
                    current.created(),
                    current.updated());
        }

        private AcmeMessage requireAcme() {
            if (acme == null) {
                throw new RefusedException(Refusal.MISSING_FIELD, "Value of 'acme' must not be null.");
            }
            return acme;
        }

        private OrganizationId requireOrganization() {
            List<Long> ids = Bodies.entries(orgDelegations);
            if (ids.size() != 1) {
                throw new RefusedException(
                        ids.isEmpty() ? Refusal.MISSING_FIELD : Refusal.INVALID_FIELD,
                        "Value of 'orgDelegations' must name exactly one organization or department.");
            }
            return new OrganizationId(ids.getFirst());
        }
    }

    /** Before all else about the request: the contract's other types have other settings. */
    private static void requireServed(EndpointType type) {
        if (!type.isServed()) {
            throw EndpointDraft.notServed(type);
        }
    }

    static EndpointType readType(String field, String word) {
        return EndpointType.named(word)
                .orElseThrow(() -> new RefusedException(
                        Refusal.INVALID_FIELD, "Value of '" + field + "' is not a known type of endpoints."));
    }
}
