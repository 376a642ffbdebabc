package io.privyseal.rest.endpoint;

import static io.privyseal.rest.endpoint.Fields.emptyAsNull;

import io.privyseal.endpoint.AcmeSettings;
import io.privyseal.endpoint.EndpointDoor;
import io.privyseal.endpoint.EndpointDraft;
import io.privyseal.endpoint.EndpointPage;
import io.privyseal.endpoint.EndpointSettings;
import io.privyseal.endpoint.EndpointType;
import io.privyseal.endpoint.EnrollmentEndpoint;
import io.privyseal.endpoint.EstSettings;
import io.privyseal.endpoint.ScepSettings;
import io.privyseal.organization.Organization;
import io.privyseal.organization.OrganizationId;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.platform.Text;
import io.privyseal.rest.Bodies;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Enrollment endpoints as the contract reads and shows them, with a member of our own for the settings of each door. */
final class EndpointMessages {
    private static final String FOR_ALL = "GLOBAL_FOR_CUSTOMER";
    private static final String FOR_SOME = "CUSTOMIZED";

    private static final int LONGEST_TYPE = 32;
    private static final int LONGEST_EXTENSION = 64;

    private EndpointMessages() {}

    private static String delegationMode(EnrollmentEndpoint endpoint) {
        return endpoint.organizations().isEmpty() ? FOR_ALL : FOR_SOME;
    }

    /** An endpoint in a list. */
    @Schema(name = "EndpointEntry")
    record Entry(
            long id,
            String name,
            String type,

            @Schema(enumeration = {FOR_ALL, FOR_SOME}) String delegationMode) {
        static Entry from(EnrollmentEndpoint endpoint) {
            return new Entry(
                    endpoint.id().value(),
                    endpoint.name(),
                    endpoint.type().name(),
                    EndpointMessages.delegationMode(endpoint));
        }
    }

    /** An organization or department to which an endpoint is delegated. */
    @Schema(name = "EndpointOrganization")
    record Owner(long id, String name) {
        static Owner from(Organization organization) {
            return new Owner(organization.id().value(), organization.name());
        }
    }

    /** All about an endpoint. */
    @Schema(name = "EndpointDetails")
    record Details(
            long id,
            String name,
            String type,

            @Schema(enumeration = {FOR_ALL, FOR_SOME}) String delegationMode,
            String url,
            String uriExtension,
            List<Owner> organizations,
            @Nullable AcmeMessage acme,
            @Nullable ScepMessage scep,
            @Nullable EstMessage est) {
        static Details from(EnrollmentEndpoint endpoint, List<Organization> organizations, String url) {
            return new Details(
                    endpoint.id().value(),
                    endpoint.name(),
                    endpoint.type().name(),
                    EndpointMessages.delegationMode(endpoint),
                    url,
                    endpoint.uriExtension(),
                    organizations.stream().map(Owner::from).toList(),
                    endpoint.door() == EndpointDoor.ACME ? AcmeMessage.from(endpoint) : null,
                    endpoint.door() == EndpointDoor.SCEP ? ScepMessage.from(endpoint) : null,
                    endpoint.door() == EndpointDoor.EST ? EstMessage.from(endpoint) : null);
        }
    }

    /** What people are told who enroll at an endpoint; in a request, what is left out stays, and empty texts end one. */
    @Schema(name = "EndpointConfig")
    record Config(
            @Schema(maxLength = 2048) @Nullable String enrollmentHelp,
            @Schema(maxLength = 1024) @Nullable String enrollmentLinkName,
            @Schema(maxLength = 2048) @Nullable String enrollmentLinkAddress,

            @Schema(type = SchemaType.ARRAY, description = "Of web forms, which this server does not have: empty")
            @Nullable
            List<@Nullable String> webFormAuthTypes,

            @Schema(maxLength = 1024) @Nullable String contactName,
            @Schema(maxLength = 1024) @Nullable String contactEmail,
            @Schema(maxLength = 32) @Nullable String contactPhone) {
        static Config from(EndpointPage page) {
            return new Config(
                    page.help(),
                    page.linkName(),
                    page.linkAddress(),
                    null,
                    page.contactName(),
                    page.contactEmail(),
                    page.contactPhone());
        }

        EndpointPage applyTo(EndpointPage current) {
            if (!Bodies.entries(webFormAuthTypes).isEmpty()) {
                throw new RefusedException(
                        Refusal.INVALID_FIELD, "Value of 'config.webFormAuthTypes' is for web forms only.");
            }
            return new EndpointPage(
                    changed(enrollmentHelp, current.help()),
                    changed(enrollmentLinkName, current.linkName()),
                    changed(enrollmentLinkAddress, current.linkAddress()),
                    changed(contactName, current.contactName()),
                    changed(contactEmail, current.contactEmail()),
                    changed(contactPhone, current.contactPhone()));
        }

        private static @Nullable String changed(@Nullable String text, @Nullable String current) {
            return text == null ? current : emptyAsNull(text);
        }
    }

    /** An endpoint to create, or what to change of one. */
    @Schema(name = "EndpointRequest")
    record Request(
            @Schema(maxLength = 256) @Nullable String name,

            @Schema(
                    description = "Never changes",
                    enumeration = {
                        "PRIVATE_ACME",
                        "SMIME_SCEP",
                        "DEVICE_SCEP",
                        "SMIME_SCEP_INTUNE",
                        "DEVICE_SCEP_INTUNE",
                        "SSL_EST",
                        "SMIME_EST",
                        "DEVICE_EST"
                    })
            @Nullable
            String endpointType,

            @Schema(
                    maxLength = LONGEST_EXTENSION,
                    description = "Its part of the address: unique among this server's endpoints of a protocol, and"
                            + " never changed")
            @Nullable
            String uriExtension,

            @Nullable Config config,

            @Schema(
                    type = SchemaType.ARRAY,
                    description = "The organizations and departments that may have accounts at it; left out for all."
                            + " The one that an ACME endpoint serves, which never changes")
            @Nullable
            List<@Nullable Long> orgDelegations,

            @Nullable AcmeMessage acme,
            @Nullable ScepMessage scep,
            @Nullable EstMessage est) {
        EndpointDraft toDraft() {
            EndpointType type = readType("endpointType", Text.requireClean("endpointType", endpointType, LONGEST_TYPE));
            String newName = Text.requireClean("name", name, Integer.MAX_VALUE);
            String extension = Text.requireClean("uriExtension", uriExtension, LONGEST_EXTENSION);
            // Before all else about the request: the contract's other types have other settings.
            if (!type.isServed()) {
                throw EndpointDraft.notServed(type);
            }
            requireNoSettingsBut(type.door());
            return new EndpointDraft(
                    type, newName, extension, readOrganizations(), enabledOr(true), settings(type.door()), newPage());
        }

        EnrollmentEndpoint applyTo(EnrollmentEndpoint current) {
            requireNoSettingsBut(current.door());
            return new EnrollmentEndpoint(
                    current.id(),
                    current.customer(),
                    endpointType == null || endpointType.isBlank()
                            ? current.type()
                            : readType("endpointType", endpointType.strip()),
                    name == null ? current.name() : name,
                    uriExtension == null || uriExtension.isBlank() ? current.uriExtension() : uriExtension.strip(),
                    orgDelegations == null ? current.organizations() : readOrganizations(),
                    enabledOr(current.enabled()),
                    changed(current.settings()),
                    config == null ? current.page() : config.applyTo(current.page()),
                    current.created(),
                    current.updated());
        }

        private EndpointSettings settings(EndpointDoor door) {
            return switch (door) {
                case ACME -> requireAcme().toDomain();
                case SCEP -> scep == null ? ScepSettings.DEFAULT : scep.applyTo(ScepSettings.DEFAULT);
                case EST -> est == null ? EstSettings.DEFAULT : est.applyTo(EstSettings.DEFAULT);
            };
        }

        private EndpointSettings changed(EndpointSettings current) {
            return switch (current) {
                case AcmeSettings settings -> acme == null ? settings : acme.applyTo(settings);
                case ScepSettings settings -> scep == null ? settings : scep.applyTo(settings);
                case EstSettings settings -> est == null ? settings : est.applyTo(settings);
            };
        }

        private boolean enabledOr(boolean current) {
            if (acme != null) {
                return acme.enabledOr(current);
            }
            if (scep != null) {
                return scep.enabledOr(current);
            }
            return est == null ? current : est.enabledOr(current);
        }

        private EndpointPage newPage() {
            return config == null ? EndpointPage.NOTHING : config.applyTo(EndpointPage.NOTHING);
        }

        private AcmeMessage requireAcme() {
            return Fields.require("acme", acme);
        }

        private void requireNoSettingsBut(EndpointDoor door) {
            requireAbsent("acme", acme, door == EndpointDoor.ACME);
            requireAbsent("scep", scep, door == EndpointDoor.SCEP);
            requireAbsent("est", est, door == EndpointDoor.EST);
        }

        private static void requireAbsent(String field, @Nullable Object settings, boolean belongs) {
            if (settings != null && !belongs) {
                throw new RefusedException(
                        Refusal.INVALID_FIELD, "Value of '" + field + "' does not go with the type of the endpoint.");
            }
        }

        private Set<OrganizationId> readOrganizations() {
            return EndpointMessages.readOrganizations(orgDelegations);
        }
    }

    /** Null is for all; an empty list could be meant for all and for none, and is neither. */
    static Set<OrganizationId> readOrganizations(@Nullable List<@Nullable Long> ids) {
        if (ids == null) {
            return Set.of();
        }
        Set<OrganizationId> organizations =
                Bodies.entries(ids).stream().map(OrganizationId::new).collect(Collectors.toUnmodifiableSet());
        if (organizations.isEmpty()) {
            throw new RefusedException(Refusal.MISSING_FIELD, "Value of 'orgDelegations' must not be empty.");
        }
        return organizations;
    }

    static EndpointType readType(String field, String word) {
        return EndpointType.named(word)
                .orElseThrow(() -> new RefusedException(
                        Refusal.INVALID_FIELD, "Value of '" + field + "' is not a known type of endpoints."));
    }
}
